import { bornLead } from '@ripen/persistence/stage';
import { openStage, type Stage } from '../stage.fixture';

describe('incidents', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const happened = (kind: string, subject: string | null, id: string | null, data: object = {}): Promise<unknown> =>
    stage.pool.query('INSERT INTO incident (kind, subject_type, subject_id, data) VALUES ($1, $2, $3, $4)', [
      kind,
      subject,
      id,
      data,
    ]);
  const list = (query: Record<string, string> = {}) => stage.admin.call('listIncidents', { query });

  it('say in both languages what befell the stores and what was done, newest first, page by page', async () => {
    for (const kind of ['temporal_replaced', 'temporal_behind', 'postgres_behind']) await happened(kind, null, null);
    const first = await list({ limit: '2' });
    expect(first.body).toMatchObject({ total: 3, nextCursor: '2' });
    expect(first.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['postgres_behind', 'temporal_behind']);
    for (const { sentence, done } of first.body.items) {
      expect(sentence.de).not.toBe(sentence.en);
      expect(done.de).not.toBe(done.en);
    }
    const second = await list({ limit: '2', cursor: '2' });
    expect(second.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['temporal_replaced']);
  });

  it('say of which moment the backup was from which everything was restored', async () => {
    await happened('restored', null, null, { madeAt: Date.UTC(2026, 10, 23, 18, 1) });
    const [restored] = (await list({ limit: '1' })).body.items;
    expect(restored.sentence.de).toBe('Ripen wurde aus der Sicherung vom 23.11.2026, 19:01 wiederhergestellt.');
    expect(restored.done.en).toContain('may go out again');
    await stage.pool.query(`DELETE FROM incident WHERE kind = 'restored'`);
  });

  it('list proposed merges apart, each pair once, with both leads, until one was merged', async () => {
    const [one, other] = [
      await bornLead(stage.pool, 'eins@kunde.example'),
      await bornLead(stage.pool, 'zwei@kunde.example'),
    ];
    for (let time = 0; time < 3; time += 1) await happened('merge_proposed', 'lead', one, { into: other });
    const proposed = await list({ group: 'merge' });
    expect(proposed.body).toMatchObject({ total: 1, items: [{ lead: { id: one }, other: { id: other } }] });
    expect((await list()).body.total).toBe(3);
    await stage.pool.query('UPDATE lead SET merged_into = $2 WHERE id = $1', [one, other]);
    expect((await list({ group: 'merge' })).body.total).toBe(0);
  });
});

describe('whether mails get out', () => {
  let stage: Stage;
  let leadId: string;
  beforeAll(async () => {
    stage = await openStage();
    leadId = await bornLead(stage.pool, 'eins@kunde.example');
  });
  afterAll(() => stage.close());
  beforeEach(() => stage.pool.query('DELETE FROM effect'));

  const refused = (code: string, attempt: number, minutesAgo: number): Promise<unknown> =>
    stage.pool.query(
      `INSERT INTO effect (subject_type, subject_id, lead_id, visit, step, kind, purpose, code, attempt, created_at, refused_at, not_before)
       VALUES ('enrollment', uuidv7(), $1, 1, 'mail', 'send_email', 'marketing', $2, $3, now() - $4 * interval '1 minute',
         now() - ($4 - 1) * interval '1 minute', now() + interval '1 minute')`,
      [leadId, code, attempt, minutesAgo],
    );
  const read = async () => (await stage.admin.call('getMailOut')).body;

  it('is well while nothing waits, and after a single refusal', async () => {
    expect(await read()).toMatchObject({ stuck: false, waiting: 0, since: null, code: null });
    await refused('connection', 1, 2);
    expect(await read()).toMatchObject({ stuck: false, waiting: 1 });
  });

  it('is flagged after repeated refusals: since when, how many wait, and the last code in words', async () => {
    for (let mail = 0; mail < 5; mail += 1) await refused('connection', 4, 30 - mail);
    await refused('auth_failed', 3, 5);
    const seen = await read();
    expect(seen).toMatchObject({ stuck: true, waiting: 6, code: 'auth_failed' });
    expect(Date.now() - seen.since).toBeGreaterThan(29 * 60_000);
    expect(seen.reason.de).toContain('Anmeldung');
    expect(seen.nextTryAt).toBeGreaterThan(Date.now());
  });

  it('waits longer where a reader’s own server may be the cause', async () => {
    await refused('throttled', 5, 5);
    expect(await read()).toMatchObject({ stuck: false });
    await refused('throttled', 6, 9);
    expect(await read()).toMatchObject({ stuck: true });
  });
});
