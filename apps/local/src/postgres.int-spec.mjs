import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startChild } from './child.mjs';
import { freePort } from './ports.mjs';
import { preparePostgres } from './postgres.mjs';
import { end, signal } from './processes.mjs';
import { waitUntil } from './wait-until.mjs';

/** The temporary folder of a person is closed to all others, root's too: what a clone of root's looks like. */
let closed = '';
let log = '';
/** @type {number[]} */
let started = [];

beforeAll(async () => {
  closed = await mkdtemp(join(tmpdir(), 'ripen-postgres-spec-'));
  log = join(closed, 'log');
});
afterEach(async () => {
  for (const pid of started) await end(pid, { with: 'SIGINT', grace: 10_000 });
  started = [];
});
afterAll(() => rm(closed, { recursive: true }));

async function start() {
  const server = await preparePostgres({ folder: join(closed, 'data'), password: 'secret', careless: true });
  const port = await freePort();
  const { pid } = await startChild(server.command(port), log);
  started.push(pid);
  if (!(await waitUntil(() => server.ready(pid), { timeout: 20_000 }))) throw new Error(await readFile(log, 'utf8'));
  return { pid, url: server.url(port) };
}

/** @param {unknown[]} [values] */
async function query(url, sql, values) {
  const client = new pg.Client({ connectionString: url });
  // The server is killed under some of these; the query itself says so.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

describe('embedded Postgres', () => {
  it('runs in a folder that nobody else may enter, and starts again on its data', async () => {
    const first = await start();
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await end(first.pid, { with: 'SIGINT', grace: 10_000 });
    expect(await query((await start()).url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('copes with what kill -9 leaves: the pid file and a backend in the middle of a statement', async () => {
    const first = await start();
    // A database for tests does not wait for the disk; this commit does.
    await query(first.url, 'SET synchronous_commit = on; CREATE TABLE survived AS SELECT 42 AS answer');
    const busy = query(first.url, 'SELECT pg_sleep(600)').catch(() => 'cut off');
    const other = await waitUntil(
      async () =>
        (await query(first.url, "SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(600)'")).length > 0,
      { timeout: 10_000 },
    );
    expect(other).toBe(true);
    signal(first.pid, 'SIGKILL');
    const again = await start();
    expect(await query(again.url, 'SELECT answer FROM survived')).toEqual([{ answer: 42 }]);
    expect(await busy).toBe('cut off');
  });

  it('ends a server whose launcher is gone before it starts its own', async () => {
    const first = await start();
    const again = await start();
    expect(again.pid).not.toBe(first.pid);
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow();
  });

  it('removes a pid file whose number belongs to another program by now', async () => {
    const first = await start();
    await end(first.pid, { with: 'SIGINT', grace: 10_000 });
    await writeFile(join(closed, 'data', 'postmaster.pid'), `${process.pid}\n`);
    expect(await query((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('says what to do with data of another major version', async () => {
    const first = await start();
    await end(first.pid, { with: 'SIGINT', grace: 10_000 });
    await writeFile(join(closed, 'data', 'PG_VERSION'), '17\n');
    await expect(start()).rejects.toThrow(/was made by Postgres 17, this one is 18; dump it with the old one/);
    await writeFile(join(closed, 'data', 'PG_VERSION'), '18\n');
  });

  it('writes neither statements nor values into its log, whatever goes wrong', async () => {
    const { url } = await start();
    const person = 'erika.mustermann@example.com';
    await query(url, 'CREATE TABLE lead (id int, email text UNIQUE)');
    await query(url, 'INSERT INTO lead VALUES (1, $1)', [person]);
    /** @type {[string, unknown[]][]} */
    const wrong = [
      ['INSERT INTO lead VALUES (2, $1)', [person]],
      ['SELECT $1::int', [person]],
      [`SELECT '${person}'::uuid`, []],
      [`SELECT * FROM nowhere WHERE email = '${person}'`, []],
    ];
    for (const [sql, values] of wrong) {
      await expect(query(url, sql, values)).rejects.toThrow();
    }
    expect(await readFile(log, 'utf8')).not.toContain('erika');
  });
});
