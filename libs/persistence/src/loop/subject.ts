import type { StepReply, SubjectType } from '@ripen/contracts/temporal';
import type { Command, EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Clock } from '../db/clock';
import { inTransactionFrom, together, type Tx } from '../db/pool';
import { leadColumns, type LeadRow } from '../facts/lead.mapper';

/** What the loop's transactions need from outside: the clock port comes in, nothing is global. */
export interface LoopContext {
  readonly clock: Clock;
}

/** A subject's loop columns, the same on `enrollment` and `handoff`. */
export interface LoopRow {
  readonly id: string;
  readonly lead_id: string;
  readonly status: 'active' | 'parked' | 'ended';
  readonly turn: number;
  readonly command: Command;
  /** What was decided; a timer that fired early makes the command's instant a later one: see `putOff`. */
  readonly deadline: EpochMs | null;
  /** Whether somebody poked since the last turn. */
  readonly poked: boolean;
  /** The database's clock when the row was read. */
  readonly database_now: EpochMs;
}

/** A subject whose lead is locked by this transaction, with the lead as it is under the lock. */
export interface LockedSubject {
  readonly row: LoopRow;
  readonly lead: LeadRow;
  /** By the clock port, read after the lock was taken: nothing that others commit later can be older. */
  readonly now: EpochMs;
}

/** Reads where a subject stands without a lock. Null: the row has vanished. */
export async function readLoopRow(tx: Tx | Pool, type: SubjectType, id: string): Promise<LoopRow | null> {
  const { rows } = await tx.query<LoopRow>({
    name: `loop-row-${type}`,
    text: `SELECT id, lead_id, status, turn, command, deadline, poke_at IS NOT NULL AS poked, ms(clock_timestamp()) AS database_now FROM ${type} WHERE id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** One transaction under the lock of the subject's lead. `locked` is null when the subject has vanished. */
export function inLockedTransaction<T>(
  pool: Pool,
  { subject, id }: { readonly subject: SubjectType; readonly id: string },
  context: LoopContext,
  work: (tx: Tx, locked: LockedSubject | null) => Promise<T>,
): Promise<T> {
  return inTransactionFrom(pool, (tx) => lockSubject(tx, subject, id, context), work);
}

/** Locks the subject's lead; follows a merge that came in between. Null: the subject has vanished. */
export async function lockSubject(
  tx: Tx,
  type: SubjectType,
  id: string,
  { clock }: LoopContext,
): Promise<LockedSubject | null> {
  for (;;) {
    const [lead, row] = await together(tx, () => [lockLeadOf(tx, type, id), readLoopRow(tx, type, id)]);
    if (lead === null || row === null) return null;
    if (row.lead_id === lead.id) return { row, lead, now: await clock.now(tx, row.database_now) };
  }
}

async function lockLeadOf(tx: Tx, type: SubjectType, id: string): Promise<LeadRow | null> {
  const { rows } = await tx.query<LeadRow>({
    name: `lock-lead-of-${type}`,
    text: `SELECT ${leadColumns('l')} FROM lead l WHERE l.id = (SELECT lead_id FROM ${type} WHERE id = $1) FOR UPDATE`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** What a vanished row answers: the workflow ends. */
export function goneReply(turn: number): StepReply {
  return { turn, command: { do: 'done' }, fresh: false, place: 'gone' };
}

export function storedReply(row: LoopRow): StepReply {
  return { turn: row.turn, command: row.command, fresh: false, place: row.command.do };
}

/** The deadline column that goes with a command: the reconciler's and the screens' view of it. */
export function deadlineOf(command: Command): EpochMs | null {
  return command.do === 'wait' || command.do === 'effect' ? command.until : null;
}
