import type { JobNext } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Tx } from '../db/pool';
import type { Job, JobPiece, JobRunner, JobTools } from '../jobs/job';
import { inChunk } from '../jobs/job';
import { checkRows, writeRows } from './import-chunk';
import {
  type ImportJobRow,
  keepReport,
  loadImport,
  loadPlan,
  markRepeats,
  partsOf,
  setImportStatus,
  stagedAfter,
  tidyUp,
} from './import.sql';
import { columnOf } from './plan';
import { addToReport, EMPTY_REPORT, samplesOf } from './report';
import { type FileRow, stageRows } from './stage-rows';

const stateSchema = z.object({
  /** A dry run, or the run. */
  task: z.enum(['check', 'run']),
  phase: z.enum(['read', 'rows', 'tidy']),
  /** The last row that is done with. */
  after: z.number().int(),
  /** When the rows began to be written: the instant of everything that they say. */
  at: z.number().nullable(),
});
export type ImportJobState = z.infer<typeof stateSchema>;

export const FIRST_STATE = (task: ImportJobState['task']): ImportJobState => ({
  task,
  phase: 'read',
  after: 0,
  at: null,
});

/** Reads the rows of a file; throws an error with a `refusal` where it cannot be read. */
export type ReadRows = (
  bytes: AsyncIterable<Uint8Array>,
  shape: ImportJobRow['shape'],
  width: number,
) => AsyncIterable<FileRow>;

/** Rows of one transaction: staged, and written. */
const STAGED_AT_ONCE = 5_000;
export const ROWS_AT_ONCE = 1_000;

/**
 * Carries out imports and their dry runs: reads the file into rows, then takes them by the thousand. A piece commits what was written, what became of each
 * row, and how far the job has come, in one transaction: killed at any line, it goes on behind the last row that is written.
 */
export function importRunner(readRows: ReadRows): JobRunner {
  return {
    kind: 'import',
    work: async (job, tools) => {
      const state = stateSchema.parse(job.state);
      const row = job.subjectId === null ? null : await loadImport(tools.pool, job.subjectId);
      if (row === null) return inChunk(tools, job.id, () => Promise.resolve({ do: 'done', outcome: 'cancelled' }));
      if (state.phase === 'read' && row.staged === null) return readFile(job, row, tools, readRows);
      return inChunk(tools, job.id, (tx, held) => nextPiece(tx, { job: held, importId: row.id, tools }));
    },
  };
}

interface Piece {
  readonly job: Job;
  readonly importId: string;
  readonly tools: JobTools;
}

/** Reads the file from its beginning; rows that are staged already are passed over. */
async function readFile(job: Job, row: ImportJobRow, tools: JobTools, readRows: ReadRows): Promise<JobNext> {
  let staged = await stagedSoFar(tools.pool, row.id);
  let rows: FileRow[] = [];
  const stage = (part: readonly FileRow[], last: boolean) =>
    inChunk(tools, job.id, async (tx, held): Promise<JobPiece> => {
      if (held.cancelAsked) return stop(tx, { job: held, importId: row.id, tools });
      await stageRows(tx, row.id, part);
      staged = { ...staged, count: staged.count + part.length };
      if (last) await tx.query('UPDATE import SET staged = $2 WHERE id = $1', [row.id, staged.count]);
      return { do: 'again', done: last ? 0 : staged.count, ...(last ? { total: staged.count } : {}) };
    });
  try {
    for await (const next of readRows(
      partsOf(tools.pool, { importId: row.id, bytes: row.bytes }),
      row.shape,
      row.columns.length,
    )) {
      if (next.number <= staged.last) continue;
      rows.push(next);
      if (rows.length < STAGED_AT_ONCE) continue;
      const answer = await stage(rows, false);
      if (answer.do === 'done' || tools.signal.aborted) return answer;
      rows = [];
    }
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return inChunk(tools, job.id, async (tx) => {
      await setImportStatus(tx, { importId: row.id, status: 'failed', failure: refusal });
      return { do: 'done', outcome: 'done' };
    });
  }
  return stage(rows, true);
}

