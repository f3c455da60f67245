import { DAY, type EpochMs, HOUR, type Language, MINUTE, SECOND } from '@ripen/domain';

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

/** The locale whose dates and numbers a language of the studio uses. */
export function localeOf(language: Language): string {
  return LOCALES[language];
}

interface Reading {
  readonly language: Language;
  /** IANA zone of the reader. */
  readonly zone: string;
}

/** The exact instant in the reader's zone: "Wed, 19 Nov 2026, 09:12:30 CET". */
export function exactInstant(at: EpochMs, { language, zone }: Reading): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(at);
}

/** A day and minute as short as context allows: the time today, the weekday this week, the date within the year. */
export function shortInstant(at: EpochMs, now: EpochMs, { language, zone }: Reading): string {
  const day = (instant: EpochMs): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };
  const sameDay = day(at) === day(now);
  const sameYear = day(at).slice(0, 4) === day(now).slice(0, 4);
  const date: Intl.DateTimeFormatOptions = sameDay
    ? {}
    : { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) };
  return new Intl.DateTimeFormat(localeOf(language), { ...date, ...clock, timeZone: zone }).format(at);
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
];

/** "3 minutes ago", "in 2 days". Within five seconds: "now". */
export function relativeInstant(at: EpochMs, now: EpochMs, language: Language): string {
  const format = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto', style: 'short' });
  const distance = at - now;
  if (Math.abs(distance) < 5 * SECOND) return format.format(0, 'second');
  const [unit, length] = STEPS.find(([, step]) => Math.abs(distance) >= step) ?? ['second' as const, SECOND];
  return format.format(Math.round(distance / length), unit);
}

const DURATION_UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/** A length of time by its two largest units: "1 h 12 min", "40 s", "3 d". */
export function shortDuration(ms: number, language: Language): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.round(ms / SECOND)) * SECOND;
  for (const [unit, length] of DURATION_UNITS) {
    const count = Math.floor(rest / length);
    if (count === 0 && (parts.length > 0 || unit !== 'second')) {
      if (parts.length > 0) break;
      continue;
    }
    parts.push(new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    rest -= count * length;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
