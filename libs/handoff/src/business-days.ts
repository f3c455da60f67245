import { type EpochMs, MINUTE } from '@ripen/domain';
import { WEEKDAYS, type BusinessCalendar } from './policy';
import { dayOfDate, wallClock } from './wall-clock';

/** An open stretch, half-open: start ≤ t < end. */
export interface OpenWindow {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** Open stretches by local date. A date is counted in days since 1970-01-01; windows of a date are ascending and do not overlap. */
export interface BusinessDays {
  readonly opensAtAll: boolean;
  /** Open milliseconds of a week without holidays and without a change of the clock. */
  readonly weeklyMs: number;
  windowsOf(day: number): readonly OpenWindow[];
}

interface LocalWindow {
  readonly from: number;
  readonly to: number;
}

const MAX_CALENDARS = 64;
const MAX_DAYS = 50_000;
const CLOSED: readonly OpenWindow[] = [];

// Windows of a date never change, so they are kept: by object for callers that hold on to a calendar, by content for callers that parse
// it from its row each time.
const byObject = new WeakMap<BusinessCalendar, BusinessDays>();
const byContent = new Map<string, BusinessDays>();

/** The calendar's open stretches, remembered per calendar. Throws RangeError for a zone that does not exist. */
export function businessDays(calendar: BusinessCalendar): BusinessDays {
  const known = byObject.get(calendar);
  if (known) return known;
  const content = JSON.stringify([calendar.zone, calendar.hours, calendar.holidays]);
  const days = byContent.get(content) ?? openDays(calendar);
  if (byContent.size >= MAX_CALENDARS) byContent.clear();
  byContent.set(content, days);
  byObject.set(calendar, days);
  return days;
}

function openDays(calendar: BusinessCalendar): BusinessDays {
  const reached = wallClock(calendar.zone);
  const hours = WEEKDAYS.map((weekday) => merged(calendar.hours[weekday] ?? []));
  const weeklyMs = hours.flat().reduce((sum, { from, to }) => sum + (to - from) * MINUTE, 0);
  const holidays = new Set(calendar.holidays.map(dayOfDate));
  const cache = new Map<number, readonly OpenWindow[]>();
  const compute = (day: number): readonly OpenWindow[] => {
    if (holidays.has(day)) return CLOSED;
    const local = hours[weekdayIndex(day)] ?? [];
    if (local.length === 0) return CLOSED;
    return local
      .map(({ from, to }) => ({ start: reached(day, from), end: reached(day, to) }))
      .filter((window) => window.start < window.end);
  };
  return {
    opensAtAll: weeklyMs > 0,
    weeklyMs,
    windowsOf(day) {
      const known = cache.get(day);
      if (known) return known;
      const windows = compute(day);
      if (cache.size >= MAX_DAYS) cache.clear();
      cache.set(day, windows);
      return windows;
    },
  };
}

/** Local windows in minutes of the day, ascending; overlapping ones are joined, empty and reversed ones left out (the lint names them). */
function merged(hours: readonly { readonly from: string; readonly to: string }[]): readonly LocalWindow[] {
  const sorted = hours
    .map(({ from, to }) => ({ from: minuteOfDay(from), to: minuteOfDay(to) }))
    .filter((window) => window.from < window.to)
    .sort((a, b) => a.from - b.from);
  const result: LocalWindow[] = [];
  for (const window of sorted) {
    const last = result.at(-1);
    if (last && window.from <= last.to) result.splice(-1, 1, { from: last.from, to: Math.max(last.to, window.to) });
    else result.push(window);
  }
  return result;
}

/** Minutes since midnight of `HH:MM`, `24:00` included. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** Index into WEEKDAYS; 1970-01-01 was a Thursday. */
function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
