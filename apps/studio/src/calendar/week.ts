import type { BusinessHours } from '@ripen/contracts';

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type WeekdayNumber = (typeof WEEKDAYS)[number];

/** A week in which every workday has the same hours: what set-up asks for. */
export function evenWeek(weekdays: readonly number[], from: string, to: string): BusinessHours[] {
  return WEEKDAYS.filter((weekday) => weekdays.includes(weekday)).map((weekday) => ({ weekday, from, to }));
}

/** The zones this browser knows, with UTC, which it leaves out. */
export function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')];
}

export function browserZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
