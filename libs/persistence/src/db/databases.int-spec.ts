import { randomBytes } from 'node:crypto';
import { KeptServer } from '@ripen/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareDatabases, SILENT_ROLE } from './databases';

describe('the databases of a new server', () => {
  let folder: string;
  let server: KeptServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripen-databases-'));
    server = await KeptServer.start('postgres', folder);
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const urlOf = (role: string, database: string, password = randomBytes(9).toString('base64url')): string => {
    const url = new URL(server.address);
    [url.username, url.password, url.pathname] = [role, password, `/${database}`];
    return url.href;
  };
  const ask = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('are for their owners alone, and one owner says nothing to the log', async () => {
    const [own, other] = [urlOf('app', 'app'), urlOf('engine', 'engine')];
    await prepareDatabases(server.address, [
      { url: own, silent: true },
      { url: other, silent: false },
    ]);
    await ask(own, 'CREATE TABLE kept (id int)');
    const settings = await ask(own, `SELECT name, setting FROM pg_settings WHERE name LIKE 'log%'`);
    expect(settings).toEqual(
      expect.arrayContaining(Object.entries(SILENT_ROLE).map(([name, setting]) => ({ name, setting }))),
    );
    const intruder = new URL(own);
    intruder.pathname = '/engine';
    await expect(ask(intruder.href, 'SELECT 1')).rejects.toThrow(/permission denied/);
  });

  it('stay as they are the second time, with the password that holds now', async () => {
    const [before, after] = [urlOf('again', 'again'), urlOf('again', 'again')];
    await prepareDatabases(server.address, [{ url: before, silent: false }]);
    await ask(before, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await prepareDatabases(server.address, [{ url: after, silent: false }]);
    expect(await ask(after, 'SELECT seven FROM kept')).toEqual([{ seven: 7 }]);
    await expect(ask(before, 'SELECT 1')).rejects.toThrow(/password/);
  });
});
