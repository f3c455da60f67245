import { type Language, SLA_CLOCKS, type SlaClock, type Text } from '@ripen/domain';
import { durationWords } from './duration-words';
import { type BusinessCalendar, type SlaPolicy, type Weekday, WEEKDAYS } from './policy';
import type { HandoffRefusal, Rung } from './state';

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

/** The policy as plain sentences: one for each promise, what happens to a lead that nobody takes, and when time counts. */
export function describePolicy(policy: SlaPolicy, language: Language): readonly string[] {
  const pool = durationWords(policy.poolMs, policy.calendar, language);
  const rounds = policy.rounds;
  const last =
    language === 'de'
      ? `Nach ${rounds === 1 ? 'einer Runde' : `${rounds} Runden`} durch das Team kommt der Lead in den Pool; holt ihn dort innerhalb von ${pool} niemand, verfällt die Übergabe und die Leitung erfährt es.`
      : `After ${rounds === 1 ? 'one round' : `${rounds} rounds`} through the team the lead goes into the pool; unclaimed there within ${pool}, the handoff expires and the manager is told.`;
  return [
    ...SLA_CLOCKS.map((clock) => describeClock(clock, policy, language)),
    last,
    describeCalendar(policy.calendar, language),
  ];
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

const DAY_TEXTS: Readonly<Record<Weekday, Text>> = {
  mon: { de: 'Mo', en: 'Mon' },
  tue: { de: 'Di', en: 'Tue' },
  wed: { de: 'Mi', en: 'Wed' },
  thu: { de: 'Do', en: 'Thu' },
  fri: { de: 'Fr', en: 'Fri' },
  sat: { de: 'Sa', en: 'Sat' },
  sun: { de: 'So', en: 'Sun' },
};

/** When time counts, for example "Time counts Mon–Fri 09:00–17:00 (Europe/Berlin), except on 12 holidays." */
export function describeCalendar(calendar: BusinessCalendar, language: Language): string {
  const german = language === 'de';
  if (calendar.always)
    return german
      ? 'Die Zeit zählt rund um die Uhr, auch an Feiertagen.'
      : 'Time counts around the clock, on holidays too.';
  const hours = stretches(calendar)
    .map(({ first, last, windows }) => {
      const days =
        first === last ? DAY_TEXTS[first][language] : `${DAY_TEXTS[first][language]}–${DAY_TEXTS[last][language]}`;
      return `${days} ${windows}`;
    })
    .join('; ');
  const count = calendar.holidays.length;
  const holidays =
    count === 0
      ? ''
      : german
        ? `, außer an ${count === 1 ? 'einem Feiertag' : `${count} Feiertagen`}`
        : `, except on ${count === 1 ? 'one holiday' : `${count} holidays`}`;
  return `${german ? 'Die Zeit zählt' : 'Time counts'} ${hours} (${calendar.zone})${holidays}.`;
}

/** Days in a row that have the same hours; closed days are left out. */
function stretches({ hours }: BusinessCalendar): { first: Weekday; last: Weekday; windows: string }[] {
  const found: { first: Weekday; last: Weekday; windows: string }[] = [];
  for (const [index, day] of WEEKDAYS.entries()) {
    const windows = (hours[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ');
    if (windows === '') continue;
    const before = found.at(-1);
    if (before !== undefined && before.windows === windows && before.last === WEEKDAYS[index - 1]) before.last = day;
    else found.push({ first: day, last: day, windows });
  }
  return found;
}
