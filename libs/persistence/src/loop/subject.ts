import type { StepReply, SubjectType } from '@ripen/contracts/temporal';
import type { Command, EpochMs } from '@ripen/domain';
import type { Clock } from '../db/clock';
import type { Tx } from '../db/pool';

/** What the loop's transactions need from outside: the clock port and the workspace's zone come in, nothing is global. */
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
}


const GONE: StepReply = { turn: 0, command: { do: 'done' }, fresh: false, place: 'gone' };

/** Reads where a subject stands without a lock. Null: the row has vanished. */
export async function readLoopRow(tx: Tx, type: SubjectType, id: string): Promise<LoopRow | null> {
  const { rows } = await tx.query<LoopRow>({
    name: `loop-row-${type}`,
    text: `SELECT id, lead_id, status, turn, command FROM ${type} WHERE id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Locks the subject's lead; follows a merge that came in between. Returns the row as it is under the lock. */
export async function lockSubject(tx: Tx, type: SubjectType, id: string): Promise<LoopRow | null> {
  let row = await readLoopRow(tx, type, id);
  while (row !== null) {
    await tx.query({ name: 'lock-lead', text: 'SELECT 1 FROM lead WHERE id = $1 FOR UPDATE', values: [row.lead_id] });
    const again = await readLoopRow(tx, type, id);
    if (again === null || again.lead_id === row.lead_id) return again;
    row = again;
  }
  return null;
}

/** What a vanished row answers: the workflow ends. */
export function goneReply(turn: number): StepReply {
  return { ...GONE, turn };
}

export function storedReply(row: LoopRow): StepReply {
  return { turn: row.turn, command: row.command, fresh: false, place: row.command.do };
}

/** The deadline column that goes with a command: the reconciler's and the screens' view of it. */
export function deadlineOf(command: Command): EpochMs | null {
  return command.do === 'wait' || command.do === 'effect' ? command.until : null;
}
