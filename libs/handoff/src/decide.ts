import type { EpochMs } from '@ripen/domain';
import { dueRungs, withFired } from './clock';
import { beginDraft, decisionOf, type Draft, withClosed, withFiredRung, withNotices, withState } from './draft';
import { offerToNext } from './ladder';
import type { HandoffDecision, HandoffInput, RungState, RunningClock } from './state';

/** Why a handoff closed that nobody took from the pool. */
export const EXPIRED_REASON = 'pool_expired';

/**
 * What time alone does to a handoff: offers a new one, fires every rung whose due has come, reassigns, pools, expires. Each rung fires
 * once and never before its due; calling it more often changes nothing. A clock that starts afresh starts at `now`, so that after a
 * standstill everybody still gets the full time. Throws BusinessTimeFailure for a policy that `lintPolicy` refuses.
 */
export function decide(input: HandoffInput): HandoffDecision {
  return decisionOf(withTimePassed(beginDraft(input)));
}

/** A handoff that nobody was asked to take yet. */
export function isNewborn(handoff: HandoffInput['state']): boolean {
  return handoff.state === 'offered' && handoff.ownerId === null && handoff.offers.length === 0;
}

/** The draft after everything that was due by `now` has happened. */
export function withTimePassed(draft: Draft): Draft {
  const { state } = draft;
  if (isNewborn(state)) return offerToNext(draft);
  if (state.state === 'pool') return withPoolPassed(draft);
  return state.state !== 'closed' && state.clock ? withRungsFired(draft, state.clock) : draft;
}

function withPoolPassed(draft: Draft): Draft {
  const { poolUntil, nextVisit } = draft.state;
  if (poolUntil === null || draft.input.now < poolUntil) return draft;
  const told = withNotices(draft, 'expired', {
    visit: nextVisit - 1,
    clock: null,
    users: [draft.input.team.managerId],
  });
  return withClosed(told, { outcome: 'expired', reason: EXPIRED_REASON, actorId: null, feedback: null });
}

function withRungsFired(draft: Draft, clock: RunningClock): Draft {
  const due = dueRungs(clock, draft.input.now);
  if (due.length === 0) return draft;
  const marked = withState(draft, { clock: withFired(clock, draft.input.now) });
  return due.reduce((before, rung) => withRung(before, clock, rung), marked);
}

function withRung(draft: Draft, { clock, visit }: RunningClock, { rung, due }: RungState): Draft {
  const fired = withFiredRung(draft, { visit, clock, rung, due });
  const owner = draft.state.ownerId;
  const manager = draft.input.team.managerId;
  switch (rung) {
    case 'remind':
      return withNotices(fired, 'reminded', { visit, clock, users: [owner] });
    case 'warn':
      return withNotices(fired, 'warned', { visit, clock, users: [manager] });
    case 'breach':
      if (clock === 'accept') return offerToNext(fired);
      return withNotices(fired, 'breached', { visit, clock, users: [manager, owner] });
  }
}

/** Deadlines at which time alone has something to do: unfired rungs, the end of the pool, the birth. */
export function deadlinesOf(state: HandoffInput['state']): readonly EpochMs[] {
  if (state.state === 'closed') return [];
  if (isNewborn(state)) return [state.createdAt];
  const rungs = state.clock?.rungs.filter((rung) => rung.firedAt === null).map((rung) => rung.due) ?? [];
  return state.poolUntil === null ? rungs : [...rungs, state.poolUntil];
}
