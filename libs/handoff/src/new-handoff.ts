import type { BantAnswer, EpochMs } from '@ripen/domain';
import type { Handoff } from './state';

const UNKNOWN: BantAnswer = { state: 'unknown', note: '' };

/** A handoff just born: nobody was asked yet; the first `decide` offers it. */
export function newHandoff(input: {
  readonly id: string;
  readonly leadId: string;
  readonly teamId: string;
  readonly createdAt: EpochMs;
}): Handoff {
  return {
    ...input,
    state: 'offered',
    ownerId: null,
    offers: [],
    declined: [],
    nextVisit: 1,
    clock: null,
    poolUntil: null,
    acceptedAt: null,
    contactedAt: null,
    followUpAt: null,
    bant: { budget: UNKNOWN, authority: UNKNOWN, need: UNKNOWN, time: UNKNOWN },
    quote: null,
    outcome: null,
    outcomeReason: null,
    closedAt: null,
  };
}
