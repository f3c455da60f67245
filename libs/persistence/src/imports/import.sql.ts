import type { ImportMapping, ImportOptions, ImportShape } from '@ripen/contracts';
import type { CustomField, EpochMs, ImportKind, ImportStatus } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';
import { type ImportPlan, planImport } from './plan';
import type { StagedRow } from './read-row';
import type { Report, SampleOfRow } from './report';

/** An import as its job needs it. */
export interface ImportJobRow {
  readonly id: string;
  readonly kind: ImportKind;
  readonly status: ImportStatus;
  readonly shape: ImportShape;
  readonly columns: readonly { readonly label: string }[];
  readonly mapping: ImportMapping;
  readonly options: ImportOptions;
  readonly bytes: number;
  readonly report: Report | null;
  /** Rows that are staged; null: they have not been read yet. */
  readonly staged: number | null;
}

export async function loadImport(db: Tx | Pool, id: string): Promise<ImportJobRow | null> {
  const { rows } = await db.query<ImportJobRow>(
    'SELECT id, kind, status, shape, columns, mapping, options, report, staged, bytes FROM import WHERE id = $1',
    [id],
  );
  return rows[0] ?? null;
}

/** The plan of an import's rows, with the workspace's own fields as they are now. */
export async function loadPlan(tx: Tx, row: ImportJobRow, at: EpochMs): Promise<ImportPlan> {
  const { rows: customFields } = await tx.query<CustomField>('SELECT key, type, choices FROM custom_field');
  const { id: importId, kind, columns, mapping, options } = row;
  return planImport({ importId, kind, columns, mapping, options, customFields, at });
}

/** Keeps a part of a file that is on its way. */
export async function keepPart(pool: Pool, part: { importId: string; place: number; bytes: Buffer }): Promise<void> {
  await pool.query('INSERT INTO import_part (import_id, place, bytes) VALUES ($1, $2, $3)', [
    part.importId,
    part.place,
    part.bytes,
  ]);
}

/** Thrown when a file is not there any more: a person was erased who may be named in it. */
export class ForgottenFile extends Error {
  readonly refusal = 'forgotten';
  override name = 'ForgottenFile';
}

/** The bytes of an uploaded file, part by part. Throws `ForgottenFile` where some are missing. */
export async function* partsOf(
  pool: Pool,
  { importId, bytes }: { importId: string; bytes: number },
): AsyncGenerator<Buffer> {
  let read = 0;
  for (let place = 0; read < bytes; place += 1) {
    const { rows } = await pool.query<{ bytes: Buffer }>(
      'SELECT bytes FROM import_part WHERE import_id = $1 AND place = $2',
      [importId, place],
    );
    if (rows[0] === undefined) throw new ForgottenFile();
    read += rows[0].bytes.length;
    yield rows[0].bytes;
  }
}

/** The next rows that are staged, after one that was seen. */
export async function stagedAfter(
  tx: Tx,
  { importId, after, limit }: { importId: string; after: number; limit: number },
): Promise<StagedRow[]> {
  const { rows } = await tx.query<StagedRow>({
    name: 'import-staged',
    text: 'SELECT number, cells, repeats FROM import_row WHERE import_id = $1 AND number > $2 ORDER BY number LIMIT $3',
    values: [importId, after, limit],
  });
  return rows;
}

/** Milliseconds for a statement that looks at every row of a file. */
const WHOLE_FILE_MS = 9_000;

/** Marks the rows whose key (1) or address (2) another row further up has. `key` and `email`: columns from 0; null: none. */
export async function markRepeats(
  tx: Tx,
  { importId, key, email }: { importId: string; key: number | null; email: number | null },
): Promise<void> {
  await tx.query(`SET LOCAL statement_timeout = ${WHOLE_FILE_MS}`);
  await tx.query('UPDATE import_row SET repeats = 0 WHERE import_id = $1 AND repeats <> 0', [importId]);
  for (const [mark, column] of [
    [2, email],
    [1, key],
  ] as const) {
    if (column === null) continue;
    const said = column === email ? 'lower(trim(cells[$2]))' : 'trim(cells[$2])';
    await tx.query(
      `UPDATE import_row r SET repeats = $3 FROM (
         SELECT number, row_number() OVER (PARTITION BY ${said} ORDER BY number) AS time FROM import_row WHERE import_id = $1 AND trim(cells[$2]) <> '') d
       WHERE r.import_id = $1 AND r.number = d.number AND d.time > 1`,
      [importId, column + 1, mark],
    );
  }
}

export async function keepReport(
  tx: Tx,
  importId: string,
  report: Report,
  samples: readonly SampleOfRow[] = [],
): Promise<void> {
  await tx.query('UPDATE import SET report = $2 WHERE id = $1', [importId, JSON.stringify(report)]);
  if (report.rows === 0) await tx.query('DELETE FROM import_sample WHERE import_id = $1', [importId]);
  if (samples.length === 0) return;
  await tx.query(
    'INSERT INTO import_sample (import_id, number, sample) SELECT $1, (x ->> $3)::int, x FROM jsonb_array_elements($2) x',
    [importId, JSON.stringify(samples), 'row'],
  );
}

const TIDY = 20_000;

/**
 * Throws away what is no longer needed of a file that was imported: its bytes, and the rows that were not refused. False: there is more to do.
 */
export async function tidyUp(tx: Tx, importId: string): Promise<boolean> {
  const { rowCount: parts } = await tx.query(
    `DELETE FROM import_part WHERE import_id = $1 AND place IN (SELECT place FROM import_part WHERE import_id = $1 ORDER BY place LIMIT 40)`,
    [importId],
  );
  if ((parts ?? 0) > 0) return false;
  const { rowCount } = await tx.query(
    `DELETE FROM import_row WHERE import_id = $1 AND number IN (SELECT r.number FROM import_row r
       LEFT JOIN import_result s ON s.import_id = r.import_id AND s.number = r.number
       WHERE r.import_id = $1 AND s.outcome IS DISTINCT FROM 'refused' ORDER BY r.number LIMIT ${TIDY})`,
    [importId],
  );
  if (rowCount === TIDY) return false;
  return true;
}

export async function setImportStatus(
  tx: Tx,
  { importId, status, failure = null }: { importId: string; status: ImportStatus; failure?: string | null },
): Promise<void> {
  await tx.query(
    `UPDATE import SET status = $2, failure = $3, ended_at = CASE WHEN $2 IN ('done', 'cancelled', 'failed', 'undone') THEN clock_timestamp() END WHERE id = $1`,
    [importId, status, failure],
  );
}
