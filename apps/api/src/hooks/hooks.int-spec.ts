import { randomUUID } from 'node:crypto';
import { newWebhookSecret, signWebhook } from '@ripen/connectors';
import { openStage, type Stage } from '../stage.fixture';

const MAPPING = {
  userId: null,
  email: 'contact.email',
  occurredAt: 'at',
  messageId: null,
  fields: [{ field: 'lastName', path: 'contact.name' }],
  touchpoint: { type: 'demo_booked', properties: [{ name: 'room', path: 'room' }] },
};

describe('what other systems report by webhook', () => {
  let stage: Stage;
  let source: { id: string; secret: string };
  beforeAll(async () => {
    stage = await openStage();
    source = await created({ slug: 'calendar', auth: 'signature' });
  });
  afterAll(() => stage.close());

  async function created(body: object): Promise<{ id: string; secret: string }> {
    const answer = await stage.admin.call('createHookSource', {
      body: { name: 'Calendar', mapping: MAPPING, ...body },
    });
    expect(answer.status).toBe(200);
    return answer.body;
  }
  const post = (slug: string, body: string, headers: Record<string, string>) =>
    stage.anybody.fetch(`/hooks/${slug}`, { method: 'POST', body, headers });
  const signed = (body: string, { id = randomUUID(), at = Date.now(), secret = source.secret } = {}) =>
    post('calendar', body, signWebhook({ id, at, body }, [secret]));
  const payload = (email: string, more = {}) =>
    JSON.stringify({ contact: { email, name: 'Beispiel' }, room: 'R1', at: '2026-01-02T03:04:05Z', ...more });
  const facts = async (email: string) =>
    (
      await stage.pool.query(
        `SELECT e.type, ms(e.occurred_at) AS at, e.data, l.last_name AS name FROM ledger_entry e JOIN lead l ON l.id = e.lead_id
         WHERE l.email = $1 AND e.kind = 'touchpoint'`,
        [email],
      )
    ).rows;
  const refused = async () => (await stage.admin.call('listRefused')).body.items;

  it('becomes facts about somebody, once however often it is sent', async () => {
    const [id, email] = [randomUUID(), 'one@kunde.example'];
    for (let time = 0; time < 3; time += 1)
      expect((await signed(payload(email), { id })).body).toEqual({ success: true });
    expect(await facts(email)).toEqual([
      {
        type: 'demo_booked',
        at: Date.UTC(2026, 0, 2, 3, 4, 5),
        data: { room: 'R1', event: 'demo_booked' },
        name: 'Beispiel',
      },
    ]);
    await signed(payload(email, { room: 'R2' }));
    expect(await facts(email)).toHaveLength(2);
  });

  it('is refused without a signature of the source, and nothing of it is kept', async () => {
    const body = payload('nobody@kunde.example');
    const answers = [
      await post('calendar', body, {}),
      await signed(body, { secret: newWebhookSecret() }),
      await signed(body, { at: Date.now() - 400_000 }),
      await post('calendar', body, { authorization: `Bearer ${source.secret}` }),
      await post('elsewhere', body, signWebhook({ id: 'a', at: Date.now(), body }, [source.secret])),
    ];
    expect(answers.map(({ status, body: answer }) => [status, answer.code])).toEqual(
      answers.map(() => [401, 'signature_refused']),
    );
    expect([await facts('nobody@kunde.example'), await refused()]).toEqual([[], []]);
  });

  it('is taken with either of two secrets while one replaces the other', async () => {
    const old = source.secret;
    const rotated = await stage.admin.call('rotateHookSecret', { params: { id: source.id } });
    expect(rotated.body.rotatingUntil).toBeGreaterThan(Date.now());
    for (const secret of [old, rotated.body.secret])
      expect((await signed(payload('two@kunde.example'), { secret })).status).toBe(200);
    expect(await facts('two@kunde.example')).toHaveLength(2);
    // A day later.
    await stage.pool.query(
      `UPDATE hook_source SET secrets = jsonb_set(secrets, '{1,until}', to_jsonb(ms(now()) - 1000)) WHERE id = $1`,
      [source.id],
    );
    expect((await signed(payload('two@kunde.example'), { secret: old })).status).toBe(401);
    source = { ...source, secret: rotated.body.secret };
    expect((await signed(payload('two@kunde.example'))).status).toBe(200);
  });

  it('is kept with its reason where it cannot be mapped, and taken in once the mapping is right', async () => {
    const body = JSON.stringify({ person: { mail: 'three@kunde.example' }, at: '2026-01-02T03:04:05Z' });
    const answer = await signed(body);
    expect([answer.status, answer.body.refused]).toEqual([200, [{ index: 0, problem: 'names_nobody' }]]);
    const [one] = await refused();
    expect(one).toMatchObject({ reason: 'not_mapped', call: 'webhook', from: { kind: 'source', name: 'Calendar' } });
    const params = { id: source.id };
    const mapping = { ...MAPPING, email: 'person.mail' };
    const tried = await stage.admin.call('tryHookMapping', { params, body: { mapping } });
    expect(tried.body.events.map(({ type }: { type: string }) => type)).toEqual(['identify', 'track']);
    expect(
      (await stage.admin.call('tryHookMapping', { params, body: { mapping: MAPPING } })).body.problems,
    ).toHaveLength(1);
    await stage.admin.call('updateHookSource', { params, body: { mapping } });
    const again = await stage.admin.call('resubmitAllRefused', { body: { reason: 'not_mapped' } });
    expect(again.body).toEqual({ taken: 1, refused: 0, after: null });
    expect(await facts('three@kunde.example')).toMatchObject([
      { type: 'demo_booked', at: Date.UTC(2026, 0, 2, 3, 4, 5) },
    ]);
    expect((await signed('{')).body.refused).toEqual([{ index: 0, problem: 'not_json' }]);
  });

  it('comes with a secret in the header where the sender cannot sign', async () => {
    const own = await created({ slug: 'plain', auth: 'bearer' });
    const body = payload('four@kunde.example');
    expect((await post('plain', body, { authorization: `Bearer ${own.secret}` })).status).toBe(200);
    expect((await post('plain', body, { authorization: `Bearer ${own.secret}x` })).status).toBe(401);
    await post('plain', body, { authorization: `Bearer ${own.secret}` });
    expect(await facts('four@kunde.example')).toHaveLength(1);
    await stage.admin.call('updateHookSource', { params: { id: own.id }, body: { active: false } });
    expect((await post('plain', body, { authorization: `Bearer ${own.secret}` })).status).toBe(401);
  });

  it('is refused when it is too large', async () => {
    expect((await signed(JSON.stringify({ fill: 'x'.repeat(600_000) }))).status).toBe(413);
  });

  it('leaves no secret readable in the database and no address in the log', async () => {
    const { rows } = await stage.pool.query('SELECT secrets::text AS kept FROM hook_source');
    expect(rows.map(({ kept }) => kept).join()).not.toContain(source.secret.slice(6));
    expect(stage.logs.join('')).not.toMatch(/kunde\.example|whsec_/);
  });
});
