import { bornLead, CONTEXT, touched } from '@ripen/persistence/stage';
import { applyFacts, inTransaction } from '@ripen/persistence';
import { openStage, type Stage } from '../stage.fixture';

const EVENT = 'touchpoint.webinar_registered';
const DAY_MS = 86_400_000;

describe('webhooks that go out', () => {
  let stage: Stage;
  let webhook: { id: string; secret: string };
  beforeAll(async () => {
    stage = await openStage();
    const body = { name: 'CRM', url: 'https://crm.example/hook', events: [EVENT] };
    webhook = (await stage.admin.call('createWebhook', { body })).body;
  });
  afterAll(() => stage.close());

  const happen = async (times: number) => {
    const lead = await bornLead(stage.pool, 'one@kunde.example');
    await inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        Array.from({ length: times }, () => touched(lead, 'webinar_registered')),
        CONTEXT,
      ),
    );
  };
  const list = async (query: Record<string, string> = {}) =>
    (await stage.admin.call('listDeliveries', { params: { id: webhook.id }, query })).body as {
      items: { id: string; state: string }[];
      total: number;
    };
  /** As a worker leaves those that nobody took for three days. */
  const giveUp = () =>
    stage.pool.query(
      `UPDATE webhook_delivery SET state = 'dead', attempts = 14, problem = 'not_accepted', status = 500,
         retry_from = now() - interval '4 days', created_at = now() - interval '4 days', ended_at = now()`,
    );
  const health = async () => (await stage.admin.call('getExchangeHealth')).body;
  const poked = async () =>
    (
      await stage.pool.query(
        'SELECT poke_at IS NOT NULL AS poked, e.not_before FROM webhook_endpoint e JOIN job j ON j.id = e.job_id WHERE e.id = $1',
        [webhook.id],
      )
    ).rows[0];

  it('show their secret once, and what they hear of', async () => {
    expect(webhook.secret).toMatch(/^whsec_/);
    const { items } = (await stage.admin.call('listWebhooks')).body;
    expect(items).toMatchObject([{ id: webhook.id, events: [EVENT], state: 'active', health: { dead: 0 } }]);
    expect(JSON.stringify(items)).not.toContain('whsec_');
    const { rows } = await stage.pool.query('SELECT secrets::text AS kept FROM webhook_endpoint');
    expect(rows[0].kept).not.toContain(webhook.secret.slice(6));
  });

  it('are dead letters once they were given up, and Health counts them with what was refused', async () => {
    expect(await health()).toEqual({ refused: 0, dead: 0 });
    await happen(3);
    expect(await health()).toEqual({ refused: 0, dead: 0 });
    await giveUp();
    const key = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body.key;
    const headers = { origin: '', authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` };
    const body = JSON.stringify({ event: 'Who' });
    expect((await stage.anybody.fetch('/v1/track', { method: 'POST', body, headers })).status).toBe(400);
    expect(await health()).toEqual({ refused: 1, dead: 3 });
    expect((await list({ state: 'dead' })).total).toBe(3);
  });

  it('are sent again when asked, one or all, for another three days', async () => {
    const [one] = (await list({ state: 'dead' })).items;
    await stage.pool.query(`UPDATE webhook_endpoint SET not_before = now() + interval '1 day'`);
    await stage.pool.query('UPDATE job SET poke_at = NULL');
    const params = { id: webhook.id, deliveryId: one?.id ?? '' };
    const again = await stage.admin.call('replayDelivery', { params });
    expect(again.body).toMatchObject({ id: one?.id, state: 'pending', nextTryAt: null });
    expect(await poked()).toEqual({ poked: true, not_before: null });
    const all = await stage.admin.call('replayDeadDeliveries', { params: { id: webhook.id } });
    expect(all.body).toEqual({ count: 2 });
    expect(await health()).toMatchObject({ dead: 0 });
    const { rows } = await stage.pool.query<{ age: number }>(
      'SELECT (extract(epoch FROM now() - retry_from) * 1000)::bigint AS age FROM webhook_delivery WHERE endpoint_id = $1',
      [webhook.id],
    );
    expect(rows).toHaveLength(3);
    for (const { age } of rows) expect(age).toBeLessThan(DAY_MS);
  });

  it('are not counted any more once their endpoint was removed', async () => {
    await giveUp();
    expect(await health()).toMatchObject({ dead: 3 });
    await stage.admin.call('deleteWebhook', { params: { id: webhook.id } });
    expect(await health()).toMatchObject({ dead: 0 });
  });
});
