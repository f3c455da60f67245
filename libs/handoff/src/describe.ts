import {
  BANT_CRITERIA,
  type EffectChoice,
  type HandoffOutcome,
  type Language,
  type RejectReason,
  type SlaClock,
  type Text,
} from '@ripen/domain';
import { durationWords } from './duration-words';
import { REJECT_REASON_TEXTS } from './forms';
import type { SlaPolicy } from './policy';
import type { HandoffRefusal, HandoffTrace, Rung } from './state';

/** What the ids and instants of a trace line are called on screen, in the reader's language and zone. */
export interface TraceNames {
  /** Null: no longer known. */
  readonly person: (userId: string) => string | null;
  readonly instant: (at: number) => string;
}

export const CLOCK_TEXTS: Readonly<Record<SlaClock, Text>> = {
  accept: { de: 'Annehmen', en: 'Accept' },
  contact: { de: 'Erstkontakt', en: 'First contact' },
  feedback: { de: 'Rückmeldung', en: 'Feedback' },
};

export const RUNG_TEXTS: Readonly<Record<Rung, Text>> = {
  remind: { de: 'Erinnerung', en: 'Reminder' },
  warn: { de: 'Warnung an die Leitung', en: 'Warning to the manager' },
  breach: { de: 'Frist überschritten', en: 'Deadline missed' },
};

export const OUTCOME_TEXTS: Readonly<Record<HandoffOutcome, Text>> = {
  won: { de: 'gewonnen', en: 'won' },
  lost: { de: 'verloren', en: 'lost' },
  recycled: { de: 'zurück ans Marketing', en: 'back to marketing' },
  expired: { de: 'im Pool verfallen', en: 'expired in the pool' },
};

/** Why an action was refused, and what to do. */
export const REFUSAL_TEXTS: Readonly<Record<HandoffRefusal, Text>> = {
  not_owner: {
    de: 'Dieser Lead gehört Ihnen nicht (mehr). Laden Sie Ihre Liste neu.',
    en: 'This lead is not (or no longer) yours. Reload your list.',
  },
  not_manager: {
    de: 'Nur die Teamleitung kann Leads neu zuweisen.',
    en: 'Only the team’s manager can reassign leads.',
  },
  not_open: { de: 'Diese Übergabe ist schon abgeschlossen.', en: 'This handoff is closed already.' },
  not_in_pool: {
    de: 'Dieser Lead liegt nicht (mehr) im Pool. Laden Sie Ihre Liste neu.',
    en: 'This lead is not (or no longer) in the pool. Reload your list.',
  },
  not_accepted: { de: 'Nehmen Sie den Lead zuerst an.', en: 'Accept the lead first.' },
  already_accepted: { de: 'Dieser Lead ist schon angenommen.', en: 'This lead is accepted already.' },
  reason_missing: { de: 'Geben Sie einen Grund an.', en: 'Give a reason.' },
  amount_missing: {
    de: 'Geben Sie einen Betrag über 0 und die Währung an.',
    en: 'Give an amount above 0 and the currency.',
  },
  not_a_member: {
    de: 'Wählen Sie ein Mitglied des Teams.',
    en: 'Choose a member of the team.',
  },
  date_in_past: { de: 'Wählen Sie einen Zeitpunkt in der Zukunft.', en: 'Choose a time in the future.' },
};

const PROMISES: Readonly<Record<SlaClock, Text>> = {
  accept: { de: 'Annehmen innerhalb von', en: 'Accept within' },
  contact: { de: 'Erstkontakt innerhalb von', en: 'Make first contact within' },
  feedback: { de: 'Rückmeldung innerhalb von', en: 'Report back within' },
};

/** The policy as plain sentences: one for each promise, then what happens to a lead that nobody takes. */
export function describePolicy(policy: SlaPolicy, language: Language): readonly string[] {
  const clocks: readonly SlaClock[] = ['accept', 'contact', 'feedback'];
  const pool = durationWords(policy.poolMs, policy.calendar, language);
  const rounds = policy.rounds;
  const last =
    language === 'de'
      ? `Nach ${rounds === 1 ? 'einer Runde' : `${rounds} Runden`} durch das Team kommt der Lead in den Pool; holt ihn dort innerhalb von ${pool} niemand, verfällt die Übergabe und die Leitung erfährt es.`
      : `After ${rounds === 1 ? 'one round' : `${rounds} rounds`} through the team the lead goes into the pool; unclaimed there within ${pool}, the handoff expires and the manager is told.`;
  return [...clocks.map((clock) => describeClock(clock, policy, language)), last];
}

/** One promise, for example "Accept within 4 business hours: remind at 50 %, warn the manager at 80 %, then reassign." */
export function describeClock(clock: SlaClock, policy: SlaPolicy, language: Language): string {
  const { durationMs, remindAt, warnAt } = policy[clock];
  const german = language === 'de';
  const steps: string[] = [];
  if (remindAt !== null) steps.push(german ? `Erinnerung bei ${remindAt} %` : `remind at ${remindAt} %`);
  if (warnAt !== null)
    steps.push(german ? `Warnung an die Leitung bei ${warnAt} %` : `warn the manager at ${warnAt} %`);
  if (clock === 'accept') steps.push(german ? 'dann an die nächste Person' : 'then reassign');
  else steps.push(german ? 'dann Meldung an die Leitung' : 'then tell the manager');
  return `${PROMISES[clock][language]} ${durationWords(durationMs, policy.calendar, language)}: ${steps.join(', ')}.`;
}

