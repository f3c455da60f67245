import type { Command, EpochMs, FactChange } from '@ripen/domain';
import {
  act,
  type Actor,
  type ActResult,
  decide,
  type Handoff,
  type HandoffAction,
  handoffCommand,
  type HandoffDecision,
  type HandoffRefusal,
} from '@ripen/handoff';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import type { Tx } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { announceHandoff } from '../webhooks/announce-handoff';
import { settleExpiredLeases } from './effect.sql';
import type { TurnToDecide } from './enrollment-step';
import { loadHandoff, type LoadedHandoff } from './handoff.repository';
import { writeHandoffDecision } from './handoff-write.sql';
import { putOff } from './put-off';
import { deadlineOf, inLockedTransaction, type LoopContext } from './subject';

/** Decides one turn of a handoff by the handoff core and writes it. The lead is locked. */
export async function decideHandoff(
  tx: Tx,
  { id, turn, now, asked }: TurnToDecide,
  context: LoopContext,
): Promise<{ command: Command; place: string }> {
  await settleExpiredLeases(tx, id, now);
  const loaded = await loadHandoff(tx, id);
  if (loaded === null) return { command: { do: 'done' }, place: 'gone' };
  if (loaded.status !== 'active')
    return { command: { do: loaded.status === 'ended' ? 'done' : 'parked' }, place: loaded.status };
  const decision = decide({ state: loaded.handoff, team: loaded.team, policy: loaded.policy, now, newId });
  const decided = handoffCommand(decision.state, withPlanned(loaded, decision), now);
  const command = asked === null ? decided : putOff(decided, asked, now);
  writeHandoffDecision(tx, {
    before: loaded.handoff,
    decision,
    turn: { turn, command, deadline: deadlineOf(decided) },
    now,
  });
  await reportFacts(tx, { before: loaded.handoff, decision, actorId: null, now }, context);
  return { command, place: decision.state.state };
}

function withPlanned(loaded: LoadedHandoff, decision: HandoffDecision): LoadedHandoff['effects'] {
  const planned = decision.notices.map(({ id, visit, step }) => ({
    id,
    visit,
    step,
    state: 'planned' as const,
    notBefore: null,
    leaseUntil: null,
    code: null,
  }));
  return [...loaded.effects, ...planned];
}

/** A handoff that is not there (or not for this caller to see). */
export type ActOutcome = { readonly ok: true } | { readonly ok: false; readonly code: HandoffRefusal | 'not_found' };

/**
 * What a rep or a manager does to a handoff, in one transaction: the core decides, the rows and the facts are written, the workflow is
 * poked. Two reps who claim at once: the lead's lock decides, the second is refused.
 */
export async function actOnHandoff(
  pool: Pool,
  input: { handoffId: string; action: HandoffAction; actor: Actor },
  context: LoopContext,
): Promise<ActOutcome> {
  const subject = { subject: 'handoff', id: input.handoffId } as const;
  return inLockedTransaction(pool, subject, context, async (tx, locked) => {
    const loaded = locked === null ? null : await loadHandoff(tx, input.handoffId);
    if (locked === null || loaded === null) return { ok: false, code: 'not_found' };
    const { now } = locked;
    const { handoff, team, policy } = loaded;
    const result: ActResult = act({ state: handoff, team, policy, now, newId }, input.action, input.actor);
    if (!result.ok) return result;
    const { decision } = result;
    writeHandoffDecision(tx, { before: handoff, decision, turn: null, now });
    await reportFacts(tx, { before: handoff, decision, actorId: input.actor.userId, now }, context);
    await tx.query({ name: 'poke', text: 'SELECT poke($1, $2)', values: ['handoff', [input.handoffId]] });
    return { ok: true };
  });
}

/** What a handoff's decision means for the lead: an owner, a pseudo-lead, feedback, the end of the handoff. */
async function reportFacts(
  tx: Tx,
  input: { before: Handoff; decision: HandoffDecision; actorId: string | null; now: EpochMs },
  context: LoopContext,
): Promise<void> {
  const { before, decision, actorId, now } = input;
  const { state, closed } = decision;
  const base = { leadId: state.leadId, occurredAt: now };
  const changes: FactChange[] = [];
  const owner = ownerAfter(before, decision);
  if (owner !== undefined) changes.push({ ...base, kind: 'owner', ownerId: owner, dedupeKey: null });
  if (closed?.pseudo)
    changes.push({ ...base, kind: 'fields', lead: { category: 'pseudo' }, company: null, dedupeKey: null });
  if (closed?.feedback) {
    const feedback = { ...closed.feedback, id: newId(), handoffId: state.id, at: now };
    await tx.query(
      `INSERT INTO feedback (id, handoff_id, lead_id, kind, reason, unmet, answers, amount, currency, given_by, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, instant($11))`,
      [
        feedback.id,
        state.id,
        state.leadId,
        feedback.kind,
        feedback.reason,
        feedback.unmet,
        feedback.answers,
        feedback.amount,
        feedback.currency,
        actorId,
        now,
      ],
    );
    changes.push({ ...base, kind: 'feedback', feedback, dedupeKey: `feedback:${feedback.id}` });
  }
  if (closed)
    changes.push({
      ...base,
      kind: 'handoff_closed',
      handoffId: state.id,
      outcome: closed.outcome,
      dedupeKey: `closed:${state.id}`,
    });
  await applyFacts(tx, changes, context);
  await announceHandoff(tx, before, state, now);
}

/**
 * The lead's owner after a decision: who accepted; nobody once it left that rep (given back, reassigned, closed but not won); undefined when
 * nothing changes. An offer alone makes nobody an owner.
 */
function ownerAfter(before: Handoff, { state, closed }: HandoffDecision): string | null | undefined {
  const had = before.acceptedAt === null ? null : before.ownerId;
  const has = (closed !== null && closed.outcome !== 'won') || state.acceptedAt === null ? null : state.ownerId;
  return had === has ? undefined : has;
}
