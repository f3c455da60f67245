import type { JobNext } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction, type Tx } from '../db/pool';
import type { FactsContext } from '../facts/apply-facts';

/** Long work as it stands. `state` belongs to the runner of its kind: how far it has come, in plain JSON without personal data. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  /** What it is about: an import, an endpoint; null where the kind says it all. */
  readonly subjectId: string | null;
  readonly askedBy: string | null;
  readonly state: unknown;
  readonly done: number;
  readonly total: number | null;
  /** Somebody asked to stop it. The runner ends it where that leaves nothing half done. */
  readonly cancelAsked: boolean;
}

/** What a piece of a job leaves behind: how it goes on, and what has changed of its row. */
export type JobPiece = (
  Exclude<JobNext, { do: 'done' }> | { readonly do: 'done'; readonly outcome: 'done' | 'cancelled' }
) & {
  readonly state?: unknown;
  readonly done?: number;
  readonly total?: number;
};

export interface JobTools {
  readonly pool: Pool;
  readonly context: FactsContext;
  /** Aborted when the worker is about to stop: answer soon. */
  readonly signal: AbortSignal;
}

/**
 * Carries out one kind of job, piece by piece. Every piece ends in `inChunk`, which commits what was done together with how far the job has
 * come: whatever dies in between, a piece is done once or not at all. What is said to the world outside must bear to be said twice.
 */
export interface JobRunner {
  readonly kind: string;
  work(job: Job, tools: JobTools): Promise<JobNext>;
}

interface JobRow {
  id: string;
  kind: string;
  subject_id: string | null;
  asked_by: string | null;
  status: 'active' | 'ended';
  state: unknown;
  done: number;
  total: number | null;
  cancel_asked_at: EpochMs | null;
}

const COLUMNS = 'id, kind, subject_id, asked_by, status, state, done, total, cancel_asked_at';

export interface NewJob {
  readonly kind: string;
  readonly subjectId?: string | null;
  readonly askedBy?: string | null;
  readonly state?: unknown;
  readonly total?: number | null;
}

/** Writes down a job and its first poke; it begins once the caller's transaction is committed. Returns its id. */
export async function startJob(
  tx: Tx,
  { kind, subjectId = null, askedBy = null, state = {}, total = null }: NewJob,
): Promise<string> {
  const id = newId();
  await tx.query('INSERT INTO job (id, kind, subject_id, asked_by, state, total) VALUES ($1, $2, $3, $4, $5, $6)', [
    id,
    kind,
    subjectId,
    askedBy,
    JSON.stringify(state),
    total,
  ]);
  await pokeJob(tx, id);
  return id;
}

/** Wakes a job that waits. One that has ended stays ended. */
export async function pokeJob(tx: Tx, id: string): Promise<void> {
  await tx.query('SELECT poke($1, ARRAY[$2::uuid])', ['job', id]);
}

/** Asks a job to stop. False: it has ended, or there is none. */
export async function askToCancel(tx: Tx, id: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE job SET cancel_asked_at = coalesce(cancel_asked_at, clock_timestamp()) WHERE id = $1 AND status = 'active'`,
    [id],
  );
  if (rowCount === 1) await pokeJob(tx, id);
  return rowCount === 1;
}

/** Reads a job that has not ended; null: there is nothing to do. */
export async function openJob(pool: Pool, id: string): Promise<Job | null> {
  const { rows } = await pool.query<JobRow>(`SELECT ${COLUMNS} FROM job WHERE id = $1 AND status = 'active'`, [id]);
  return rows[0] === undefined ? null : toJob(rows[0]);
}

/**
 * One piece of a job in one transaction, under the lock of the job's row: of two workers that hold the same job, one waits for the other and then sees
 * how far it has come. `work` gets the job as it is under the lock; it is not called when the job has ended meanwhile.
 */
export async function inChunk(
  { pool, context }: Pick<JobTools, 'pool' | 'context'>,
  id: string,
  work: (tx: Tx, job: Job) => Promise<JobPiece>,
): Promise<JobNext> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<JobRow>(
      `UPDATE job SET poke_at = NULL, started_at = coalesce(started_at, clock_timestamp()) WHERE id = $1 AND status = 'active' RETURNING ${COLUMNS}`,
      [id],
    );
    if (rows[0] === undefined) return { do: 'done' };
    const piece = await work(tx, toJob(rows[0]));
    await writePiece(tx, id, { piece, now: await context.clock.now(tx) });
    if (piece.do === 'wait') return { do: 'wait', until: piece.until };
    return { do: piece.do };
  });
}

async function writePiece(tx: Tx, id: string, { piece, now }: { piece: JobPiece; now: EpochMs }): Promise<void> {
  const ended = piece.do === 'done';
  await tx.query(
    `UPDATE job SET turn = turn + 1, mistakes = 0, state = coalesce($2, state), done = coalesce($3, done), total = coalesce($4, total),
       status = $5, outcome = $6, ended_at = CASE WHEN $6::text IS NULL THEN NULL ELSE instant($7) END, next_at = instant($8) WHERE id = $1`,
    [
      id,
      piece.state === undefined ? null : JSON.stringify(piece.state),
      piece.done ?? null,
      piece.total ?? null,
      ended ? 'ended' : 'active',
      ended ? piece.outcome : null,
      now,
      piece.do === 'again' ? now : piece.do === 'wait' ? piece.until : null,
    ],
  );
}

const LAST_MISTAKE = 5;

/** Counts a mistake of ours; a job that makes the same one again and again ends as failed, with its code. True: it has ended. */
export async function countMistake(pool: Pool, id: string, code: string): Promise<boolean> {
  const { rows } = await pool.query<{ status: string }>(
    `UPDATE job SET mistakes = mistakes + 1, status = CASE WHEN mistakes + 1 < $3 THEN status ELSE 'ended' END,
       outcome = CASE WHEN mistakes + 1 < $3 THEN NULL ELSE 'failed' END, failure = CASE WHEN mistakes + 1 < $3 THEN NULL ELSE $2 END,
       ended_at = CASE WHEN mistakes + 1 < $3 THEN NULL ELSE clock_timestamp() END WHERE id = $1 AND status = 'active' RETURNING status`,
    [id, code, LAST_MISTAKE],
  );
  return rows[0]?.status !== 'active';
}

const OVERDUE_MS = 30_000;

/**
 * Pokes every open job whose poke or next piece has been overdue for half a minute: its worker died and the signal was lost. Each is asked again only after
 * another half minute. Returns how many were poked.
 */
export async function reconcileJobs(pool: Pool, { clock }: FactsContext, overdueMs = OVERDUE_MS): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE job SET poke_at = clock_timestamp() WHERE id IN (
         SELECT id FROM job WHERE status = 'active' AND (
           poke_at < clock_timestamp() - $1 * interval '1 millisecond' OR poke_at > clock_timestamp() + interval '1 second'
           OR (poke_at IS NULL AND next_at < instant($2) - $1 * interval '1 millisecond'))
         FOR UPDATE SKIP LOCKED) RETURNING id`,
      [overdueMs, await clock.now(tx)],
    );
    const ids = rows.map(({ id }) => id);
    await tx.query('SELECT poke($1, $2)', ['job', ids]);
    return ids.length;
  });
}

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    askedBy: row.asked_by,
    state: row.state,
    done: row.done,
    total: row.total,
    cancelAsked: row.cancel_asked_at !== null,
  };
}
