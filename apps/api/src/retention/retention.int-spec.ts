import { type Client, openStage, type Stage } from '../stage.fixture';

describe('retention', () => {
  let stage: Stage;
  let admin: Client;
  beforeAll(async () => {
    stage = await openStage({ example: true });
    admin = stage.admin;
  });
  afterAll(() => stage.close());

  const rule = async (key: string) =>
    (await admin.call('getRetention')).body.items.find((item: { key: string }) => item.key === key);

  it('is off at first, and says what would go', async () => {
    const { body } = await admin.call('getRetention');
    expect(body.items.map(({ active }: { active: boolean }) => active)).toEqual(body.items.map(() => false));
    await stage.pool.query(
      `UPDATE lead SET created_at = now() - interval '5 years', last_touched_at = now() - interval '5 years' WHERE last_name = 'Skizze'`,
    );
    expect(await rule('known')).toMatchObject({ due: 1, keep: 36, unit: 'months', erases: 'leads', lastRunAt: null });
    const preview = await admin.call('previewRetention', { query: { key: 'known', keep: '36' } });
    expect(preview.body).toMatchObject({ total: 1, leads: [{ displayName: expect.stringContaining('Skizze') }] });
    expect((await admin.call('previewRetention', { query: { key: 'known', keep: '61' } })).body.total).toBe(0);
  });

  it('is set rule by rule, written down, and carried by one job', async () => {
    const set = (body: unknown) => admin.call('updateRetention', { body });
    expect((await set({ key: 'known', active: true, keep: 24 })).status).toBe(200);
    await set({ key: 'inbox_mail', active: true, keep: 30 });
    expect(await rule('known')).toMatchObject({ active: true, keep: 24, lastRunAt: expect.any(Number) });
    const { rows } = await stage.pool.query(
      `SELECT count(*) AS jobs FROM job WHERE kind = 'retention' AND status = 'active'`,
    );
    expect(rows[0]?.jobs).toBe(1);
    const audit = await stage.pool.query(
      `SELECT details FROM audit WHERE action = 'retention.changed' ORDER BY number LIMIT 1`,
    );
    expect(audit.rows[0]?.details).toEqual({ rule: 'known', active: true, keep: 24 });
    for (const body of [
      { key: 'known', active: true, keep: 0 },
      { key: 'lead', active: true, keep: 1 },
    ])
      expect((await set(body)).status).toBe(400);
  });
});
