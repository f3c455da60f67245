import type { CarriedType } from '@ripen/contracts/temporal';
import type { Pool } from 'pg';

/** A poke that waits to be delivered to Temporal. */
export interface OutboxPoke {
  /** All rows that this one delivery settles. */
  readonly ids: readonly string[];
  readonly subject: CarriedType;
  readonly subjectId: string;
  /** The subject's row has ended or vanished: there is nobody to wake. */
  readonly ended: boolean;
  /**
   * The row had not taken its first decision when the poke was leased. That decision comes after this poke's transaction and sees all it wrote, so
   * starting the workflow is enough; a workflow that runs already needs no signal.
   */
  readonly unborn: boolean;
}

const LEASE_MS = 10_000;

/**
 * Leases the oldest pokes for delivery; several for one subject come as one. Any number of relays may ask at once. What is not
 * settled within the lease (a relay died) comes again: a poke may be delivered twice, never not at all.
 * A lease that ends later than a fresh one was taken before the clock was set back, and counts as over.
 */
export async function leasePokes(pool: Pool, limit: number): Promise<OutboxPoke[]> {
  const { rows } = await pool.query<{
    ids: string[];
    subject_type: CarriedType;
    subject_id: string;
    ended: boolean;
    unborn: boolean;
  }>({
    name: 'lease-pokes',
    text: `WITH due AS (
        SELECT id FROM outbox WHERE lease_until IS NULL OR lease_until < clock_timestamp() OR lease_until > clock_timestamp() + $2 * interval '1 millisecond'
        ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
      leased AS (
        UPDATE outbox o SET lease_until = clock_timestamp() + $2 * interval '1 millisecond' FROM due WHERE o.id = due.id
        RETURNING o.id, o.subject_type, o.subject_id)
      SELECT array_agg(l.id::text) AS ids, l.subject_type, l.subject_id,
        coalesce(bool_or(coalesce(e.status, h.status, j.status) = 'ended'), true) AS ended,
        coalesce(bool_or(coalesce(e.turn, h.turn, j.turn) = 0), false) AS unborn
      FROM leased l LEFT JOIN enrollment e ON e.id = l.subject_id LEFT JOIN handoff h ON h.id = l.subject_id LEFT JOIN job j ON j.id = l.subject_id
      GROUP BY l.subject_type, l.subject_id ORDER BY min(l.id)`,
    values: [limit, LEASE_MS],
  });
  return rows.map((row) => ({
    ids: row.ids,
    subject: row.subject_type,
    subjectId: row.subject_id,
    ended: row.ended,
    unborn: row.unborn,
  }));
}

/** Takes delivered pokes out of the outbox. */
export async function settlePokes(pool: Pool, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await pool.query({ name: 'settle-pokes', text: 'DELETE FROM outbox WHERE id = ANY ($1::bigint[])', values: [ids] });
}

/** How old the oldest poke is, in milliseconds; 0 when there is none. Readiness and the boards read it. */
export async function outboxAge(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ age: number }>(
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)) * 1000, 0)::bigint AS age FROM outbox`,
  );
  return rows[0]?.age ?? 0;
}
