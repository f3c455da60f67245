import type { Pool } from 'pg';

/** What the worker has to carry, as it writes it with its sign of life. */
export interface WorkerLoad {
  /** Enrollments and handoffs that are open. */
  readonly openJourneys: number;
  /** Turns that workflows asked for, over the last minutes. */
  readonly wakeUpsPerSecond: number;
}

/** Enrollments and handoffs that are open, by the indexes that hold just those. */
export async function countOpenJourneys(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ open: number }>({
    name: 'count-open-journeys',
    text: `SELECT (SELECT count(*) FROM enrollment WHERE status <> 'ended') + (SELECT count(*) FROM handoff WHERE status <> 'ended') AS open`,
  });
  return rows[0]?.open ?? 0;
}

/** The worker's sign of life, which readiness looks at. */
export async function recordHeartbeat(pool: Pool, load: WorkerLoad): Promise<void> {
  await pool.query({
    name: 'record-heartbeat',
    text: `INSERT INTO heartbeat (part, at, details) VALUES ('worker', clock_timestamp(), $1)
      ON CONFLICT (part) DO UPDATE SET at = excluded.at, details = excluded.details`,
    values: [load],
  });
}
