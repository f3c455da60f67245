import { BANT_CRITERIA, type RejectReason } from '@ripen/domain';
import { type Draft, type Step, withClosed } from './draft';
import { isMoney } from './money';
import type { Actor, FeedbackDraft, HandoffAction } from './state';

type ActionOf<A extends HandoffAction['action']> = Extract<HandoffAction, { action: A }>;

/** The key of the general form under which a rejecting rep's note is kept. */
export const FINDINGS_KEY = 'findings';

export function wonByHand(draft: Draft, action: ActionOf<'won'>, actor: Actor): Step {
  const reason = action.reason.trim();
  if (reason === '') return 'reason_missing';
  if (!isMoney(action)) return 'amount_missing';
  const { amount, currency, answers } = action;
  const feedback: FeedbackDraft = { kind: 'won', reason, unmet: [], answers, amount, currency };
  return withClosed(draft, { outcome: 'won', reason, actorId: actor.userId, feedback });
}

export function lostByHand(draft: Draft, action: ActionOf<'lost'>, actor: Actor): Step {
  const reason = action.reason.trim();
  if (reason === '') return 'reason_missing';
  const unmet = BANT_CRITERIA.filter((criterion) => action.unmet.includes(criterion));
  const feedback: FeedbackDraft = {
    kind: 'lost',
    reason,
    unmet,
    answers: action.answers,
    amount: null,
    currency: null,
  };
  return withClosed(draft, { outcome: 'lost', reason, actorId: actor.userId, feedback });
}

/** A lead that sales sends back: not ripe, or none at all. Marketing learns why. */
export function recycledByHand(
  draft: Draft,
  given: { readonly reason: RejectReason; readonly note: string },
  actor: Actor,
): Step {
  const note = given.note.trim();
  const feedback: FeedbackDraft = {
    kind: 'general',
    reason: given.reason,
    unmet: [],
    answers: note === '' ? {} : { [FINDINGS_KEY]: note },
    amount: null,
    currency: null,
  };
  return withClosed(draft, {
    outcome: 'recycled',
    reason: given.reason,
    actorId: actor.userId,
    feedback,
    pseudo: given.reason === 'pseudo',
  });
}
