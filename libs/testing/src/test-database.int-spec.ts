import { Client } from 'pg';
import { createTestDatabase } from './test-database';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('createTestDatabase', () => {
  it('gives every caller a database of its own on a real Postgres', async () => {
    const one = await createTestDatabase();
    const two = await createTestDatabase();
    await query(one.url, 'CREATE TABLE seen (id int)');
    expect(await query(two.url, `SELECT to_regclass('seen') AS found`)).toEqual([{ found: null }]);
    await Promise.all([one.drop(), two.drop()]);
  });

  it('migrates once and copies the schema from then on', async () => {
    let runs = 0;
    const migrate = async (url: string) => {
      runs += 1;
      await query(url, 'CREATE TABLE made_by_migration (id int)');
    };
    const databases = [await createTestDatabase(migrate), await createTestDatabase(migrate)];
    for (const { url } of databases) expect(await query(url, 'SELECT * FROM made_by_migration')).toEqual([]);
    expect(runs).toBe(1);
    await Promise.all(databases.map((database) => database.drop()));
  });

  it('leaves no template behind when the migration fails', async () => {
    let fails = true;
    const migrate = async (url: string) => {
      if (fails) throw new Error('bad migration');
      await query(url, 'CREATE TABLE made_at_last (id int)');
    };
    await expect(createTestDatabase(migrate)).rejects.toThrow('bad migration');
    fails = false;
    const database = await createTestDatabase(migrate);
    expect(await query(database.url, 'SELECT * FROM made_at_last')).toEqual([]);
    await database.drop();
  });

  it('drops a database that still has sessions', async () => {
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    const cut = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.connect();
    await database.drop();
    expect((await cut).message).toMatch(/terminat/);
  });
});
