import { DAY, HOUR, type Language, MINUTE, SECOND } from '@ripen/domain';
import { minuteOfDay } from './business-days';
import type { BusinessCalendar } from './policy';

type Unit = 'day' | 'hour' | 'minute' | 'second';

const WORDS: Readonly<Record<Language, Readonly<Record<Unit, readonly [one: string, many: string]>>>> = {
  de: {
    day: ['Tag', 'Tage'],
    hour: ['Stunde', 'Stunden'],
    minute: ['Minute', 'Minuten'],
    second: ['Sekunde', 'Sekunden'],
  },
  en: { day: ['day', 'days'], hour: ['hour', 'hours'], minute: ['minute', 'minutes'], second: ['second', 'seconds'] },
};
// After "innerhalb von" only the plural of the day has a form of its own.
const DAYS_DATIVE = 'Tagen';

/**
 * A term in words, in its largest whole unit, for example "4 business hours" or "10 Arbeitstagen" (the German form stands after
 * *innerhalb von*). A business day is what an open day of the calendar has, where all open days have the same.
 */
export function durationWords(durationMs: number, calendar: BusinessCalendar, language: Language): string {
  const { count, unit } = inLargestUnit(durationMs, calendar.always ? DAY : openDayMs(calendar));
  const [one, many] = WORDS[language][unit];
  const noun = count === 1 ? one : language === 'de' && unit === 'day' ? DAYS_DATIVE : many;
  return `${formatCount(count, language)} ${calendar.always ? noun : businessNoun(noun, unit, language)}`;
}

function businessNoun(noun: string, unit: Unit, language: Language): string {
  if (language === 'en') return `business ${noun}`;
  return unit === 'day' ? `Arbeits${noun.toLowerCase()}` : `Geschäfts${noun.toLowerCase()}`;
}

function inLargestUnit(durationMs: number, dayMs: number | null): { readonly count: number; readonly unit: Unit } {
  if (dayMs !== null && durationMs >= 2 * dayMs && durationMs % dayMs === 0)
    return { count: durationMs / dayMs, unit: 'day' };
  if (durationMs >= HOUR && durationMs % (HOUR / 2) === 0) return { count: durationMs / HOUR, unit: 'hour' };
  if (durationMs % MINUTE === 0) return { count: durationMs / MINUTE, unit: 'minute' };
  return { count: durationMs / SECOND, unit: 'second' };
}

/** Half hours and broken seconds only, so one to three decimals, with the language's own sign. */
function formatCount(count: number, language: Language): string {
  const text = String(Math.round(count * 1_000) / 1_000);
  return language === 'de' ? text.replace('.', ',') : text;
}

/** Open milliseconds of a day, if every open day has the same; else null. */
function openDayMs(calendar: BusinessCalendar): number | null {
  const sums = Object.values(calendar.hours)
    .map((windows) => windows.reduce((sum, { from, to }) => sum + minuteOfDay(to) - minuteOfDay(from), 0))
    .filter((sum) => sum > 0);
  const first = sums[0];
  return first !== undefined && sums.every((sum) => sum === first) ? first * MINUTE : null;
}
