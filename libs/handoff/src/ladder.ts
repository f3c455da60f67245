import { type Draft, withClock, withNotices, withState, withTrace } from './draft';
import { availableMembers, nextMember } from './routing';
import { businessDue } from './clock';

/** Offers the handoff to one person and starts the accept clock. Whoever held it before is told that it is gone. */
export function offerTo(draft: Draft, userId: string): Draft {
  const before = draft.state.ownerId;
  const offered = withClock(
    withState(draft, {
      state: 'offered',
      ownerId: userId,
      offers: [...draft.state.offers, userId],
      poolUntil: null,
      acceptedAt: null,
      contactedAt: null,
    }),
    'accept',
    draft.input.now,
  );
  const visit = offered.state.nextVisit - 1;
  const away =
    before === userId ? offered : withNotices(offered, 'reassigned_away', { visit, clock: null, users: [before] });
  return withNotices(away, 'offered', { visit, clock: 'accept', users: [userId] });
}

/** Offers it to the next member in turn; with nobody left it goes into the pool. */
export function offerToNext(draft: Draft): Draft {
  const { team, policy } = draft.input;
  const next = nextMember({ team, handoff: draft.state, rounds: policy.rounds });
  if (next === null) return intoPool(draft);
  const isNew = draft.state.offers.length === 0;
  const before = draft.state.ownerId;
  const offered = offerTo(draft, next);
  const traced =
    before === null
      ? withTrace(offered, 'offered', { why: { userId: next, visit: offered.state.nextVisit - 1 } })
      : withTrace(offered, 'reassigned', { why: { from: before, userId: next, visit: offered.state.nextVisit - 1 } });
  return isNew ? { ...traced, lastAssigned: next } : traced;
}

function intoPool(draft: Draft): Draft {
  const { team, policy, now } = draft.input;
  const before = draft.state.ownerId;
  const visit = draft.state.nextVisit;
  const poolUntil = businessDue(now, policy.poolMs, policy.calendar);
  const pooled = withState(draft, {
    state: 'pool',
    ownerId: null,
    clock: null,
    poolUntil,
    acceptedAt: null,
    contactedAt: null,
    nextVisit: visit + 1,
  });
  const told = [...availableMembers(team, draft.state), team.managerId];
  const away = told.includes(before)
    ? pooled
    : withNotices(pooled, 'reassigned_away', { visit, clock: null, users: [before] });
  return withTrace(withNotices(away, 'pooled', { visit, clock: null, users: told }), 'pooled', {
    why: { until: poolUntil, visit },
  });
}
