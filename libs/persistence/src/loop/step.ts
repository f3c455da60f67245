import type { StepReply, StepRequest, SubjectType } from '@ripen/contracts/temporal';
import type { Pool } from 'pg';
import { errorCode, isRetryable } from '../db/errors';
import type { Tx } from '../db/pool';
import { decideEnrollment } from './enrollment-step';
import { decideHandoff } from './handoff-step';
import {
  goneReply,
  inLockedTransaction,
  type LockedSubject,
  type LoopContext,
  type LoopRow,
  readLoopRow,
  storedReply,
} from './subject';

const DECIDE = { enrollment: decideEnrollment, handoff: decideHandoff } as const;

/**
 * One Postgres transaction of the durable loop. `turn` = last + 1 decides, writes and stores the command; `turn` ≤ last answers the
 * stored one; `turn` > last + 1 means that Postgres was restored: the stored one is answered, and an incident is recorded.
 * Retryable failures of the database are thrown; anything else parks the row with its reason.
 */
export async function step(pool: Pool, request: StepRequest, context: LoopContext): Promise<StepReply> {
  try {
    return request.turn === 0 ? await peek(pool, request) : await lockedStep(pool, request, context);
  } catch (error) {
    if (isRetryable(error)) throw error;
    return park(pool, request, parkReason(error), context);
  }
}

/** Where a subject stands, without deciding or locking anything. */
async function peek(pool: Pool, { subject, id, turn }: StepRequest): Promise<StepReply> {
  const row = await readLoopRow(pool, subject, id);
  return row === null ? goneReply(turn) : storedReply(row);
}

function lockedStep(pool: Pool, request: StepRequest, context: LoopContext): Promise<StepReply> {
  return inLockedTransaction(pool, request, context, async (tx, locked) =>
    locked === null ? goneReply(request.turn) : stepUnderLock(tx, request, locked, context),
  );
}

/** A step inside the caller's transaction, which holds the lead locked. */
export async function stepUnderLock(
  tx: Tx,
  { subject, turn }: StepRequest,
  locked: LockedSubject,
  context: LoopContext,
): Promise<StepReply> {
  const { row } = locked;
  if (turn <= row.turn) return storedReply(row);
  if (turn > row.turn + 1) return adoptRestored(tx, row, { subject, turn });
  return decideTurn(tx, subject, { locked, turn, asked: true }, context);
}

/** Decides a turn of a subject whose lead the caller holds locked. `asked`: by the workflow, because of a poke or its timer. */
export async function decideTurn(
  tx: Tx,
  subject: SubjectType,
  { locked, turn, asked = false }: { locked: LockedSubject; turn: number; asked?: boolean },
  context: LoopContext,
): Promise<StepReply> {
  // Nothing is decided while it is parked: the turns go on where they stopped once a person resumes it.
  if (locked.row.status === 'parked') return { ...storedReply(locked.row), fresh: true };
  const { command, place } = await DECIDE[subject](
    tx,
    { id: locked.row.id, turn, lead: locked.lead, now: locked.now, asked: asked ? locked.row : null },
    context,
  );
  return { turn, command, fresh: true, place };
}

async function adoptRestored(tx: Tx, row: LoopRow, asked: { subject: SubjectType; turn: number }): Promise<StepReply> {
  await tx.query(`INSERT INTO incident (kind, subject_type, subject_id, data) VALUES ('postgres_behind', $1, $2, $3)`, [
    asked.subject,
    row.id,
    { asked: asked.turn, stored: row.turn },
  ]);
  return storedReply(row);
}

/** Takes the subject out of the loop until a person resumes it. Its waits and deadlines stay as they are. */
export async function park(
  pool: Pool,
  subjectOf: Pick<StepRequest, 'subject' | 'id'>,
  reason: string,
  context: LoopContext,
): Promise<StepReply> {
  const { subject, id } = subjectOf;
  return inLockedTransaction(pool, subjectOf, context, async (tx, locked) => {
    if (locked === null) return goneReply(0);
    const { row, now } = locked;
    if (row.status === 'ended') return storedReply(row);
    const turn = row.turn + 1;
    await tx.query(
      `UPDATE ${subject} SET status = 'parked', park_reason = $2, turn = $3, command = '{"do":"parked"}', deadline = NULL, poke_at = NULL WHERE id = $1`,
      [id, reason, turn],
    );
    await tx.query(
      `INSERT INTO trace (subject_type, subject_id, lead_id, turn, at, event, why) VALUES ($1, $2, $3, $4, instant($5), 'parked', $6)`,
      [subject, id, row.lead_id, turn, now, { reason }],
    );
    return { turn, command: { do: 'parked' }, fresh: true, place: 'parked' };
  });
}

/** A code for what went wrong: an SQLSTATE, or the error's class. Never its message: that could quote a person. */
export function parkReason(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.name : 'unknown_error');
}
