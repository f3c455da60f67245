import { type ActRequest, EFFECT_TIMEOUT_MS, type StepReply, type SubjectType } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { isRetryable } from '../db/errors';
import { together, type Tx } from '../db/pool';
import { claim, type Claimed } from './claim';
import { type EffectOutcome, recordOutcome } from './effect.sql';
import { decideTurn, park, parkReason, stepUnderLock } from './step';
import { goneReply, inLockedTransaction, type LockedSubject, type LoopContext } from './subject';

/** A turn that was taken, and the effect that was claimed with it. */
export interface Turn {
  readonly reply: StepReply;
  readonly claimed: Claimed | null;
}

/** More refusals in a row than this are a mistake of ours: the subject is parked rather than spun. */
const MAX_REFUSALS = 50;

/** Thrown when decision and claim cannot agree; parks the row. */
class ClaimLoopError extends Error {
  override name = 'ClaimLoop';
}

/**
 * Takes a turn and, where it asks for an effect, claims it: one transaction under the lead's lock, so nothing changes between decision,
 * re-check and claim. A claim that is refused is decided again at once.
 */
export async function takeTurn(pool: Pool, request: ActRequest, context: LoopContext): Promise<Turn> {
  try {
    return await inLockedTransaction(pool, request, context, async (tx, locked) =>
      locked === null
        ? { reply: goneReply(request.turn), claimed: null }
        : takeTurnUnderLock(tx, request, locked, context),
    );
  } catch (error) {
    if (isRetryable(error)) throw error;
    return { reply: await park(pool, request, parkReason(error), context), claimed: null };
  }
}

async function takeTurnUnderLock(
  tx: Tx,
  request: ActRequest,
  locked: LockedSubject,
  context: LoopContext,
): Promise<Turn> {
  let reply = await stepUnderLock(tx, request, locked, context);
  for (let refusals = 0; reply.command.do === 'effect'; refusals += 1) {
    if (refusals > MAX_REFUSALS) throw new ClaimLoopError();
    if (!isWatched(request, reply) && deadlineIsNear(reply, locked.now)) return { reply, claimed: null };
    const claimed = await claim(tx, request.subject, reply.command.effectId, locked.now);
    if (claimed !== null) return { reply, claimed };
    reply = await decideTurn(tx, request.subject, { locked, turn: reply.turn + 1 }, context);
  }
  return { reply, claimed: null };
}

/**
 * A turn that the workflow does not know yet, because it was decided here or by an attempt that died, has a deadline that nobody watches. When that
 * could pass during the effect, the command goes back first: the workflow then races the effect against it.
 */
function isWatched({ watched, turn }: ActRequest, reply: StepReply): boolean {
  return watched && reply.turn === turn;
}

function deadlineIsNear({ command }: StepReply, now: EpochMs): boolean {
  return command.do === 'effect' && command.until !== null && command.until - now < EFFECT_TIMEOUT_MS;
}

/** Records what became of a claimed effect and takes the next turn, in one transaction. */
export async function finishTurn(
  pool: Pool,
  input: {
    subject: SubjectType;
    id: string;
    claimed: Pick<Claimed, 'effectId' | 'attemptToken'>;
    outcome: EffectOutcome;
  },
  context: LoopContext,
): Promise<StepReply> {
  const { subject, id, claimed, outcome } = input;
  const settle = (decides: boolean) =>
    inLockedTransaction(pool, input, context, async (tx, locked) => {
      if (locked === null) return goneReply(0);
      const [, reply] = await together(tx, () => [
        recordOutcome(tx, claimed, outcome, locked.now),
        decides ? decideTurn(tx, subject, { locked, turn: locked.row.turn + 1 }, context) : Promise.resolve(null),
      ]);
      return reply;
    });
  try {
    const reply = await settle(true);
    if (reply !== null) return reply;
  } catch (error) {
    if (isRetryable(error)) throw error;
    // The outcome must not be lost with a decision that cannot be taken.
    await settle(false);
    return park(pool, { subject, id }, parkReason(error), context);
  }
  return goneReply(0);
}
