import { type Command, type EffectView, type EpochMs, nextCommand } from '@ripen/domain';
import { deadlinesOf } from './decide';
import type { Handoff, HandoffCommand } from './state';

/**
 * What the workflow does next. A closed handoff is done only when its last notices are out; `effects` may hold rows of every state and
 * visit, in the order in which they were planned.
 */
export const handoffCommand: HandoffCommand = (
  state: Handoff,
  effects: readonly EffectView[],
  now: EpochMs,
): Command => {
  const pending = effects.filter((effect) => effect.state === 'planned' || effect.state === 'sending');
  const closed = state.state === 'closed';
  return nextCommand(
    {
      ended: closed && pending.length === 0,
      parked: false,
      deadlines: deadlinesOf(state),
      effects: pending,
      mayAct: !closed,
    },
    now,
  );
};
