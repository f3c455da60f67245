import type { EpochMs, SlaClock } from '@ripen/domain';
import { addBusinessTime, type BusinessTimeError } from './business-time';
import type { BusinessCalendar, ClockPolicy, SlaPolicy } from './policy';
import { RUNGS, type Rung, type RungState, type RunningClock } from './state';

/** Thrown when a policy's deadline cannot be computed. `lintPolicy` refuses such a policy; a stored one parks the handoff by `code`. */
export class BusinessTimeFailure extends Error {
  constructor(readonly code: BusinessTimeError) {
    super(code);
    this.name = 'BusinessTimeFailure';
  }
}

/** `addBusinessTime` for callers whose policy was linted. Throws BusinessTimeFailure. */
export function businessDue(from: EpochMs, durationMs: number, calendar: BusinessCalendar): EpochMs {
  const result = addBusinessTime(from, durationMs, calendar);
  if (!result.ok) throw new BusinessTimeFailure(result.code);
  return result.at;
}

/** A fresh clock: every rung has its absolute due instant and none has fired. */
export function startClock(input: {
  readonly clock: SlaClock;
  readonly visit: number;
  readonly startedAt: EpochMs;
  readonly policy: SlaPolicy;
}): RunningClock {
  const { clock, visit, startedAt, policy } = input;
  const { durationMs } = policy[clock];
  const rungs = RUNGS.flatMap((rung): RungState[] => {
    const percent = percentOf(rung, policy[clock]);
    if (percent === null) return [];
    // Rounded up: a rung may come a fraction of a millisecond late, never early.
    const offset = Math.ceil((durationMs * percent) / 100);
    return [{ rung, due: businessDue(startedAt, offset, policy.calendar), firedAt: null }];
  });
  // A stable sort: where two are due at the same instant, the order of the ladder holds and the breach stays last.
  return { clock, visit, startedAt, rungs: rungs.sort((a, b) => a.due - b.due) };
}

/** When the promise of a clock is broken. */
export function breachDue(clock: RunningClock): EpochMs {
  return rungOf(clock, 'breach')?.due ?? Math.max(clock.startedAt, ...clock.rungs.map((rung) => rung.due));
}

/** Whether the breach of a clock has fired. */
export function isBreached(clock: RunningClock): boolean {
  return (rungOf(clock, 'breach')?.firedAt ?? null) !== null;
}

/** Rungs that must fire at `now`, in the order of their dues. */
export function dueRungs(clock: RunningClock, now: EpochMs): readonly RungState[] {
  return clock.rungs.filter((rung) => rung.firedAt === null && rung.due <= now);
}

/** The clock after everything that is due at `now` has fired. */
export function withFired(clock: RunningClock, now: EpochMs): RunningClock {
  return {
    ...clock,
    rungs: clock.rungs.map((rung) => (rung.firedAt === null && rung.due <= now ? { ...rung, firedAt: now } : rung)),
  };
}

function rungOf(clock: RunningClock, wanted: Rung): RungState | undefined {
  return clock.rungs.find((rung) => rung.rung === wanted);
}

function percentOf(rung: Rung, policy: ClockPolicy): number | null {
  if (rung === 'breach') return 100;
  return rung === 'remind' ? policy.remindAt : policy.warnAt;
}
