import { createTestDatabase, type TestDatabase } from '@ripen/testing';
import { DataSource } from 'typeorm';
import { createDataSource, migrate } from '../db/migrate';
import { MIGRATIONS } from '.';

const BEFORE = MIGRATIONS.slice(0, 6);

describe('the migration for touches', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    const old = await new DataSource({ ...createDataSource(database.url, 2).options, migrations: BEFORE }).initialize();
    await migrate(old);
    await old.query(`INSERT INTO lead (id, email, first_name) VALUES
      ('00000000-0000-7000-8000-000000000001', 'maria@example.org', 'Maria'), ('00000000-0000-7000-8000-000000000002', NULL, NULL)`);
    await old.query(`INSERT INTO ledger_entry (lead_id, kind, type, occurred_at, received_at, dedupe_key)
      SELECT id, 'touchpoint', 'content_read', now(), now(), 'message:' || id FROM lead`);
    await old.query(
      `INSERT INTO ledger_entry (lead_id, kind, occurred_at, received_at) SELECT id, 'stage', now(), now() FROM lead, generate_series(1, 2)`,
    );
    await old.destroy();
    source = await createDataSource(database.url, 2).initialize();
    await migrate(source);
  });

  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  it('keeps what an older installation knew, and people are found by the same words', async () => {
    const { rows } = await source.query('SELECT count(*)::int AS rows FROM ledger_entry').then(([rows]) => rows);
    expect(rows).toBe(6);
    expect(await source.query(`SELECT email FROM lead WHERE search LIKE '%maria%'`)).toEqual([
      { email: 'maria@example.org' },
    ]);
  });

  it('still refuses the same message twice', async () => {
    await expect(
      source.query(`INSERT INTO ledger_entry (lead_id, kind, occurred_at, received_at, dedupe_key)
        SELECT lead_id, kind, occurred_at, received_at, dedupe_key FROM ledger_entry WHERE dedupe_key IS NOT NULL`),
    ).rejects.toThrow('ledger_entry_dedupe');
  });

  it('lets no index of a lead hold what a touchpoint moves', async () => {
    const held = await source.query(
      `SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
       WHERE i.indrelid = 'lead'::regclass AND a.attname IN
         ('last_touched_at', 'raw_points_milli', 'touchpoint_count', 'careers_count', 'points_milli', 'scored_at')`,
    );
    expect(held).toEqual([]);
  });

  it('lets the ledger of a lead go with the lead, and of nobody else', async () => {
    await source.query(`DELETE FROM lead WHERE email = 'maria@example.org'`);
    const left = await source.query('SELECT lead_id, count(*)::int AS entries FROM ledger_entry GROUP BY lead_id');
    expect(left).toEqual([{ lead_id: '00000000-0000-7000-8000-000000000002', entries: 3 }]);
  });
});
