import type { Tx } from '../db/pool';

/** Rows of a file as they are read. */
export interface FileRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** Stages rows in one statement. What Postgres cannot keep (zero characters, halves of characters) is left out. */
export async function stageRows(tx: Tx, importId: string, rows: readonly FileRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'import-stage',
    text: `INSERT INTO import_row (import_id, number, cells) SELECT $1, x.number, x.cells FROM jsonb_to_recordset($2) AS x(number int, cells text[])`,
    values: [importId, JSON.stringify(rows.map(({ number, cells }) => ({ number, cells: cells.map(clean) })))],
  });
}

function clean(cell: string): string {
  return cell.replaceAll('\0', '').toWellFormed();
}
