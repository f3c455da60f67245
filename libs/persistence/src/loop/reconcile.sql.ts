import type { SubjectType } from '@ripen/contracts/temporal';
import type { Pool } from 'pg';

/** Milliseconds. An open row whose deadline or poke is older than this without a newer turn is poked again. */
export const OVERDUE_MS = 30_000;

/**
 * Trusts Postgres only: pokes every open row whose deadline or poke has been overdue for `OVERDUE_MS`, at most `limit` per call, so that even a
 * signal that Temporal acknowledged and lost comes back. Each row is asked again only after another `OVERDUE_MS`. Returns how many were poked.
 */
export async function reconcile(pool: Pool, type: SubjectType, limit: number, overdueMs = OVERDUE_MS): Promise<number> {
  const { rows } = await pool.query<{ poked: number }>({
    name: `reconcile-${type}`,
    text: `WITH overdue AS (
        SELECT id FROM ${type} WHERE status <> 'ended' AND (
          (poke_at IS NOT NULL AND poke_at < clock_timestamp() - $1 * interval '1 millisecond')
          OR (status = 'active' AND poke_at IS NULL AND deadline < clock_timestamp() - $1 * interval '1 millisecond'))
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
      asked AS (UPDATE ${type} s SET poke_at = clock_timestamp() FROM overdue WHERE s.id = overdue.id RETURNING s.id),
      written AS (INSERT INTO outbox (subject_type, subject_id) SELECT $3, id FROM asked RETURNING 1)
      SELECT count(*) AS poked, CASE WHEN count(*) > 0 THEN pg_notify('outbox', '') END FROM written`,
    values: [overdueMs, limit, type],
  });
  return rows[0]?.poked ?? 0;
}
