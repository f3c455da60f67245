import type { RejectReason } from '@ripen/domain';
import { withTimePassed } from './decide';
import { lostByHand, recycledByHand, wonByHand } from './close';
import { beginDraft, decisionOf, type Draft, type Step, withClock, withState, withTrace } from './draft';
import { offerTo, offerToNext } from './ladder';
import { isMoney } from './money';
import type { ActResult, Actor, HandoffAction, HandoffInput, Quote } from './state';

/**
 * What a rep or a manager does at `now`. Time goes first: rungs that were due before the action fire before it, so that a standstill of
 * the machine neither loses a breach nor lets an action undo one; the decision holds both. A refusal changes nothing. Notes are the
 * caller's to store: a decision holds codes and ids only. Throws BusinessTimeFailure for a policy that `lintPolicy` refuses.
 */
export function act(input: HandoffInput, action: HandoffAction, actor: Actor): ActResult {
  const draft = withTimePassed(beginDraft(input));
  const step = draft.state.state === 'closed' ? 'not_open' : taken(draft, action, actor);
  return typeof step === 'string' ? { ok: false, code: step } : { ok: true, decision: decisionOf(step) };
}

function taken(draft: Draft, action: HandoffAction, actor: Actor): Step {
  switch (action.action) {
    case 'claim':
      return claim(draft, actor);
    case 'reassign':
      return reassign(draft, action.toUserId, actor);
    case 'accept':
      return isTheirs(draft, actor) ? accept(draft, actor) : 'not_owner';
    case 'reject':
      return isTheirs(draft, actor) || mayTakeOut(draft, action.reason, actor)
        ? reject(draft, { reason: action.reason, note: action.note }, actor)
        : 'not_owner';
    default:
      return isTheirs(draft, actor) ? work(draft, action, actor) : 'not_owner';
  }
}

type Work = Exclude<HandoffAction, { action: 'claim' | 'reassign' | 'accept' | 'reject' }>;

/** What is done with an accepted lead. */
function work(draft: Draft, action: Work, actor: Actor): Step {
  if (draft.state.state !== 'accepted') return 'not_accepted';
  switch (action.action) {
    case 'contact':
      return contact(draft, actor);
    case 'follow_up':
      return followUp(draft, action.at, actor);
    case 'bant':
      return withTrace(withState(draft, { bant: action.bant }), 'bant_set', {
        actorId: actor.userId,
        why: Object.fromEntries(Object.entries(action.bant).map(([criterion, answer]) => [criterion, answer.state])),
      });
    case 'quote':
      return quote(draft, action.quote, actor);
    case 'won':
      return wonByHand(draft, action, actor);
    case 'lost':
      return lostByHand(draft, action, actor);
  }
}

/** The owner, or a manager in the owner's stead; nobody's while it lies in the pool. */
function isTheirs(draft: Draft, actor: Actor): boolean {
  const { ownerId } = draft.state;
  return ownerId !== null && (actor.manages || ownerId === actor.userId);
}

/** A manager may take a lead that is none out of the pool. */
function mayTakeOut(draft: Draft, reason: RejectReason, actor: Actor): boolean {
  return draft.state.state === 'pool' && actor.manages && reason !== 'not_mine';
}

function accept(draft: Draft, actor: Actor): Step {
  if (draft.state.state !== 'offered') return 'already_accepted';
  return withTrace(accepted(draft), 'accepted', { actorId: actor.userId });
}

function claim(draft: Draft, actor: Actor): Step {
  if (draft.state.state !== 'pool') return 'not_in_pool';
  if (!isMember(draft, actor.userId)) return 'not_a_member';
  const owned = withState(draft, { ownerId: actor.userId, poolUntil: null });
  return withTrace(accepted(owned), 'claimed', { actorId: actor.userId });
}

function accepted(draft: Draft): Draft {
  const { now } = draft.input;
  return withClock(withState(draft, { state: 'accepted', acceptedAt: now }), 'contact', now);
}

function reject(draft: Draft, given: { readonly reason: RejectReason; readonly note: string }, actor: Actor): Step {
  const { reason, note } = given;
  const rejected = withTrace(draft, 'rejected', {
    actorId: actor.userId,
    why: { reason, ownerId: draft.state.ownerId },
  });
  if (reason !== 'not_mine') return recycledByHand(rejected, { reason, note }, actor);
  const { ownerId, declined } = draft.state;
  return offerToNext(withState(rejected, { declined: ownerId === null ? declined : [...declined, ownerId] }));
}

function reassign(draft: Draft, toUserId: string, actor: Actor): Step {
  if (!actor.manages) return 'not_manager';
  if (!isMember(draft, toUserId)) return 'not_a_member';
  const from = draft.state.ownerId;
  return withTrace(offerTo(draft, toUserId), 'reassigned_by_hand', {
    actorId: actor.userId,
    why: { from, userId: toUserId, visit: draft.state.nextVisit },
  });
}

/** Only the first contact keeps the promise and starts the next clock; later ones are told in the trace and settle a follow-up that was due. */
function contact(draft: Draft, actor: Actor): Step {
  const { now } = draft.input;
  const { contactedAt, followUpAt } = draft.state;
  const ahead = followUpAt !== null && followUpAt > now ? followUpAt : null;
  const settled = withTrace(withState(draft, { followUpAt: ahead }), 'contacted', {
    actorId: actor.userId,
    why: { first: contactedAt === null },
  });
  if (contactedAt !== null) return settled;
  return withClock(withState(settled, { contactedAt: now }), 'feedback', ahead ?? now);
}

/** An agreed date holds the feedback clock until then. It does not stand for the first contact: that clock goes on. */
function followUp(draft: Draft, at: number, actor: Actor): Step {
  if (at <= draft.input.now) return 'date_in_past';
  const dated = withTrace(withState(draft, { followUpAt: at }), 'follow_up_set', {
    actorId: actor.userId,
    why: { at },
  });
  return draft.state.contactedAt === null ? dated : withClock(dated, 'feedback', at);
}

function quote(draft: Draft, given: Quote, actor: Actor): Step {
  if (!isMoney(given)) return 'amount_missing';
  const { validUntil, chaseOn } = given;
  return withTrace(withState(draft, { quote: given }), 'quote_set', {
    actorId: actor.userId,
    why: { validUntil, chaseOn },
  });
}

function isMember(draft: Draft, userId: string): boolean {
  return draft.input.team.members.some((member) => member.userId === userId);
}
