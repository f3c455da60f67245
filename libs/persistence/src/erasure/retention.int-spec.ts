import { inTransaction } from '../db/pool';
import { openJob } from '../jobs/job';
import { bornLead, CONTEXT, openStage, type Stage, touched } from '../stage.fixture';
import { applyFacts } from '../facts/apply-facts';
import { resolveLeads } from '../facts/identity';
import { advanceErasure } from './erase';
import { keepRetention, retentionRunner, runRetentionNow } from './retention-job';
import { countDue, readRules, setRule } from './retention.sql';

describe('retention', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const now = () => CONTEXT.clock.now(stage.pool);
  const turnOn = async (key: 'anonymous' | 'known' | 'inbox_mail', keep: number) => {
    const at = await now();
    await inTransaction(stage.pool, (tx) => setRule(tx, { key, active: true, keep }, at));
  };
  const visitor = async (name: string, daysAgo: number): Promise<string> => {
    const [id = ''] = await inTransaction(stage.pool, (tx) =>
      resolveLeads(tx, [{ anonymousId: name, userId: null }], CONTEXT),
    );
    await age(id, daysAgo);
    return id;
  };
  const age = (id: string, days: number) =>
    stage.pool.query(
      `UPDATE lead SET created_at = now() - $2 * interval '1 day', last_touched_at = now() - $2 * interval '1 day' WHERE id = $1`,
      [id, days],
    );
  const there = async (id: string) => (await stage.pool.query('SELECT FROM lead WHERE id = $1', [id])).rowCount === 1;
  const rule = async (key: string) => (await readRules(stage.pool)).find((one) => one.key === key);

  /** Lets the job work until it waits or ends, and carries out what it asked for. */
  async function night(): Promise<string> {
    await inTransaction(stage.pool, keepRetention);
    const { rows } = await stage.pool.query<{ id: string }>(
      `SELECT id FROM job WHERE kind = 'retention' AND status = 'active'`,
    );
    const tools = { pool: stage.pool, context: CONTEXT, signal: new AbortController().signal };
    for (let steps = 0; steps < 50; steps += 1) {
      const job = await openJob(stage.pool, rows[0]?.id ?? '');
      if (job === null) return 'done';
      const next = await retentionRunner.work(job, tools);
      if (next.do === 'again') continue;
      await eraseAsked();
      return next.do;
    }
    throw new Error('the rules never came to an end');
  }
  async function eraseAsked(): Promise<void> {
    const { rows } = await stage.pool.query<{ id: string }>(`SELECT id FROM erasure WHERE stage = 'removing'`);
    for (const { id } of rows) while ((await advanceErasure(stage.pool, id, CONTEXT)).do === 'again');
  }

  it('is off until somebody turns a rule on, and then begins the next night', async () => {
    const old = await visitor('old', 500);
    expect(await night()).toBe('done');
    await turnOn('anonymous', 12);
    expect(await countDue(stage.pool, { key: 'anonymous', keep: 12 }, await now())).toBe(1);
    expect(await night()).toBe('wait');
    expect(await there(old)).toBe(true);
    await stage.pool.query(`UPDATE retention_rule SET last_run_at = now() - interval '2 days'`);
    expect(await night()).toBe('wait');
    expect(await there(old)).toBe(false);
    expect(await rule('anonymous')).toMatchObject({ lastGone: 1 });
    const { rows } = await stage.pool.query(`SELECT reason, rule, people FROM erasure`);
    expect(rows).toEqual([{ reason: 'retention', rule: 'anonymous', people: 1 }]);
  });

  it('leaves whoever visited in time, is with sales, or agreed', async () => {
    const recent = await visitor('recent', 100);
    const consented = await bornLead(stage.pool, 'consented@example.org');
    const silent = await bornLead(stage.pool, 'silent@example.org', false);
    const owned = await bornLead(stage.pool, 'owned@example.org', false);
    const { rows } = await stage.pool.query<{ id: string }>(
      `INSERT INTO app_user (email, name, role) VALUES ('r@example.org', 'Rep', 'sales_rep') RETURNING id`,
    );
    await stage.pool.query('UPDATE lead SET owner_id = $2 WHERE id = $1', [owned, rows[0]?.id]);
    for (const id of [consented, silent, owned]) await age(id, 2_000);
    await turnOn('anonymous', 12);
    await turnOn('known', 36);
    await inTransaction(stage.pool, runRetentionNow);
    await night();
    expect(await Promise.all([recent, consented, silent, owned].map(there))).toEqual([true, true, false, true]);
  });

  it('spares who comes back between being named and being erased', async () => {
    const back = await visitor('back', 500);
    await turnOn('anonymous', 12);
    await inTransaction(stage.pool, runRetentionNow);
    const { rows } = await stage.pool.query<{ id: string }>(`SELECT id FROM job WHERE kind = 'retention'`);
    const job = await openJob(stage.pool, rows[0]?.id ?? '');
    await retentionRunner.work(job!, { pool: stage.pool, context: CONTEXT, signal: new AbortController().signal });
    expect((await stage.pool.query('SELECT FROM erasure')).rowCount).toBe(1);
    await inTransaction(stage.pool, (tx) => applyFacts(tx, [touched(back, 'page_visited')], CONTEXT));
    await eraseAsked();
    expect(await there(back)).toBe(true);
  });

  it('deletes old rows in bounded parts and counts them together', async () => {
    await stage.pool.query(
      `INSERT INTO inbox_mail (sender, recipients, subject, received_at)
       SELECT 'a@b.example', '{}', 'x', now() - n * interval '1 day' FROM generate_series(1, 2500) n`,
    );
    await turnOn('inbox_mail', 100);
    await inTransaction(stage.pool, runRetentionNow);
    expect(await night()).toBe('wait');
    expect((await stage.pool.query('SELECT FROM inbox_mail')).rowCount).toBe(99);
    expect((await rule('inbox_mail'))?.lastGone).toBe(2_401);
    expect(await countDue(stage.pool, { key: 'inbox_mail', keep: 100 }, await now())).toBe(0);
  });
});
