import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { Api } from './api';
import { run } from './backup-commands';
import { searchBytes } from './byte-search';
import { eventually } from './eventually';
import { anotherPerson, goesOn, openDoors, plant, PLANTED } from './planted';
import { type Product, startProduct } from './product';

const launcherSchema = z.object({ postgresPort: z.number(), postgresPassword: z.string() });
const receiptSchema = z.object({
  id: z.string(),
  stage: z.string(),
  reason: z.string(),
  openMentions: z.number(),
  mentions: z.array(z.object({ place: z.string() })),
  checks: z.object({ rewritten: z.object({ journal: z.string() }).nullable() }),
});

/** Large values are packed by the database in a way of its own; a search that cannot read them would prove nothing. */
const UNPACKED = /* sql */ `
DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT a.attrelid::regclass AS name, a.attname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
    WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attlen = -1 AND a.attstorage <> 'p' AND a.attgenerated = ''
  LOOP EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STORAGE EXTERNAL', c.name, c.attname); END LOOP;
END $$`;

describe('erasing a person from an installation', () => {
  let product: Product;
  let api: Api;
  let database: Client;
  let kept: string;
  let backup: string;
  let receiptId: string;
  beforeAll(async () => {
    kept = await mkdtemp(join(tmpdir(), 'ripen-erasure-'));
    backup = join(kept, 'before.tar');
    product = await startProduct({ RIPEN_DATA_DIR: join(kept, 'data'), RIPEN_LOG_LEVEL: 'debug' });
    api = new Api(product.url);
    await api.signIn();
    const { postgresPort, postgresPassword } = launcherSchema.parse(
      JSON.parse(await readFile(join(product.dataFolder, 'launcher.json'), 'utf8')),
    );
    database = new Client({ connectionString: `postgres://ripen:${postgresPassword}@127.0.0.1:${postgresPort}/ripen` });
    await database.connect();
    await database.query(UNPACKED);
  }, 320_000);
  afterAll(async () => {
    await product?.stop();
    await rm(kept, { recursive: true, force: true });
  }, 70_000);

  const planted = Object.values(PLANTED);
  const totals = async () => {
    const { rows } = await database.query<{ what: string; amount: string }>(
      `SELECT 'entered' AS what, (SELECT count(*) FROM enrollment) + coalesce((SELECT sum(amount) FROM erased_tally WHERE metric = 'entered'), 0) AS amount
       UNION ALL SELECT 'touchpoints', (SELECT count(*) FROM ledger_entry WHERE kind = 'touchpoint') + coalesce((SELECT sum(amount) FROM erased_tally WHERE metric = 'touchpoints'), 0)
       UNION ALL SELECT 'submitted', (SELECT count(*) FROM form_submission) + coalesce((SELECT sum(amount) FROM erased_tally WHERE metric = 'submitted'), 0)
       UNION ALL SELECT 'handoffs', (SELECT count(*) FROM handoff) + coalesce((SELECT sum(amount) FROM erased_tally WHERE metric = 'handoffs'), 0)
       ORDER BY 1`,
    );
    return rows;
  };

  const whereLeft = async () =>
    Object.fromEntries([...(await searchBytes(product.dataFolder, planted))].filter(([, files]) => files.length > 0));
  const done = () =>
    eventually('the receipt', { within: 60_000 }, async () => {
      // After a restore it is there once the worker has looked what was erased before.
      const answer: unknown = await api.call('getErasure', { params: { id: receiptId } }).catch(() => null);
      const now = receiptSchema.safeParse(answer).data;
      return now?.stage === 'done' && now;
    });

  it('leaves none of the bytes by which somebody could be known, keeps the totals, and lets others go on', async () => {
    const doors = await openDoors(product.url, api);
    const other = await anotherPerson(doors, 'bleibt@hafen.example');
    const leadId = await plant(doors);
    await eventually('the mail', { within: 30_000 }, async () => (await api.mailsTo(PLANTED.email)).length >= 2);
    // The planner's samples hold values too, and what is only in memory is on no disk.
    await database.query('ANALYZE; CHECKPOINT');

    const before = await searchBytes(product.dataFolder, planted);
    // The address and the program of a caller are written down nowhere; here they were sent as properties as well.
    expect(planted.filter((text) => before.get(text)?.length === 0)).toEqual([]);
    const counted = await totals();

    expect((await run('backup', [backup], { RIPEN_DATA_DIR: product.dataFolder })).code).toBe(0);

    const asked = z.object({ id: z.string() }).parse(await api.call('eraseLead', { params: { id: leadId } }));
    receiptId = asked.id;
    const receipt = await done();
    expect(receipt).toMatchObject({ openMentions: 0, checks: { rewritten: { journal: 'renewed' } } });

    expect(await whereLeft()).toEqual({});
    expect(await totals()).toEqual(counted);
    expect(await goesOn(api, other)).toBe(true);
    expect(JSON.stringify(await api.call('listLeads', { query: { limit: '200' } }))).not.toContain(PLANTED.lastName);
    await database.end();
    await product.stop();
    expect(await whereLeft()).toEqual({});
  }, 240_000);

  it('holds against a backup from before: the restored installation erases the person again by itself', async () => {
    const folder = { RIPEN_DATA_DIR: product.dataFolder };
    const { code, said } = await run('restore', [backup, '--replace'], folder);
    expect([code, said]).toEqual([0, expect.stringContaining('are erased again at the next start')]);
    expect(Object.keys(await whereLeft()).length).toBeGreaterThan(10);
    product = await startProduct(folder);
    api = new Api(product.url);
    await api.signIn();
    expect(await done()).toMatchObject({ reason: 'restore' });
    expect(await api.leadId(PLANTED.email)).toBeNull();
    expect(await whereLeft()).toEqual({});
  }, 240_000);
});
