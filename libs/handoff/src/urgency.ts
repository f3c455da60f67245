import { type EpochMs, HOUR } from '@ripen/domain';
import { businessTimeBetween } from './business-time';
import { businessDue } from './clock';
import type { BusinessCalendar } from './policy';

export const URGENCIES = ['neutral', 'soon', 'breached'] as const;
export type UrgencyLevel = (typeof URGENCIES)[number];

/** A promise that runs out: a running clock until its breach, or the pool until the handoff expires. */
export interface Countdown {
  readonly startedAt: EpochMs;
  readonly due: EpochMs;
}

export interface Urgency {
  readonly level: UrgencyLevel;
  /** From when on it is *due soon*. */
  readonly soonAt: EpochMs;
}

/** A countdown is due soon with a fifth of its business time left, or an hour, whichever comes first. */
const SOON_SHARE = 0.2;
const SOON_MS = HOUR;

/**
 * How pressing a countdown is: the one definition of *due soon*, for boards, lists and screens that count on by themselves. One that
 * starts later (an agreed follow-up date) is neutral until then. Throws BusinessTimeFailure for a calendar that `lintCalendar` refuses.
 */
export function urgency(input: Countdown & { readonly now: EpochMs; readonly calendar: BusinessCalendar }): Urgency {
  const { due, now } = input;
  const soonAt = soonFrom(input, input.calendar);
  return { level: now >= due ? 'breached' : now >= soonAt ? 'soon' : 'neutral', soonAt };
}

function soonFrom({ startedAt, due }: Countdown, calendar: BusinessCalendar): EpochMs {
  const total = businessTimeBetween(startedAt, due, calendar);
  const calm = Math.floor(total - Math.max(total * SOON_SHARE, SOON_MS));
  return calm <= 0 ? startedAt : businessDue(startedAt, calm, calendar);
}
