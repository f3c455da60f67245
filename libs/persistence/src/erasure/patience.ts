import { Client, type Pool } from 'pg';

export interface Patience {
  /** Milliseconds; 0: as long as it takes. */
  readonly statementMs: number;
  readonly lockMs: number;
}

/** A connection of its own beside a pool, with other limits than those of the loop: for what reads or writes whole tables. */
export async function withPatience<T>(
  pool: Pool,
  { statementMs, lockMs }: Patience,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...pool.options,
    application_name: 'ripen-erasure',
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    query_timeout: 0,
  });
  // A connection that dies while it is idle is told by the next statement.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
