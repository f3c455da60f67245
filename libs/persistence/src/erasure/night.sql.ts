import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';

const ZONE = `coalesce((SELECT settings ->> 'zone' FROM workspace), 'Europe/Berlin')`;
/** Two in the morning of the day of `here`, in the workspace's zone. */
const TWO = `(date_trunc('day', here) + interval '2 hours')`;
const HERE = `(SELECT zone, instant($1) AT TIME ZONE zone AS here FROM (SELECT ${ZONE} AS zone) z) x`;

/** When the night's work begins next after `now`: at two in the workspace's zone. */
export async function nextNight(db: Tx | Pool, now: EpochMs): Promise<EpochMs> {
  return instantOf(db, `CASE WHEN here < ${TWO} THEN ${TWO} ELSE ${TWO} + interval '1 day' END`, now);
}

/** When it began last, at `now` or before. */
export async function lastNight(db: Tx | Pool, now: EpochMs): Promise<EpochMs> {
  return instantOf(db, `CASE WHEN here < ${TWO} THEN ${TWO} - interval '1 day' ELSE ${TWO} END`, now);
}

async function instantOf(db: Tx | Pool, local: string, now: EpochMs): Promise<EpochMs> {
  const { rows } = await db.query<{ at: number }>(`SELECT ms((${local}) AT TIME ZONE zone) AS at FROM ${HERE}`, [now]);
  return rows[0]?.at ?? now;
}
