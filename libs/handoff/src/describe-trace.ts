import {
  BANT_CRITERIA,
  type BantState,
  type EffectChoice,
  type Language,
  OUTCOME_WORDS,
  type RejectReason,
  type Text,
} from '@ripen/domain';
import { CLOCK_TEXTS, RUNG_TEXTS } from './describe';
import { REJECT_REASON_TEXTS } from './forms';
import type { HandoffTrace } from './state';

/** What the ids and instants of a trace line are called on screen, in the reader's language and zone. */
export interface TraceNames {
  /** Null: no longer known. */
  readonly person: (userId: string) => string | null;
  readonly instant: (at: number) => string;
}

/** One line of the handoff's trace as a sentence without a full stop that names who acted. Unknown or missing details leave a shorter sentence, never a gap. */
export function describeTrace(line: HandoffTrace, language: Language, names: TraceNames): string {
  const sentence = traceText(line, names)[language];
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
}

function traceText(line: HandoffTrace, names: TraceNames): Text {
  const { why } = line;
  const to = nameOf(why['userId'], names);
  switch (line.event) {
    case 'offered':
      return { de: `der Lead wurde ${dative(to)} angeboten`, en: `the lead was offered to ${to.en}` };
    case 'reassigned': {
      const from = nameOf(why['from'] ?? why['ownerId'], names);
      return {
        de: `der Lead ging von ${dative(from)} an ${to.de} weiter`,
        en: `the lead was passed on from ${from.en} to ${to.en}`,
      };
    }
    case 'rung':
      return rungText(why);
    case 'pooled':
      return until(why['until'], names, { de: 'der Lead kam in den Pool', en: 'the lead went into the pool' });
    case 'parked':
      return { de: 'die Übergabe wurde angehalten', en: 'the handoff was stopped' };
    case 'closed':
      return closedText(line, names);
    default:
      return deedText(line.event, line, { to, names });
  }
}

type Deed = Exclude<HandoffTrace['event'], 'offered' | 'reassigned' | 'rung' | 'pooled' | 'parked' | 'closed'>;

/** What a person did. */
function deedText(
  deed: Deed,
  { actorId, why }: HandoffTrace,
  { to, names }: { readonly to: Text; readonly names: TraceNames },
): Text {
  const who = actorId === null ? SOMEBODY : nameOf(actorId, names);
  const did = (de: string, en: string): Text => ({ de: `${who.de} ${de}`, en: `${who.en} ${en}` });
  switch (deed) {
    case 'reassigned_by_hand':
      return did(`hat den Lead ${dative(to)} zugewiesen`, `assigned the lead to ${to.en}`);
    case 'claimed':
      return did('hat den Lead aus dem Pool übernommen', 'took the lead from the pool');
    case 'accepted':
      return did('hat den Lead angenommen', 'accepted the lead');
    case 'rejected':
      return did(
        `hat den Lead abgelehnt${reasonText(why['reason']).de}`,
        `rejected the lead${reasonText(why['reason']).en}`,
      );
    case 'contacted':
      return why['first'] === true
        ? did('hatte den ersten Kontakt', 'made first contact')
        : did('hatte erneut Kontakt', 'was in contact again');
    case 'follow_up_set':
      return typeof why['at'] === 'number'
        ? did(`will am ${names.instant(why['at'])} nachfassen`, `will follow up on ${names.instant(why['at'])}`)
        : did('hat eine Wiedervorlage gesetzt', 'set a follow-up date');
    case 'bant_set':
      return did(`hat BANT eingetragen${bantText(why).de}`, `filled in BANT${bantText(why).en}`);
    case 'quote_set':
      return did('hat ein Angebot abgegeben', 'handed in a quote');
    case 'note_added':
      return did('hat eine Notiz hinzugefügt', 'added a note');
    case 'decided':
      return decidedText(why['choice'], did);
  }
}

const SOMEBODY: Text = { de: 'jemand', en: 'somebody' };
const FORMER: Text = { de: 'eine frühere Person', en: 'a former colleague' };

