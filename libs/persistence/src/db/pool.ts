import { Pool, types, type PoolClient, type PoolConfig, type QueryConfig } from 'pg';

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
/** Milliseconds of silence after which a server counts as gone: one that stands still, or a broken line, ends no statement by itself. */
const SILENCE_MS = 10_000;

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
    pipeline: true,
    lock_timeout: LOCK_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: SILENCE_MS,
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
  return transaction(pool, async (tx) => {
    await tx.query('BEGIN');
    return work(tx);
  });
}

/**
 * A transaction whose first statements are sent together with its BEGIN: one trip less, twice in every effect. They may only read and lock,
 * since nothing holds them together should the BEGIN itself fail.
 */
export async function inTransactionFrom<First, T>(
  pool: Pool,
  first: (tx: Tx) => Promise<First>,
  work: (tx: Tx, first: First) => Promise<T>,
): Promise<T> {
  return transaction(pool, async (tx) => {
    const [, begun] = await together(tx, () => [tx.query('BEGIN'), first(tx)]);
    return work(tx, begun);
  });
}

async function transaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = await pool.connect();
  let broken: Error | undefined;
  try {
    const result = await work(tx);
    await together(tx, () => [tx.query('COMMIT'), ...unanswered(tx)]);
    return result;
  } catch (error) {
    const first = await firstFailure(unanswered(tx));
    await tx.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw first ?? error;
  } finally {
    trailing.delete(tx);
    tx.release(broken);
  }
}

const trailing = new WeakMap<Tx, Promise<unknown>[]>();

function unanswered(tx: Tx): readonly Promise<unknown>[] {
  return trailing.get(tx) ?? [];
}

/**
 * Asks for a statement whose answer nobody needs: it goes out with what is asked next, at the latest with COMMIT, which is not answered
 * before it. When it fails, the transaction fails with its failure.
 */
export function askAside(tx: Tx, statement: QueryConfig): void {
  const { stream } = tx.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  const answer = tx.query(statement);
  answer.catch(() => undefined);
  trailing.set(tx, [...unanswered(tx), answer]);
}

/** The first of them that failed is the cause: what was asked after it only says that the transaction was already aborted. */
async function firstFailure(answers: readonly Promise<unknown>[]): Promise<unknown> {
  for (const answer of await Promise.allSettled(answers)) if (answer.status === 'rejected') return answer.reason;
  return undefined;
}

/**
 * Statements that do not need each other's answers, in one trip. The database runs them one after the other, in the order in which `ask`
 * asks for them; when one fails, those behind it in the transaction fail too, and the first failure is the one that is thrown.
 */
export async function together<T extends readonly unknown[]>(
  tx: Tx,
  ask: () => { readonly [K in keyof T]: Promise<T[K]> },
): Promise<T> {
  const { stream } = tx.connection;
  stream.cork();
  let asked: ReturnType<typeof ask>;
  try {
    asked = ask();
  } finally {
    stream.uncork();
  }
  return Promise.all(asked);
}
