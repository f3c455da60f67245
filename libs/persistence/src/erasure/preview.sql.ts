import type { Pool } from 'pg';
import { GONE, tablesThatGo } from './places';
import { type ErasureSubject, parametersOf, resolveWhom } from './whom.sql';

/** What an erasure would take out now: nothing is changed. */
export interface ErasureOutlook {
  /** Rows per table; tables without any are left out. */
  readonly counts: Readonly<Record<string, number>>;
  readonly runningJourneys: number;
  readonly openHandoffs: number;
  /** Other leads of the company, who stay. */
  readonly colleagues: number;
  readonly companyName: string | null;
}

const AROUND = /* sql */ `
SELECT (SELECT count(*) FROM enrollment WHERE status <> 'ended' AND id IN (${GONE.enrollments})) AS "runningJourneys",
  (SELECT count(*) FROM handoff WHERE state <> 'closed' AND id IN (${GONE.handoffs})) AS "openHandoffs",
  (SELECT count(*) FROM lead WHERE merged_into IS NULL AND company_id IN (SELECT company_id FROM lead WHERE id = ANY ($1::uuid[])) AND id <> ALL ($1::uuid[])) AS colleagues,
  (SELECT c.name FROM lead l JOIN company c ON c.id = l.company_id WHERE l.id = ANY ($1::uuid[]) AND l.merged_into IS NULL LIMIT 1) AS "companyName"
WHERE ${GONE.allGiven}`;

/** Counts what an erasure of this person would take out. */
export async function previewErasure(pool: Pool, subject: ErasureSubject): Promise<ErasureOutlook> {
  const values = parametersOf(await resolveWhom(pool, subject));
  const counts: Record<string, number> = {};
  for (const { table, where } of tablesThatGo()) {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*) AS count FROM ${table} WHERE ${where}`,
      values,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[table] = count;
  }
  const around = await pool.query<Omit<ErasureOutlook, 'counts'>>(AROUND, values);
  const [row] = around.rows;
  return { counts, ...(row ?? { runningJourneys: 0, openHandoffs: 0, colleagues: 0, companyName: null }) };
}
