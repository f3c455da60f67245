import type { SlaClockShape } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';

export interface ClockFace {
  readonly state: SlaClockShape['state'];
  /** Plain time until the breach; negative once it is over. */
  readonly leftMs: number;
  /** 1 at the start, 0 at the breach. */
  readonly leftShare: number;
}

/** What a clock shows now. It moves on between two answers of the API: past a rung's instant the state changes on screen too. */
export function clockFace(clock: SlaClockShape, now: EpochMs): ClockFace {
  const leftMs = clock.dueAt - now;
  const whole = Math.max(1, clock.dueAt - clock.startedAt);
  const reminded = clock.rungs.some(
    ({ rung, dueAt, firedAt }) => rung === 'remind' && (firedAt !== null || dueAt <= now),
  );
  const soon = clock.state === 'due_soon' || reminded;
  const state = clock.state === 'breached' || leftMs <= 0 ? 'breached' : soon ? 'due_soon' : 'running';
  return { state, leftMs, leftShare: Math.min(1, Math.max(0, leftMs / whole)) };
}
