import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Analytics } from '@segment/analytics-node';
import { openStage, type Stage } from '../stage.fixture';

describe('ingest', () => {
  let stage: Stage;
  let writeKey: string;
  beforeAll(async () => {
    stage = await openStage();
    writeKey = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body.key;
  });
  afterAll(() => stage.close());

  const basic = () => ({ authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` });
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = basic()) =>
    stage.anybody.fetch(`/v1/${path}`, { method: 'POST', body, headers });

  async function touchpoints(anonymousId: string): Promise<string[]> {
    const { rows } = await stage.pool.query<{ type: string }>(
      `SELECT e.type FROM ledger_entry e JOIN lead_identity i ON i.lead_id = e.lead_id WHERE i.value = $1 AND e.kind = 'touchpoint' ORDER BY e.occurred_at, e.id`,
      [anonymousId],
    );
    return rows.map(({ type }) => type);
  }

  it('takes the public Segment SDK as it is: visits, then a name, joined to one known lead', async () => {
    const anonymousId = randomUUID();
    const email = `${anonymousId}@kunde.example`;
    const analytics = new Analytics({ writeKey, host: stage.url, flushAt: 20 });
    const failures: unknown[] = [];
    analytics.on('error', (error) => failures.push(error));
    analytics.page({ anonymousId, properties: { path: '/themen/retrofit', title: 'Retrofit' } });
    analytics.track({
      anonymousId,
      event: 'Webinar Registered',
      context: { campaign: { name: 'Herbst', source: 'newsletter', medium: 'email' } },
    });
    analytics.identify({
      anonymousId,
      userId: `crm-${anonymousId}`,
      traits: {
        email,
        firstName: 'Kim',
        lastName: 'Kundin',
        company: { name: 'Kunde GmbH', employee_count: 6_000, industry: 'IT' },
        title: 'Fachbereichsleiterin',
      },
    });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    expect((await touchpoints(anonymousId)).sort()).toEqual(['topic_page_visited', 'webinar_registered']);
    const { body } = await stage.admin.call('listLeads', { query: { search: anonymousId } });
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      known: true,
      displayName: 'Kim Kundin',
      company: { name: 'Kunde GmbH' },
      score: { cell: 'B3', pointsMilli: 35_000 },
    });
    const timeline = await stage.admin.call('getLeadTimeline', {
      params: { id: body.items[0].id },
      query: { group: 'did' },
    });
    expect(timeline.body.items.map((item: { pointsMilli: number | null }) => item.pointsMilli)).toEqual(
      expect.arrayContaining([10_000, 25_000]),
    );
  });

  it('counts a message once, however often it is sent', async () => {
    const anonymousId = randomUUID();
    const message = JSON.stringify({ anonymousId, event: 'Trade Fair Visited', messageId: randomUUID() });
    for (let time = 0; time < 3; time += 1) expect((await post('track', message)).body).toEqual({ success: true });
    expect(await touchpoints(anonymousId)).toEqual(['trade_fair_visited']);
  });

  it.each([
    ['gzip that says so', { 'content-encoding': 'gzip', 'content-type': 'application/json' }, true],
    ['gzip that says plain', { 'content-type': 'text/plain' }, true],
    ['plain that says gzip', { 'content-encoding': 'gzip', 'content-type': 'application/json' }, false],
    ['plain', { 'content-type': 'application/json' }, false],
  ])('reads %s', async (_, headers, zipped) => {
    const anonymousId = randomUUID();
    const json = JSON.stringify({
      batch: [{ type: 'page', anonymousId, messageId: randomUUID(), properties: { path: '/' } }],
    });
    const answer = await post('batch', zipped ? new Uint8Array(gzipSync(json)) : json, { ...basic(), ...headers });
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(await touchpoints(anonymousId)).toEqual(['page_visited']);
  });

  it('keeps the rest of a batch when one message is not understood, and names it', async () => {
    const anonymousId = randomUUID();
    const answer = await post(
      'batch',
      JSON.stringify({
        batch: [
          { type: 'track', event: 'No Name' },
          { type: 'track', anonymousId, event: 'Demo Booked' },
          { type: 'alias', userId: 'x', previousId: 'y' },
        ],
      }),
    );
    expect(answer.body).toEqual({ success: true, refused: [{ index: 0, problem: 'userId: user_id_or_anonymous_id' }] });
    expect(await touchpoints(anonymousId)).toEqual(['demo_booked']);
  });

  it('takes the write key from the body, as browsers send it, from any origin', async () => {
    const anonymousId = randomUUID();
    const answer = await post('page', JSON.stringify({ anonymousId, writeKey, properties: { path: '/jobs' } }), {
      origin: 'https://www.firma.example',
      'content-type': 'text/plain',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(await touchpoints(anonymousId)).toEqual(['careers_page_visited']);
  });

  it('refuses a wrong key, a body that is no JSON and one that is too large', async () => {
    const wrong = await post('track', '{}', { authorization: `Basic ${Buffer.from('rw_wrong:').toString('base64')}` });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'key_refused']);
    expect((await post('track', 'event=x')).status).toBe(400);
    expect(
      (
        await post(
          'track',
          JSON.stringify({ anonymousId: 'a', event: 'x', properties: { fill: 'y'.repeat(1_100_000) } }),
        )
      ).status,
    ).toBe(413);
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(20_000_000, 32)));
    expect((await post('batch', bomb)).status).toBe(413);
  });

  it('does not let an address that is known be taken over by another known lead', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await post('identify', JSON.stringify({ userId: one, traits: { email: `${one}@kunde.example` } }));
    await post('identify', JSON.stringify({ userId: two, traits: { email: `${two}@kunde.example` } }));
    await post('identify', JSON.stringify({ userId: two, traits: { email: `${one}@kunde.example` } }));
    const found = await stage.admin.call('listLeads', { query: { search: one } });
    expect(found.body.total).toBe(1);
  });

  it('writes no address and no name into the log', () => {
    expect(stage.logs.join('')).not.toMatch(/kunde\.example|Kundin/);
  });
});
