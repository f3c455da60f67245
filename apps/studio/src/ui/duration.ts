import { DAY, HOUR, MINUTE, SECOND } from '@ripen/domain';

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

const LENGTHS: Readonly<Record<DurationUnit, number>> = { seconds: SECOND, minutes: MINUTE, hours: HOUR, days: DAY };

export interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

/** A length of time in the largest unit that tells it in whole numbers. */
export function durationOf(ms: number): Duration {
  const unit = DURATION_UNITS.findLast((each) => ms % LENGTHS[each] === 0) ?? 'seconds';
  return { count: Math.round(ms / LENGTHS[unit]), unit };
}

export function msOf({ count, unit }: Duration): number {
  return Math.round(count * LENGTHS[unit]);
}
