import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { openStage, type Stage } from '../stage.fixture';

describe('what the ingest interface takes and refuses', () => {
  let stage: Stage;
  let key: { id: string; key: string };
  beforeAll(async () => {
    stage = await openStage();
    key = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body;
  });
  afterAll(() => stage.close());

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    stage.anybody.fetch(`/v1/${path}`, {
      method: 'POST',
      body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
      headers: { origin: '', authorization: `Basic ${Buffer.from(`${key.key}:`).toString('base64')}`, ...headers },
    });
  const refused = async (query: Record<string, string> = {}) =>
    (await stage.admin.call('listRefused', { query })).body as {
      items: { id: string; reason: string; call: string }[];
      total: number;
    };
  const whole = async (id: string) => (await stage.admin.call('getRefused', { params: { id } })).body;
  async function touched(value: string): Promise<{ type: string; at: number }[]> {
    const { rows } = await stage.pool.query<{ type: string; at: number }>(
      `SELECT e.type, ms(e.occurred_at) AS at FROM ledger_entry e JOIN lead_identity i ON i.lead_id = e.lead_id WHERE i.value = $1 AND e.kind = 'touchpoint' ORDER BY e.id`,
      [value],
    );
    return rows;
  }
  const leadOf = async (value: string) =>
    (
      await stage.pool.query(
        `SELECT coalesce(l.merged_into, l.id) AS id, l.email, c.name AS company, c.employees FROM lead_identity i JOIN lead l ON l.id = i.lead_id
         LEFT JOIN company c ON c.id = l.company_id WHERE i.value = $1`,
        [value],
      )
    ).rows[0];
  const proposals = async () => (await stage.pool.query(`SELECT FROM incident WHERE kind = 'merge_proposed'`)).rowCount;

  it('puts somebody into the company of a group, with what is known of it', async () => {
    const userId = randomUUID();
    const answer = await post('group', { userId, groupId: 'k-7', traits: { name: `Firma ${userId}`, employees: 250 } });
    expect(answer.body).toEqual({ success: true });
    expect(await leadOf(userId)).toMatchObject({ company: `Firma ${userId}`, employees: 250 });
  });

  it('joins two ids of one visitor by alias, and only proposes it where both are known', async () => {
    const [visitor, user, known] = [randomUUID(), randomUUID(), randomUUID()];
    await post('page', { anonymousId: visitor, properties: { path: '/' } });
    await post('track', { userId: user, event: 'Signed Up' });
    expect((await leadOf(visitor)).id).not.toBe((await leadOf(user)).id);
    expect((await post('alias', { previousId: visitor, userId: user })).body).toEqual({ success: true });
    expect((await leadOf(visitor)).id).toBe((await leadOf(user)).id);
    expect((await touched(user)).map(({ type }) => type).sort()).toEqual(['page_visited', 'signed_up']);
    await post('identify', { userId: user, traits: { email: `${user}@kunde.example` } });
    await post('identify', { userId: known, traits: { email: `${known}@kunde.example` } });
    const before = await proposals();
    for (let time = 0; time < 2; time += 1) await post('alias', { previousId: known, userId: user });
    expect((await leadOf(known)).id).not.toBe((await leadOf(user)).id);
    expect(await proposals()).toBe((before ?? 0) + 1);
  });

  it('keeps what it refuses of a batch and takes the rest', async () => {
    const anonymousId = randomUUID();
    const batch = [
      { type: 'track', anonymousId, event: 'Demo Booked' },
      { type: 'track', event: 'Nobody' },
      { type: 'telepathy', anonymousId },
      { type: 'track', anonymousId, event: '' },
      { type: 'track', anonymousId, event: 'Huge', properties: { fill: 'ä'.repeat(17_000) } },
      { type: 'track', anonymousId, event: 'Deep', properties: deep(100) },
    ];
    const answer = await post('batch', { batch });
    expect(answer.status).toBe(200);
    expect(answer.body.refused.map(({ index }: { index: number }) => index)).toEqual([1, 2, 3, 4, 5]);
    const { items } = await refused();
    expect(items.map(({ reason }) => reason).sort()).toEqual([
      'invalid',
      'invalid',
      'no_identity',
      'too_large',
      'unknown_type',
    ]);
    const large = await whole(items.find(({ reason }) => reason === 'too_large')?.id ?? '');
    expect([large.cut, Buffer.byteLength(large.raw) <= 32_768]).toEqual([true, true]);
    expect((await touched(anonymousId)).map(({ type }) => type)).toEqual(['demo_booked']);
  });

  it('keeps a single call that it refuses, once however often it comes, and answers 400', async () => {
    const { total } = await refused();
    for (let time = 0; time < 3; time += 1) expect((await post('track', { event: 'Who' })).status).toBe(400);
    for (let time = 0; time < 3; time += 1) expect((await post('track', 'event=x')).status).toBe(400);
    expect((await refused()).total).toBe(total + 2);
    expect(JSON.stringify((await refused({ search: 'event=x' })).items)).toContain('not_json');
  });

  it('keeps nothing of somebody without a key', async () => {
    const { total } = await refused();
    const wrong = { authorization: `Basic ${Buffer.from('rw_wrong:').toString('base64')}` };
    expect((await post('track', 'event=y', wrong)).status).toBe(401);
    expect((await post('track', { event: 'Who else' }, wrong)).status).toBe(401);
    expect((await refused()).total).toBe(total);
  });

  it('takes a call of 500 KB unpacked and refuses a larger one, packed or not', async () => {
    const event = () => ({ type: 'page', anonymousId: 'a-limit', properties: { path: '/', fill: 'x'.repeat(900) } });
    const fits = JSON.stringify({ batch: Array.from({ length: 480 }, event) });
    const over = JSON.stringify({ batch: Array.from({ length: 560 }, event) });
    expect([fits.length < 512_000, over.length > 512_000]).toEqual([true, true]);
    expect((await post('batch', fits)).status).toBe(200);
    expect((await post('batch', over)).status).toBe(413);
    expect((await post('batch', new Uint8Array(gzipSync(over)))).status).toBe(413);
    expect((await post('batch', new Uint8Array(gzipSync(Buffer.alloc(200_000_000, 32))))).status).toBe(413);
    expect((await post('track', { userId: 'u', event: 'Big', properties: { fill: 'x'.repeat(33_000) } })).status).toBe(
      413,
    );
  });

  it('takes in what was corrected, at its original time and once', async () => {
    const userId = randomUUID();
    const happened = Date.now() - 3_600_000;
    const message = {
      event: 'Webinar Registered',
      timestamp: new Date(happened).toISOString(),
      messageId: randomUUID(),
    };
    await post('track', message);
    const [one] = (await refused({ search: message.messageId })).items;
    const id = one?.id ?? '';
    const still = await stage.admin.call('resubmitRefused', { params: { id }, body: {} });
    expect([still.status, still.body.details.problems[0].problem]).toEqual([400, 'user_id_or_anonymous_id']);
    expect((await stage.admin.call('resubmitRefused', { params: { id }, body: { raw: '{' } })).status).toBe(400);
    const raw = JSON.stringify({ ...message, userId, messageId: 'another' });
    const sent = await Promise.all(
      [1, 2, 3].map(() => stage.admin.call('resubmitRefused', { params: { id }, body: { raw } })),
    );
    expect(sent.some(({ status }) => status === 200)).toBe(true);
    await post('track', { ...message, userId });
    expect(await touched(userId)).toEqual([{ type: 'webinar_registered', at: happened }]);
    expect((await refused({ state: 'resubmitted' })).items.map((item) => item.id)).toContain(id);
  });

  it('takes all of a reason in again, and leaves what still cannot be used', async () => {
    const tag = randomUUID();
    await stage.pool.query('DELETE FROM refused_event');
    await post('batch', {
      batch: Array.from({ length: 5 }, (_, index) => ({ type: 'track', event: `Lost ${index}`, note: tag })),
    });
    await stage.pool.query(
      `UPDATE refused_event SET raw = jsonb_set(raw::jsonb, '{userId}', to_jsonb($1::text))::text WHERE id IN (SELECT id FROM refused_event ORDER BY id LIMIT 3)`,
      [tag],
    );
    const all = await stage.admin.call('resubmitAllRefused', { body: { reason: 'no_identity' } });
    expect(all.body).toEqual({ taken: 3, refused: 2, after: null });
    expect(await touched(tag)).toHaveLength(3);
    expect((await refused()).total).toBe(2);
  });

  it('puts aside and brings back', async () => {
    const { id } = (await refused()).items[0] ?? { id: '' };
    expect((await stage.admin.call('dismissRefused', { params: { id } })).body.state).toBe('dismissed');
    expect((await refused()).items.map((item) => item.id)).not.toContain(id);
    expect((await stage.admin.call('dismissRefused', { params: { id } })).status).toBe(409);
    expect((await stage.admin.call('restoreRefused', { params: { id } })).body.state).toBe('open');
  });

  it('lets websites use a key that it names, and servers always', async () => {
    const allowedOrigins = ['https://www.firma.example'];
    await stage.admin.call('updateWriteKey', { params: { id: key.id }, body: { allowedOrigins } });
    const from = async (origin: string) =>
      (await post('page', { anonymousId: 'o', properties: { path: '/' } }, origin ? { origin } : {})).status;
    expect(await from('https://www.firma.example')).toBe(200);
    for (const origin of [
      'https://firma.example',
      'http://www.firma.example',
      'https://www.firma.example.evil.example',
      'null',
    ])
      expect([origin, await from(origin)]).toEqual([origin, 403]);
    for (const bad of ['https://www.firma.example/', 'firma.example', '*'])
      expect(
        (await stage.admin.call('updateWriteKey', { params: { id: key.id }, body: { allowedOrigins: [bad] } })).status,
      ).toBe(400);
    await stage.admin.call('updateWriteKey', { params: { id: key.id }, body: { allowedOrigins: [] } });
    expect(await from('https://anywhere.example')).toBe(200);
  });

  it('lets so many events through a minute, says when to come again, and counts what came', async () => {
    const own = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Slow' } })).body;
    const authorization = `Basic ${Buffer.from(`${own.key}:`).toString('base64')}`;
    await stage.admin.call('updateWriteKey', { params: { id: own.id }, body: { eventsPerMinute: 3 } });
    const answers = [];
    for (let time = 0; time < 5; time += 1)
      answers.push(await post('page', { anonymousId: 'r', properties: { path: '/' } }, { authorization }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
    const { items } = (await stage.admin.call('listWriteKeys')).body;
    expect(items.find(({ id }: { id: string }) => id === own.id).usage).toEqual([
      { hour: expect.any(Number), events: 3, refused: 0, throttled: 2 },
    ]);
  });
});

function deep(levels: number): object {
  return levels === 0 ? {} : { inner: deep(levels - 1) };
}
