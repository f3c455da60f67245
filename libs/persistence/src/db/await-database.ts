import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode, isDatabaseAway } from './errors';

const LOOK_EVERY_MS = 500;
const ANSWERS_WITHIN_MS = 5_000;

export interface DatabaseWait {
  /** Milliseconds; Infinity for as long as it takes. */
  readonly withinMs: number;
  /** Told once, with the code of the first failure, when there is something to wait for. */
  readonly onWait: (code: string | null) => void;
  readonly stop?: AbortSignal;
}

/**
 * Resolves once the database takes connections. One that starts, or is away for a moment, is waited for.
 *
 * @throws what Postgres says about anything else, such as a wrong password or a database that does not exist, at once; and the last failure of a
 *   database that stayed away.
 */
export async function awaitDatabase(url: string, { withinMs, onWait, stop }: DatabaseWait): Promise<void> {
  const until = performance.now() + withinMs;
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await greet(url);
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > until) throw error;
      if (isFirst) onWait(errorCode(error));
      await pause(LOOK_EVERY_MS, undefined, { signal: stop });
    }
  }
}

async function greet(url: string): Promise<void> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: ANSWERS_WITHIN_MS,
    query_timeout: ANSWERS_WITHIN_MS,
  });
  // What breaks the connection is said by the query that it breaks.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    await client.end();
  }
}
