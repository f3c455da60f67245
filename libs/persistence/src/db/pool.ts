import { Pool, types, type PoolClient, type PoolConfig } from 'pg';

/** An open transaction. Only `inTransaction` makes one. */
export type Tx = PoolClient;

const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;

const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, Number],
  [NUMERIC, Number],
  [TIMESTAMPTZ, (text) => Date.parse(text)],
]);

/** Milliseconds. Below them a transaction fails rather than holds others: see the durable loop. */
export const LOCK_TIMEOUT_MS = 2_000;
export const STATEMENT_TIMEOUT_MS = 4_000;

/**
 * A pool whose rows speak the core's types: instants are epoch milliseconds, `bigint` and `numeric` are numbers.
 * Every connection carries the lock and statement limits of the loop.
 */
export function createPool(config: PoolConfig): Pool {
  const pool = new Pool({
    max: 10,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: 'ripen',
    lock_timeout: LOCK_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: 30_000,
    ...config,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
        (format === 'binary' ? undefined : PARSERS.get(oid)) ?? types.getTypeParser(oid, format),
    },
  });
  // A connection that dies while idle is replaced by the next checkout, one that dies in a transaction fails its next statement.
  // Either way the failure is told there; without a listener of its own it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs `work` in one READ COMMITTED transaction; rolls back and rethrows when it throws. */
export async function inTransaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    await tx.query('BEGIN');
    const result = await work(tx);
    await tx.query('COMMIT');
    return result;
  } catch (error) {
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    tx.release(broken);
  }
}
