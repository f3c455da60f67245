import { type BusinessCalendar, type Weekday, WEEKDAYS } from '@ripen/handoff';

export const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** A week in which every workday has the same hours: what set-up asks for. */
export function evenWeek(weekdays: readonly string[], from: string, to: string): BusinessCalendar['hours'] {
  return Object.fromEntries(
    WEEKDAYS.filter((weekday) => weekdays.includes(weekday)).map((weekday) => [weekday, [{ from, to }]]),
  );
}

/** True when a calendar can make a clock move at all, and no hours end before they begin. */
export function calendarWorks({ always, hours }: BusinessCalendar): boolean {
  const spans = Object.values(hours).flat();
  return always || (spans.length > 0 && spans.every(({ from, to }) => from < to));
}

/** The zones this browser knows, with UTC, which it leaves out. */
export const ZONE_NAMES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];

export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