/** One line of the handoff's trace as a sentence. Unknown or missing details leave a shorter sentence, never a gap. */
export function describeTrace(line: HandoffTrace, language: Language, names: TraceNames): string {
  const sentence = traceText(line, names)[language];
  const actor = line.actorId === null ? null : nameOf(line.actorId, names)[language];
  return actor === null ? `${sentence}.` : `${actor}: ${sentence}.`;
}

function traceText(line: HandoffTrace, names: TraceNames): Text {
  const { why } = line;
  const to = nameOf(why['userId'], names);
  const from = nameOf(why['from'] ?? why['ownerId'], names);
  switch (line.event) {
    case 'offered':
      return { de: `${to.de} angeboten`, en: `offered to ${to.en}` };
    case 'reassigned':
      return { de: `von ${from.de} an ${to.de} weitergegeben`, en: `passed on from ${from.en} to ${to.en}` };
    case 'reassigned_by_hand':
      return { de: `an ${to.de} zugewiesen`, en: `assigned to ${to.en}` };
    case 'rung':
      return rungText(why);
    case 'pooled':
      return until(why['until'], names, { de: 'in den Pool gelegt', en: 'put into the pool' });
    case 'claimed':
      return { de: 'aus dem Pool übernommen', en: 'took it from the pool' };
    case 'accepted':
      return { de: 'angenommen', en: 'accepted' };
    case 'rejected':
      return rejectedText(why['reason']);
    case 'contacted':
      return why['first'] === true
        ? { de: 'Erstkontakt hergestellt', en: 'made first contact' }
        : { de: 'erneut Kontakt gehabt', en: 'was in contact again' };
    case 'follow_up_set':
      return onInstant(why['at'], names);
    case 'bant_set':
      return bantText(why);
    case 'quote_set':
      return { de: 'Angebot abgegeben', en: 'handed in a quote' };
    case 'note_added':
      return { de: 'Notiz hinzugefügt', en: 'added a note' };
    case 'closed':
      return closedText(why['outcome']);
    case 'parked':
      return { de: 'angehalten', en: 'stopped' };
    case 'decided':
      return decidedText(why['choice']);
  }
}

const CHOICE_TEXTS: Readonly<Record<EffectChoice, Text>> = {
  treat_as_sent: { de: 'Nachricht gilt als gesendet', en: 'the notice counts as sent' },
  send_again: { de: 'Nachricht wird noch einmal gesendet', en: 'the notice is sent again' },
  try_again: { de: 'Nachricht wird noch einmal versucht', en: 'the notice is tried again' },
  go_on: { de: 'Nachricht bleibt ungesendet', en: 'the notice stays unsent' },
};

function decidedText(choice: unknown): Text {
  return isKeyOf(CHOICE_TEXTS, choice) ? CHOICE_TEXTS[choice] : { de: 'von Hand fortgesetzt', en: 'resumed by hand' };
}

function nameOf(userId: unknown, names: TraceNames): Text {
  const name = typeof userId === 'string' ? names.person(userId) : null;
  return name === null ? { de: 'eine frühere Person', en: 'a former colleague' } : { de: name, en: name };
}

function rungText(why: HandoffTrace['why']): Text {
  const clock = isKeyOf(CLOCK_TEXTS, why['clock']) ? CLOCK_TEXTS[why['clock']] : null;
  const rung = isKeyOf(RUNG_TEXTS, why['rung']) ? RUNG_TEXTS[why['rung']] : { de: 'Stufe', en: 'Step' };
  return clock === null ? rung : { de: `${clock.de}: ${rung.de}`, en: `${clock.en}: ${rung.en}` };
}

function rejectedText(reason: unknown): Text {
  if (!isKeyOf(REJECT_REASON_TEXTS, reason)) return { de: 'abgelehnt', en: 'rejected' };
  const { label } = REJECT_REASON_TEXTS[reason satisfies RejectReason];
  return { de: `abgelehnt („${label.de}“)`, en: `rejected (“${label.en}”)` };
}

function bantText(why: HandoffTrace['why']): Text {
  const met = BANT_CRITERIA.filter((criterion) => why[criterion] === 'met').length;
  const open = BANT_CRITERIA.filter((criterion) => why[criterion] === 'unknown').length;
  return {
    de: `BANT eingetragen (${met} erfüllt, ${open} offen)`,
    en: `filled in BANT (${met} met, ${open} open)`,
  };
}

function closedText(outcome: unknown): Text {
  if (!isKeyOf(OUTCOME_TEXTS, outcome)) return { de: 'abgeschlossen', en: 'closed' };
  const { de, en } = OUTCOME_TEXTS[outcome];
  return { de: `abgeschlossen: ${de}`, en: `closed: ${en}` };
}

function until(at: unknown, names: TraceNames, text: Text): Text {
  if (typeof at !== 'number') return text;
  return { de: `${text.de}, bis ${names.instant(at)}`, en: `${text.en} until ${names.instant(at)}` };
}

function onInstant(at: unknown, names: TraceNames): Text {
  if (typeof at !== 'number') return { de: 'Wiedervorlage gesetzt', en: 'set a follow-up date' };
  return { de: `Wiedervorlage am ${names.instant(at)}`, en: `follow-up on ${names.instant(at)}` };
}

function isKeyOf<K extends string>(texts: Readonly<Record<K, unknown>>, key: unknown): key is K {
  return typeof key === 'string' && Object.hasOwn(texts, key);
}
