import type { EpochMs } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { inChunk, type JobRunner, startJob } from '../jobs/job';
import { advanceErasure, askErasure } from './erase';
import type { ErasureSubject } from './whom.sql';

export const ERASURE_JOB = 'erasure';

/** Asks for an erasure and for the job that carries it out, in the caller's transaction. Returns the receipt's id. */
export async function beginErasure(
  tx: Tx,
  asked: { readonly subject: ErasureSubject; readonly askedBy: string | null; readonly now: EpochMs },
): Promise<string> {
  const id = await askErasure(tx, asked);
  await carryErasure(tx, id, asked.askedBy);
  return id;
}

/** Starts the job of an erasure that is asked for, unless one is at it. */
export async function carryErasure(tx: Tx, erasureId: string, askedBy: string | null): Promise<void> {
  const going = await tx.query(`SELECT FROM job WHERE kind = $1 AND subject_id = $2 AND status = 'active'`, [
    ERASURE_JOB,
    erasureId,
  ]);
  if (going.rowCount === 0) await startJob(tx, { kind: ERASURE_JOB, subjectId: erasureId, askedBy });
}

/** The runner: the erasure's row says what comes next, the job's row only carries it. It is not stopped half way: what is gone stays gone. */
export const erasureRunner: JobRunner = {
  kind: ERASURE_JOB,
  async work(job, tools) {
    const move =
      job.subjectId === null ? { do: 'done' as const } : await advanceErasure(tools.pool, job.subjectId, tools.context);
    return inChunk(tools, job.id, () =>
      Promise.resolve(move.do === 'done' ? { do: 'done', outcome: 'done' } : { ...move, done: job.done + 1 }),
    );
  },
};
