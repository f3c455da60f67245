import { createGuardedHttp, createSealer, newWebhookSecret, verifyWebhook } from '@ripen/connectors';
import { webhookPayloadSchema } from '@ripen/contracts';
import type { FactChange } from '@ripen/domain';
import { applyFacts, inTransaction, pokeJob } from '@ripen/persistence';
import { bornLead, CONTEXT, touched } from '@ripen/persistence/stage';
import { eventually, openStack, SECRET, type Stack } from '../stack.fixture';
import { type Received, type Receiver, startReceiver, subscribe } from './receiver.fixture';
import { webhookRunner } from './webhook.runner';

const EVENT = 'touchpoint.webinar_registered';

describe('an endpoint that subscribed to facts', () => {
  let stack: Stack;
  const receivers: Receiver[] = [];
  beforeAll(async () => {
    const http = createGuardedHttp({ allow: ['127.0.0.1'] });
    const runner = webhookRunner({ http, sealer: createSealer(SECRET, 'webhook'), chance: () => 0 });
    stack = await openStack({ runners: [runner] });
  }, 120_000);
  afterAll(async () => {
    await stack?.close();
    await Promise.all(receivers.map((receiver) => receiver.stop()));
  }, 60_000);

  const pool = () => stack.stage.pool;
  const happen = (changes: FactChange[]) => inTransaction(pool(), (tx) => applyFacts(tx, changes, CONTEXT));
  const row = async (id: string) => (await pool().query('SELECT * FROM webhook_delivery WHERE id = $1', [id])).rows[0];
  const idOf = ({ headers }: Received) => String(headers['webhook-id']);
  async function listening(events: readonly string[]) {
    const receiver = await startReceiver();
    receivers.push(receiver);
    return { receiver, ...(await subscribe(pool(), { url: receiver.url, events, serverSecret: SECRET })) };
  }
  const toldTo = (receiver: Receiver, times = 1) =>
    eventually(async () => receiver.received.length >= times && receiver.received[times - 1]);
  const inState = (id: string, state: string) =>
    eventually(async () => ((await row(id))?.state === state ? row(id) : null));
  /** As if the pause were over. */
  const goOn = (endpointId: string, jobId: string) =>
    inTransaction(pool(), async (tx) => {
      await tx.query('UPDATE webhook_endpoint SET not_before = NULL WHERE id = $1', [endpointId]);
      await tx.query('UPDATE webhook_delivery SET not_before = NULL WHERE endpoint_id = $1', [endpointId]);
      await pokeJob(tx, jobId);
    });

  it('is told, signed, what happened and to whom, and nothing that it did not ask for', async () => {
    const { receiver, secret } = await listening([EVENT, 'lead.stage_changed', 'lead.known']);
    const lead = await bornLead(pool(), 'one@kunde.example');
    await happen([
      touched(lead, 'trade_fair_visited'),
      touched(lead, 'webinar_registered', { properties: { topic: 'Retrofit' } }),
    ]);
    await toldTo(receiver, 4);
    const said = receiver.received.map(({ body }) => webhookPayloadSchema.parse(JSON.parse(body.toString())));
    expect(said.map(({ type }) => type).sort()).toEqual(
      ['lead.known', 'lead.stage_changed', 'lead.stage_changed', EVENT].sort(),
    );
    expect(said.find(({ type }) => type === EVENT)?.data).toMatchObject({
      lead: { id: lead, known: true, email: 'one@kunde.example', firstName: 'Maria' },
      touchpoint: { type: 'webinar_registered', properties: { topic: 'Retrofit' } },
    });
    for (const { headers, body } of receiver.received)
      expect(verifyWebhook({ headers, body }, { secrets: [secret], now: Date.now() })).toEqual({
        ok: true,
        id: headers['webhook-id'],
      });
    await Promise.all(receiver.received.map((one) => inState(idOf(one), 'delivered')));
  }, 60_000);

  it('is told with both signatures while a secret replaces another, and with one when the day is over', async () => {
    const { receiver, id, secret: old } = await listening([EVENT]);
    const young = newWebhookSecret();
    const rotatedUntil = (until: number) =>
      pool().query(
        `UPDATE webhook_endpoint SET secrets = jsonb_build_array($2::jsonb, secrets -> -1 || jsonb_build_object('until', $3::bigint)) WHERE id = $1`,
        [id, JSON.stringify({ sealed: createSealer(SECRET, 'webhook').seal(young), until: null }), until],
      );
    const takenBy = ({ headers, body }: Received) =>
      [old, young].map((secret) => verifyWebhook({ headers, body }, { secrets: [secret], now: Date.now() }).ok);
    const lead = await bornLead(pool(), 'rotated@kunde.example');
    await rotatedUntil(Date.now() + 3_600_000);
    await happen([touched(lead, 'webinar_registered')]);
    expect(takenBy(await toldTo(receiver))).toEqual([true, true]);
    await rotatedUntil(Date.now() - 1_000);
    await happen([touched(lead, 'webinar_registered')]);
    expect(takenBy(await toldTo(receiver, 2))).toEqual([false, true]);
  }, 60_000);

  it('hears nothing of what was rolled back', async () => {
    const { receiver, id } = await listening([EVENT]);
    const lead = await bornLead(pool(), 'two@kunde.example');
    const failed = inTransaction(pool(), async (tx) => {
      await applyFacts(tx, [touched(lead, 'webinar_registered')], CONTEXT);
      throw new Error('the caller failed');
    });
    await expect(failed).rejects.toThrow('the caller failed');
    await happen([touched(lead, 'webinar_registered', { properties: { second: true } })]);
    await toldTo(receiver);
    const { rows } = await pool().query('SELECT data FROM webhook_delivery WHERE endpoint_id = $1', [id]);
    expect(rows).toMatchObject([{ data: { touchpoint: { properties: { second: true } } } }]);
  }, 60_000);

  it('is told again under the same id after an answer other than 2xx, as late as it asks for', async () => {
    const { receiver, id, jobId } = await listening([EVENT]);
    receiver.reply = () => ({ status: 503, headers: { 'retry-after': '3600' } });
    await happen([touched(await bornLead(pool(), 'three@kunde.example'), 'webinar_registered')]);
    const first = idOf(await toldTo(receiver));
    const waiting = await eventually(async () => ((await row(first)).status === 503 ? row(first) : null));
    expect(waiting).toMatchObject({ state: 'pending', problem: 'not_accepted', attempts: 1, answer: 'the answer' });
    expect(waiting.not_before - waiting.tried_at).toBeGreaterThanOrEqual(3_600_000);
    receiver.reply = () => ({ status: 200 });
    await goOn(id, jobId);
    expect(idOf(await toldTo(receiver, 2))).toBe(first);
    expect(await inState(first, 'delivered')).toMatchObject({ attempts: 2, status: 200, problem: null });
    expect(receiver.received[0]?.body).toEqual(receiver.received[1]?.body);
  }, 60_000);

  it('is tried for three days before what it was to be told is given up, and no redirect is followed', async () => {
    const { receiver, id, jobId } = await listening([EVENT]);
    receiver.reply = () => ({ status: 302, headers: { location: receiver.url } });
    await happen([touched(await bornLead(pool(), 'four@kunde.example'), 'webinar_registered')]);
    const delivery = idOf(await toldTo(receiver));
    await eventually(async () => (await row(delivery)).status === 302);
    const age = (hours: number) =>
      pool().query(`UPDATE webhook_delivery SET retry_from = now() - $2 * interval '1 hour' WHERE id = $1`, [
        delivery,
        hours,
      ]);
    await age(71);
    await goOn(id, jobId);
    await eventually(async () => (await row(delivery)).attempts === 2 && (await row(delivery)).lease_until === null);
    expect((await row(delivery)).state).toBe('pending');
    await age(72);
    await goOn(id, jobId);
    await inState(delivery, 'dead');
    expect(receiver.received).toHaveLength(3);
  }, 60_000);

  it('is told nothing more once it says that it is gone', async () => {
    const { receiver, id } = await listening([EVENT]);
    receiver.reply = () => ({ status: 410 });
    const lead = await bornLead(pool(), 'five@kunde.example');
    await happen([touched(lead, 'webinar_registered')]);
    await inState(idOf(await toldTo(receiver)), 'dead');
    const { rows } = await pool().query('SELECT state, disabled_reason FROM webhook_endpoint WHERE id = $1', [id]);
    expect(rows).toEqual([{ state: 'disabled', disabled_reason: 'gone' }]);
    await happen([touched(lead, 'webinar_registered')]);
    expect((await pool().query('SELECT FROM webhook_delivery WHERE endpoint_id = $1', [id])).rowCount).toBe(1);
  }, 60_000);

  it('that hangs holds up no other', async () => {
    const hanging = await Promise.all(Array.from({ length: 4 }, () => listening([EVENT])));
    for (const { receiver } of hanging) receiver.reply = () => null;
    const well = await listening([EVENT]);
    const lead = await bornLead(pool(), 'six@kunde.example');
    for (let time = 0; time < 20; time += 1) {
      const began = Date.now();
      await happen([touched(lead, 'webinar_registered')]);
      await toldTo(well.receiver, time + 1);
      expect(Date.now() - began).toBeLessThan(5_000);
    }
    for (const { receiver } of hanging) expect(receiver.received.length).toBeLessThanOrEqual(8);
  }, 90_000);

  it('hears later what happened while it was paused', async () => {
    const { receiver, id, jobId } = await listening([EVENT]);
    await pool().query(`UPDATE webhook_endpoint SET state = 'paused' WHERE id = $1`, [id]);
    await happen([touched(await bornLead(pool(), 'seven@kunde.example'), 'webinar_registered')]);
    await eventually(
      async () => (await pool().query('SELECT poke_at FROM job WHERE id = $1', [jobId])).rows[0].poke_at === null,
    );
    expect(receiver.received).toEqual([]);
    await pool().query(`UPDATE webhook_endpoint SET state = 'active' WHERE id = $1`, [id]);
    await goOn(id, jobId);
    await toldTo(receiver);
  }, 60_000);

  it('gets nothing where it lies in an internal network that nobody opened', async () => {
    const { id } = await subscribe(pool(), { url: 'http://10.0.0.1:8080/', events: [EVENT], serverSecret: SECRET });
    await happen([touched(await bornLead(pool(), 'eight@kunde.example'), 'webinar_registered')]);
    const seen = await eventually(async () => {
      const { rows } = await pool().query(
        'SELECT problem FROM webhook_delivery WHERE endpoint_id = $1 AND problem IS NOT NULL',
        [id],
      );
      return rows[0];
    });
    expect(seen).toEqual({ problem: 'address_refused' });
  }, 60_000);
});
