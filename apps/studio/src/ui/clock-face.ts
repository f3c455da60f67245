import type { CountdownShape } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';

export interface ClockFace {
  readonly state: CountdownShape['state'];
  /** Plain time until the breach; negative once it is over. */
  readonly leftMs: number;
  /** 1 at the start, 0 at the breach. */
  readonly leftShare: number;
}

/** What a clock shows now. It moves on between two answers of the API: past its instants the state changes on screen too, never back. */
export function clockFace(clock: CountdownShape, now: EpochMs): ClockFace {
  const leftMs = clock.dueAt - now;
  const whole = Math.max(1, clock.dueAt - clock.startedAt);
  const soon = clock.state === 'due_soon' || clock.soonAt <= now;
  const state = clock.state === 'breached' || leftMs <= 0 ? 'breached' : soon ? 'due_soon' : 'running';
  return { state, leftMs, leftShare: Math.min(1, Math.max(0, leftMs / whole)) };
}