async function stagedSoFar(pool: Pool, importId: string): Promise<{ count: number; last: number }> {
  const { rows } = await pool.query<{ count: number; last: number }>(
    'SELECT count(*) AS count, coalesce(max(number), 0) AS last FROM import_row WHERE import_id = $1',
    [importId],
  );
  return rows[0] ?? { count: 0, last: 0 };
}

function refusalOf(error: unknown): string | null {
  return error instanceof Error && 'refusal' in error && typeof error.refusal === 'string' ? error.refusal : null;
}

async function nextPiece(tx: Tx, piece: Piece): Promise<JobPiece> {
  const state = stateSchema.parse(piece.job.state);
  // A row of its own, read again under the job's lock: what was planned does not change while a job holds it.
  const row = await loadImport(tx, piece.importId);
  if (row === null) return { do: 'done', outcome: 'cancelled' };
  if (piece.job.cancelAsked && state.phase !== 'tidy') return stop(tx, piece);
  if (state.phase === 'tidy') return tidy(tx, piece, state);
  const { at, ...rest } = state;
  const begun: EpochMs = at ?? (await piece.tools.context.clock.now(tx));
  if (state.phase === 'read') return begin(tx, { row, state: { ...rest, at: begun } });
  return takeRows(tx, { ...piece, row, state: { ...rest, at: begun } });
}

interface Taking {
  readonly row: ImportJobRow;
  readonly state: ImportJobState & { readonly at: EpochMs };
}

async function begin(tx: Tx, { row, state }: Taking): Promise<JobPiece> {
  const plan = await loadPlan(tx, row, state.at);
  if (row.kind === 'leads') {
    const email = columnOf(plan, 'lead.email');
    const byId = row.options.keyBy === 'externalId';
    await markRepeats(tx, {
      importId: row.id,
      key: byId ? columnOf(plan, 'externalId') : email,
      email: byId ? email : null,
    });
  }
  await keepReport(tx, row.id, EMPTY_REPORT);
  return { do: 'again', done: 0, total: row.staged ?? 0, state: { ...state, phase: 'rows', after: 0 } };
}

async function takeRows(tx: Tx, { job, importId, tools, row, state }: Piece & Taking): Promise<JobPiece> {
  const rows = await stagedAfter(tx, { importId, after: state.after, limit: ROWS_AT_ONCE });
  const last = rows.at(-1);
  if (last === undefined) return finish(tx, importId, state);
  const plan = await loadPlan(tx, row, state.at);
  const decided =
    state.task === 'check'
      ? await checkRows(tx, rows, plan)
      : await writeRows(tx, rows, { plan, context: tools.context });
  const report = row.report ?? EMPTY_REPORT;
  await keepReport(tx, importId, addToReport(report, decided, plan), samplesOf(report, decided));
  return { do: 'again', done: job.done + rows.length, state: { ...state, after: last.number } };
}

async function finish(tx: Tx, importId: string, state: ImportJobState): Promise<JobPiece> {
  if (state.task === 'run') return { do: 'again', state: { ...state, phase: 'tidy' } };
  await setImportStatus(tx, { importId, status: 'checked' });
  return { do: 'done', outcome: 'done' };
}

async function tidy(tx: Tx, { job, importId }: Piece, state: ImportJobState): Promise<JobPiece> {
  if (!(await tidyUp(tx, importId))) return { do: 'again', state };
  const cancelled = job.cancelAsked && job.done < (job.total ?? 0);
  await setImportStatus(tx, { importId, status: cancelled ? 'cancelled' : 'done' });
  return { do: 'done', outcome: cancelled ? 'cancelled' : 'done' };
}

/** A dry run leaves nothing; a run leaves what is written, and throws the rest of the file away. */
async function stop(tx: Tx, { job, importId }: Piece): Promise<JobPiece> {
  const state = stateSchema.parse(job.state);
  if (state.task === 'run') return { do: 'again', state: { ...state, phase: 'tidy' } };
  await setImportStatus(tx, { importId, status: 'mapping' });
  return { do: 'done', outcome: 'cancelled' };
}