/** Names stay as they are; only the words for somebody who has left take an ending. */
function dative(person: Text): string {
  return person === FORMER ? 'einer früheren Person' : person.de;
}

const CHOICE_TEXTS: Readonly<Record<EffectChoice, Text>> = {
  treat_as_sent: { de: 'die Nachricht als gesendet gelten lassen', en: 'let the notice count as sent' },
  send_again: { de: 'die Nachricht noch einmal senden lassen', en: 'had the notice sent again' },
  try_again: { de: 'die Nachricht noch einmal versuchen lassen', en: 'had the notice tried again' },
  go_on: { de: 'die Nachricht ungesendet gelassen', en: 'left the notice unsent' },
};

function decidedText(choice: unknown, did: (de: string, en: string) => Text): Text {
  if (!isKeyOf(CHOICE_TEXTS, choice))
    return did('hat die Übergabe von Hand fortgesetzt', 'resumed the handoff by hand');
  const { de, en } = CHOICE_TEXTS[choice];
  return did(`hat ${de}`, en);
}

function nameOf(userId: unknown, names: TraceNames): Text {
  const name = typeof userId === 'string' ? names.person(userId) : null;
  return name === null ? FORMER : { de: name, en: name };
}

function rungText(why: HandoffTrace['why']): Text {
  const clock = isKeyOf(CLOCK_TEXTS, why['clock']) ? CLOCK_TEXTS[why['clock']] : null;
  const rung = isKeyOf(RUNG_TEXTS, why['rung']) ? RUNG_TEXTS[why['rung']] : { de: 'Stufe', en: 'Step' };
  return clock === null ? rung : { de: `${clock.de}: ${rung.de}`, en: `${clock.en}: ${rung.en}` };
}

function reasonText(reason: unknown): Text {
  if (!isKeyOf(REJECT_REASON_TEXTS, reason)) return { de: '', en: '' };
  const { label } = REJECT_REASON_TEXTS[reason satisfies RejectReason];
  return { de: ` („${label.de}“)`, en: ` (“${label.en}”)` };
}

const BANT_STATE_TEXTS: Readonly<Record<BantState, Text>> = {
  met: { de: 'erfüllt', en: 'met' },
  not_met: { de: 'nicht erfüllt', en: 'not met' },
  unknown: { de: 'offen', en: 'open' },
};

/** Every answer is counted: " (2 met, 1 not met, 1 open)"; states that nobody answered with are left out. */
function bantText(why: HandoffTrace['why']): Text {
  const counted = (['met', 'not_met', 'unknown'] as const).flatMap((state) => {
    const count = BANT_CRITERIA.filter((criterion) => why[criterion] === state).length;
    const { de, en } = BANT_STATE_TEXTS[state];
    return count === 0 ? [] : [{ de: `${count} ${de}`, en: `${count} ${en}` }];
  });
  if (counted.length === 0) return { de: '', en: '' };
  return {
    de: ` (${counted.map(({ de }) => de).join(', ')})`,
    en: ` (${counted.map(({ en }) => en).join(', ')})`,
  };
}

function closedText({ actorId, why }: HandoffTrace, names: TraceNames): Text {
  const outcome = isKeyOf(OUTCOME_WORDS, why['outcome']) ? OUTCOME_WORDS[why['outcome']] : null;
  const how = outcome === null ? { de: '', en: '' } : { de: `: ${outcome.de}`, en: `: ${outcome.en}` };
  if (actorId === null)
    return { de: `die Übergabe wurde abgeschlossen${how.de}`, en: `the handoff was closed${how.en}` };
  const who = nameOf(actorId, names);
  return { de: `${who.de} hat die Übergabe abgeschlossen${how.de}`, en: `${who.en} closed the handoff${how.en}` };
}

function until(at: unknown, names: TraceNames, text: Text): Text {
  if (typeof at !== 'number') return text;
  return { de: `${text.de}, bis ${names.instant(at)}`, en: `${text.en} until ${names.instant(at)}` };
}

function isKeyOf<K extends string>(texts: Readonly<Record<K, unknown>>, key: unknown): key is K {
  return typeof key === 'string' && Object.hasOwn(texts, key);
}
