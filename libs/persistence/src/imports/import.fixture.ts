import type { ImportMapping, ImportOptions } from '@ripen/contracts';
import type { ImportKind } from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { openJob, startJob } from '../jobs/job';
import type { JobRunner } from '../jobs/job';
import { CONTEXT } from '../stage.fixture';
import { FIRST_STATE, importRunner } from './import.runner';
import { undoRunner } from './undo.runner';
import type { Report } from './report';
import type { FileRow } from './stage-rows';

export const OPTIONS: ImportOptions = {
  keyBy: 'email',
  system: 'CRM',
  empty: ['Select', '-', 'n/a'],
  existing: 'update',
  notation: 'de',
  consent: null,
};

export interface ImportedFile {
  readonly kind?: ImportKind;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly mapping: ImportMapping;
  readonly options?: Partial<ImportOptions>;
}

/** Writes an import down as an upload and a mapping leave it; its rows come from `rows` when they are read. */
export async function uploaded(pool: Pool, file: ImportedFile): Promise<{ importId: string; runner: JobRunner }> {
  const importId = newId();
  await pool.query(
    `INSERT INTO import (id, kind, name, bytes, probed, shape, columns, mapping, options) VALUES ($1, $2, 'probe.csv', 1, '{}', $3, $4, $5, $6)`,
    [
      importId,
      file.kind ?? 'leads',
      JSON.stringify({ encoding: 'utf-8', delimiter: ',', headerRow: 1 }),
      JSON.stringify(file.columns.map((label) => ({ label }))),
      JSON.stringify(file.mapping),
      JSON.stringify({ ...OPTIONS, ...file.options }),
    ],
  );
  async function* read(): AsyncGenerator<FileRow> {
    for (const [index, cells] of file.rows.entries()) yield await Promise.resolve({ number: index + 2, cells });
  }
  return { importId, runner: importRunner(read) };
}

export async function started(pool: Pool, importId: string, task: 'check' | 'run'): Promise<string> {
  return inTransaction(pool, (tx) => startJob(tx, { kind: 'import', subjectId: importId, state: FIRST_STATE(task) }));
}

/** Carries a job to its end, or for some pieces. */
export async function carried(pool: Pool, jobId: string, runner: JobRunner, pieces = 1_000): Promise<void> {
  const tools = { pool, context: CONTEXT, signal: new AbortController().signal };
  for (let piece = 0; piece < pieces; piece += 1) {
    const job = await openJob(pool, jobId);
    if (job === null) return;
    await runner.work(job, tools);
  }
}

export async function reportOf(pool: Pool, importId: string): Promise<Report & { status: string }> {
  const { rows } = await pool.query<{ report: Report; status: string }>(
    'SELECT report, status FROM import WHERE id = $1',
    [importId],
  );
  const row = rows[0];
  if (!row) throw new Error('no such import');
  return { ...row.report, status: row.status };
}

/** Imports a file, or checks what that would do. */
export async function imported(
  pool: Pool,
  file: ImportedFile,
  task: 'check' | 'run' = 'run',
): Promise<Report & { importId: string; status: string }> {
  const { importId, runner } = await uploaded(pool, file);
  await carried(pool, await started(pool, importId, task), runner);
  return { ...(await reportOf(pool, importId)), importId };
}

export async function undone(pool: Pool, importId: string): Promise<void> {
  const id = await inTransaction(pool, (tx) =>
    startJob(tx, { kind: 'import_undo', subjectId: importId, state: { before: null } }),
  );
  await carried(pool, id, undoRunner);
}
