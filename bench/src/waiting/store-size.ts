import { DatabaseSync } from 'node:sqlite';
import type { Pool } from 'pg';

/** Bytes that rows and indexes take in the dev server's file, its write-ahead log included: pages in use, whatever the file has reserved. */
export function temporalBytes(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const read = (pragma: string): number => {
      const [value] = Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {});
      return Number(value);
    };
    return (read('page_count') - read('freelist_count')) * read('page_size');
  } finally {
    database.close();
  }
}

/** Bytes of all our tables with their indexes, once what was deleted has made room again. */
export async function postgresBytes(pool: Pool): Promise<number> {
  await pool.query('VACUUM (ANALYZE)');
  const { rows } = await pool.query<{ bytes: number }>(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  return rows[0]?.bytes ?? Number.NaN;
}
