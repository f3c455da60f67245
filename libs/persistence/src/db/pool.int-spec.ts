import { createTestDatabase, type TestDatabase } from '@ripen/testing';
import { Client, type Pool } from 'pg';
import { askAside, createPool, inTransaction, inTransactionFrom, together, type Tx } from './pool';

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
    const removed = new Promise((resolve) => pool.once('remove', resolve));
    await cut(pid);
    await removed;
    expect(await backendOf(pool)).not.toBe(pid);
  });

  test('between two statements of a transaction fails that transaction and nothing else', async () => {
    const work = inTransaction(pool, async (tx) => {
      const pid = (await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
      const ended = new Promise((resolve) => tx.once('end', resolve));
      await cut(pid);
      await ended;
      await tx.query('SELECT 1');
    });
    await expect(work).rejects.toThrow('not queryable');
    expect(await backendOf(pool)).toBeGreaterThan(0);
  });
});

describe('statements that are asked together', () => {
  beforeEach(() => pool.query('CREATE TABLE IF NOT EXISTS note (word text PRIMARY KEY)'));
  afterEach(() => pool.query('DROP TABLE note'));

  const words = async (): Promise<string[]> =>
    (await pool.query<{ word: string }>('SELECT word FROM note ORDER BY word')).rows.map(({ word }) => word);

  test('run in the order in which they were asked for', async () => {
    const seen = await inTransaction(pool, (tx) =>
      together(tx, () => [
        tx.query(`INSERT INTO note VALUES ('a')`),
        tx.query<{ count: number }>('SELECT count(*) FROM note'),
        tx.query(`INSERT INTO note VALUES ('b')`),
      ]),
    );
    expect(seen[1].rows[0]?.count).toBe(1);
    expect(await words()).toEqual(['a', 'b']);
  });

  test('with a BEGIN belong to its transaction', async () => {
    const first = (tx: Tx) => tx.query(`INSERT INTO note VALUES ('a')`);
    const work = inTransactionFrom(pool, first, () => Promise.reject(new Error('no')));
    await expect(work).rejects.toThrow('no');
    expect(await words()).toEqual([]);
  });

  test('fail with the failure of the first that failed', async () => {
    const work = inTransaction(pool, (tx) =>
      together(tx, () => [tx.query(`INSERT INTO note VALUES ('a'), ('a')`), tx.query('SELECT 1')]),
    );
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await words()).toEqual([]);
  });

  test('and asked aside are in the transaction, before what comes after them', async () => {
    const count = await inTransaction(pool, async (tx) => {
      askAside(tx, { text: `INSERT INTO note VALUES ('a')` });
      return (await tx.query<{ count: number }>('SELECT count(*) FROM note')).rows[0]?.count;
    });
    expect(count).toBe(1);
    expect(await words()).toEqual(['a']);
  });

  test.each([
    ['last', async () => undefined],
    ['before others', (tx: Tx) => tx.query('SELECT 1')],
  ])('and asked aside as the %s fail the transaction with their own failure', async (_when, then) => {
    const work = inTransaction(pool, async (tx) => {
      askAside(tx, { text: `INSERT INTO note VALUES ('a'), ('a')` });
      await then(tx);
    });
    await expect(work).rejects.toMatchObject({ code: '23505' });
    expect(await words()).toEqual([]);
    expect(await backendOf(pool)).toBeGreaterThan(0);
  });

  test('leave nothing behind for the next transaction on the connection when they failed', async () => {
    const name = 'read-notes';
    const read = { name, text: 'SELECT word FROM note' };
    const broken = inTransaction(pool, (tx) => together(tx, () => [tx.query('SELECT 1/0'), tx.query(read)]));
    await expect(broken).rejects.toMatchObject({ code: '22012' });
    expect((await inTransaction(pool, (tx) => tx.query(read))).rows).toEqual([]);
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
