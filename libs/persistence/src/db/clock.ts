import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from './pool';

/**
 * The one source of "now": for whatever decides by time, and for every instant that people or decisions look at later. Only leases of the
 * outbox and of Temporal's keeper, the age of pokes and signs of life are Postgres' own: they say how long ago something was asked for.
 */
export interface Clock {
  /** `databaseNow`: the database's clock where the caller has just read it in the same statement as its rows; saves a round trip. */
  now(db: Tx | Pool, databaseNow?: EpochMs): Promise<EpochMs>;
}

/** Production: the database's own clock, the same for every process. */
export const postgresClock: Clock = {
  async now(db, databaseNow) {
    if (databaseNow !== undefined) return databaseNow;
    const { rows } = await db.query<{ now: number }>({ name: 'now', text: 'SELECT ms(clock_timestamp()) AS now' });
    return rows[0]?.now ?? Number.NaN;
  },
};

/** For one statement outside a transaction, as `coalesce(instant($n), clock_timestamp())`: null where it reads the clock itself, a trip less. */
export function nowForStatement(clock: Clock, db: Tx | Pool): Promise<EpochMs | null> {
  return clock === postgresClock ? Promise.resolve(null) : clock.now(db);
}
