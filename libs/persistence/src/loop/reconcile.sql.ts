import type { SubjectType } from '@ripen/contracts/temporal';
import type { Pool } from 'pg';
import { nowForStatement } from '../db/clock';
import type { LoopContext } from './subject';

/** Milliseconds. An open row whose deadline or poke is older than this without a newer turn is poked again. */
export const OVERDUE_MS = 30_000;
/** Milliseconds. The same for a deadline whose timer was put off. */
const PUT_OFF_OVERDUE_MS = 1_000;

export interface ReconcileOptions extends LoopContext {
  /** At most so many rows per call. */
  readonly limit: number;
  readonly overdueMs?: number;
}

/**
 * Trusts Postgres only: pokes every open row whose deadline or poke has been overdue for `OVERDUE_MS`, so that even a signal that Temporal
 * acknowledged and lost comes back. Deadlines are held against the clock port, since Temporal's timers may run by another clock; the age of a poke is
 * Postgres' own, and one from the future was asked for before that clock was set back. Each row is asked again only after another `OVERDUE_MS`.
 * Returns how many were poked.
 */
export async function reconcile(pool: Pool, type: SubjectType, options: ReconcileOptions): Promise<number> {
  const { clock, limit, overdueMs = OVERDUE_MS } = options;
  const { rows } = await pool.query<{ poked: number }>({
    name: `reconcile-${type}`,
    text: `WITH overdue AS (
        SELECT id FROM ${type} WHERE status <> 'ended' AND (
          (poke_at IS NOT NULL AND poke_at < clock_timestamp() - $1 * interval '1 millisecond')
          OR (poke_at IS NOT NULL AND poke_at > clock_timestamp() + interval '1 second')
          OR (status = 'active' AND poke_at IS NULL AND deadline < coalesce(instant($4), clock_timestamp()) - least($1, $5) * interval '1 millisecond'
            AND (deadline < coalesce(instant($4), clock_timestamp()) - $1 * interval '1 millisecond'
              OR (command ->> 'until')::bigint IS DISTINCT FROM ms(deadline))))
        ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED),
      asked AS (UPDATE ${type} s SET poke_at = clock_timestamp() FROM overdue WHERE s.id = overdue.id RETURNING s.id),
      written AS (INSERT INTO outbox (subject_type, subject_id) SELECT $3, id FROM asked RETURNING 1)
      SELECT count(*) AS poked, CASE WHEN count(*) > 0 THEN pg_notify('outbox', '') END FROM written`,
    values: [overdueMs, limit, type, await nowForStatement(clock, pool), PUT_OFF_OVERDUE_MS],
  });
  return rows[0]?.poked ?? 0;
}
