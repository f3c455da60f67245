import { DAY, SLA_CLOCKS, type Text } from '@ripen/domain';
import { businessDays, minuteOfDay } from './business-days';
import { WEEKDAYS, type BusinessCalendar, type SlaPolicy } from './policy';

/** Each code with its sentence; the sentence says what to do. */
export const POLICY_PROBLEM_SENTENCES = {
  zone_unknown: {
    de: 'Diese Zeitzone gibt es nicht. Wählen Sie eine aus der Liste.',
    en: 'This time zone does not exist. Choose one from the list.',
  },
  calendar_never_opens: {
    de: 'Der Kalender hat keine Geschäftszeit. Tragen Sie Stunden für mindestens einen Tag ein.',
    en: 'The calendar has no business hours. Enter hours for at least one day.',
  },
  window_reversed: {
    de: 'Dieses Zeitfenster endet, bevor es beginnt. Tauschen Sie die Zeiten oder teilen Sie es um Mitternacht.',
    en: 'This window ends before it begins. Swap the times, or split it at midnight.',
  },
  windows_overlap: {
    de: 'Zwei Zeitfenster überschneiden sich. Die Zeit zählt nur einmal; fassen Sie sie zusammen.',
    en: 'Two windows overlap. The time counts only once; join them.',
  },
  holiday_twice: {
    de: 'Dieser Feiertag steht zweimal in der Liste. Entfernen Sie einen.',
    en: 'This holiday is listed twice. Remove one.',
  },
  remind_after_warn: {
    de: 'Die Erinnerung käme nach der Warnung an die Leitung. Setzen Sie sie früher an.',
    en: 'The reminder would come after the warning to the manager. Set it earlier.',
  },
  duration_too_long: {
    de: 'Bei diesen Geschäftszeiten dauert diese Frist länger als fünf Jahre. Verkürzen Sie sie.',
    en: 'With these business hours this term takes longer than five years. Shorten it.',
  },
} as const satisfies Record<string, Text>;
export type PolicyProblemCode = keyof typeof POLICY_PROBLEM_SENTENCES;

/** One point of the lint. Errors stop the policy from being stored, warnings do not. `path` leads to the field. */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  readonly code: PolicyProblemCode;
  readonly path: readonly (string | number)[];
  readonly sentence: Text;
}

/** A policy's longest term in weeks of its calendar; with the most holidays a calendar may have it is still within reach of `addBusinessTime`. */
const MAX_WEEKS = 260;

/** Everything that is wrong with a policy that `slaPolicySchema` parsed. Without an error, every deadline can be computed. */
export function lintPolicy(policy: SlaPolicy): readonly PolicyProblem[] {
  return [...lintCalendar(policy.calendar, ['calendar']), ...lintClocks(policy)];
}

/** The calendar's part of `lintPolicy`. */
export function lintCalendar(calendar: BusinessCalendar, path: readonly string[] = []): readonly PolicyProblem[] {
  if (!isZone(calendar.zone)) return [problem('error', 'zone_unknown', [...path, 'zone'])];
  if (calendar.always) return [];
  const problems = [...lintHours(calendar, path), ...lintHolidays(calendar, path)];
  const opens = businessDays(calendar).opensAtAll;
  return opens ? problems : [problem('error', 'calendar_never_opens', [...path, 'hours']), ...problems];
}

function* lintHours(calendar: BusinessCalendar, path: readonly string[]): Generator<PolicyProblem> {
  for (const weekday of WEEKDAYS) {
    const windows = (calendar.hours[weekday] ?? []).map(({ from, to }, index) => ({
      from: minuteOfDay(from),
      to: minuteOfDay(to),
      at: [...path, 'hours', weekday, index],
    }));
    for (const window of windows) if (window.to <= window.from) yield problem('error', 'window_reversed', window.at);
    for (const [index, window] of windows.entries()) {
      const overlaps = windows.slice(0, index).some((other) => window.from < other.to && other.from < window.to);
      if (overlaps) yield problem('warning', 'windows_overlap', window.at);
    }
  }
}

function* lintHolidays(calendar: BusinessCalendar, path: readonly string[]): Generator<PolicyProblem> {
  const seen = new Set<string>();
  for (const [index, date] of calendar.holidays.entries()) {
    if (seen.has(date)) yield problem('warning', 'holiday_twice', [...path, 'holidays', index]);
    seen.add(date);
  }
}

function* lintClocks(policy: SlaPolicy): Generator<PolicyProblem> {
  const { calendar } = policy;
  // A calendar that never opens, or whose zone is unknown, has a problem of its own.
  const week = calendar.always ? 7 * DAY : isZone(calendar.zone) ? businessDays(calendar).weeklyMs : 0;
  const longest = week === 0 ? Infinity : week * MAX_WEEKS;
  for (const clock of SLA_CLOCKS) {
    const { durationMs, remindAt, warnAt } = policy[clock];
    if (durationMs > longest) yield problem('error', 'duration_too_long', [clock, 'durationMs']);
    if (remindAt !== null && warnAt !== null && remindAt > warnAt) {
      yield problem('warning', 'remind_after_warn', [clock, 'remindAt']);
    }
  }
  if (policy.poolMs > longest) yield problem('error', 'duration_too_long', ['poolMs']);
}

function problem(
  severity: PolicyProblem['severity'],
  code: PolicyProblemCode,
  path: PolicyProblem['path'],
): PolicyProblem {
  return { severity, code, path, sentence: POLICY_PROBLEM_SENTENCES[code] };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
