import { once } from 'node:events';
import { createTestDatabase, type TestDatabase } from '@ripen/testing';
import { Client, type Pool } from 'pg';
import { createPool, inTransaction } from './pool';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  pool = createPool({ connectionString: database.url, max: 1 });
});
afterEach(() => pool.end());
afterAll(() => database.drop());

describe('a connection that the server cuts', () => {
  test('while it idles in the pool is replaced', async () => {
    const pid = await backendOf(pool);
    const removed = once(pool, 'remove');
    await cut(pid);
    await removed;
    expect(await backendOf(pool)).not.toBe(pid);
  });

  test('between two statements of a transaction fails that transaction and nothing else', async () => {
    const work = inTransaction(pool, async (tx) => {
      const pid = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
      const ended = once(tx, 'end');
      await cut(pid);
      await ended;
      await tx.query('SELECT 1');
    });
    await expect(work).rejects.toThrow('not queryable');
    expect(await backendOf(pool)).toBeGreaterThan(0);
  });
});

async function backendOf(from: Pool): Promise<number> {
  const { rows } = await from.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function cut(pid: number): Promise<void> {
  const admin = new Client({ connectionString: database.url });
  await admin.connect();
  await admin.query('SELECT pg_terminate_backend($1)', [pid]);
  await admin.end();
}
