import { type EpochMs, HOUR } from '@ripen/domain';
import { businessTimeBetween } from './business-time';
import { breachDue } from './clock';
import type { BusinessCalendar } from './policy';
import type { Handoff, RunningClock } from './state';

export const URGENCIES = ['neutral', 'soon', 'breached'] as const;
export type UrgencyLevel = (typeof URGENCIES)[number];

export interface Urgency {
  readonly level: UrgencyLevel;
  /** When the promise is broken. */
  readonly due: EpochMs;
  /** Business milliseconds until then; negative once it is past. */
  readonly remainingMs: number;
}

/** A countdown turns amber with a fifth of its time left, or an hour. */
const SOON_SHARE = 0.2;
const SOON_MS = HOUR;

/** How pressing a running clock is. A clock that starts later (an agreed follow-up date) is neutral until then. */
export function urgency(input: {
  readonly clock: RunningClock;
  readonly now: EpochMs;
  readonly calendar: BusinessCalendar;
}): Urgency {
  const { clock, now, calendar } = input;
  const due = breachDue(clock);
  const remainingMs = businessTimeBetween(now, due, calendar);
  if (now >= due) return { level: 'breached', due, remainingMs };
  const total = businessTimeBetween(clock.startedAt, due, calendar);
  const soon = now >= clock.startedAt && (remainingMs <= total * SOON_SHARE || remainingMs < SOON_MS);
  return { level: soon ? 'soon' : 'neutral', due, remainingMs };
}

/** The same for a handoff: its clock, or in the pool the time until it expires. Null: nothing runs. */
export function handoffUrgency(handoff: Handoff, now: EpochMs, calendar: BusinessCalendar): Urgency | null {
  if (handoff.clock) return urgency({ clock: handoff.clock, now, calendar });
  const due = handoff.poolUntil;
  if (due === null) return null;
  const remainingMs = businessTimeBetween(now, due, calendar);
  if (now >= due) return { level: 'breached', due, remainingMs };
  return { level: remainingMs < SOON_MS ? 'soon' : 'neutral', due, remainingMs };
}
