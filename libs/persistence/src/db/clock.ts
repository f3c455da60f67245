import type { EpochMs } from '@ripen/domain';
import type { Tx } from './pool';

/** The one source of "now" for decisions. */
export interface Clock {
  /** `databaseNow`: the database's clock where the caller has just read it in the same statement as its rows; saves a round trip. */
  now(tx: Tx, databaseNow?: EpochMs): Promise<EpochMs>;
}

/** Production: the database's own clock, the same for every process. */
export const postgresClock: Clock = {
  async now(tx, databaseNow) {
    if (databaseNow !== undefined) return databaseNow;
    const { rows } = await tx.query<{ now: number }>({ name: 'now', text: 'SELECT ms(clock_timestamp()) AS now' });
    return rows[0]?.now ?? Number.NaN;
  },
};
