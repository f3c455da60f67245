import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROUTES } from '@ripen/contracts';
import { recordHeartbeat } from '@ripen/persistence';
import { openStage, type Stage } from '../stage.fixture';

describe('the running API', () => {
  let stage: Stage;
  beforeAll(async () => {
    const studioDir = await mkdtemp(join(tmpdir(), 'ripen-studio-'));
    await mkdir(join(studioDir, 'assets'));
    await writeFile(join(studioDir, 'index.html'), '<!doctype html><title>Studio</title>');
    await writeFile(join(studioDir, 'assets', 'main-abc.js'), 'export {}');
    stage = await openStage({ studioDir });
  });
  afterAll(() => stage.close());

  it('is alive, and says which part it is waiting for', async () => {
    expect((await stage.anybody.call('getLive')).body).toEqual({ ok: true });
    const waiting = await stage.anybody.call('getReady');
    expect(waiting.status).toBe(503);
    expect(waiting.body.parts).toMatchObject({
      postgres: { ok: true },
      temporal: { ok: false, code: 'unreachable' },
      worker: { ok: false, code: 'silent' },
    });
    await stage.pool.query(`INSERT INTO heartbeat (part, at) VALUES ('worker', clock_timestamp())`);
    expect((await stage.anybody.call('getReady')).body.parts.worker.ok).toBe(true);
  });

  it('says to anybody how full the embedded parts are, by what the worker counted, in figures only', async () => {
    const envelopeOf = async () => (await stage.anybody.call('getReady')).body.envelope;
    const load = (openJourneys: number, wakeUpsPerSecond: number) =>
      recordHeartbeat(stage.pool, { openJourneys, wakeUpsPerSecond });
    await load(39_999, 20.1);
    expect(await envelopeOf()).toEqual({
      openJourneys: { now: 39_999, supported: 50_000, fullness: 'fine' },
      wakeUpsPerSecond: { now: 20.1, supported: 20, fullness: 'over' },
    });
    await load(40_000, 20);
    expect(await envelopeOf()).toMatchObject({
      openJourneys: { fullness: 'near' },
      wakeUpsPerSecond: { fullness: 'near' },
    });
    await stage.pool.query(`UPDATE heartbeat SET at = at - interval '1 minute'`);
    expect((await envelopeOf()).openJourneys).toEqual({ now: null, supported: 50_000, fullness: null });
  });

  it('describes every operation with its roles', async () => {
    const { body } = await stage.anybody.call('getOpenApi');
    const described = Object.values<Record<string, { operationId: string }>>(body.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(described.sort()).toEqual(ROUTES.map(({ operationId }) => operationId).sort());
    expect(body.paths['/api/leads/{id}'].patch['x-roles']).toEqual(['admin', 'marketer', 'sales_manager', 'sales_rep']);
    expect(body.paths['/api/leads'].get.parameters.map((parameter: { name: string }) => parameter.name)).toContain(
      'stage',
    );
  });

  it('gives every screen its page and never hides a missing API path behind it', async () => {
    const html = { accept: 'text/html,application/xhtml+xml' };
    for (const path of ['/', '/leads/123', '/worklist']) {
      const page = await stage.anybody.fetch(path, { headers: html });
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(page.text).toContain('Studio');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    }
    const plain = await stage.anybody.fetch('/', { headers: { accept: '*/*' } });
    expect([plain.status, plain.text]).toEqual([200, expect.stringContaining('Studio')]);
    const program = await stage.anybody.fetch('/', { headers: { accept: 'application/json' } });
    expect([program.status, program.body.code]).toEqual([404, 'not_found']);
    expect((await stage.anybody.fetch('/assets/main-abc.js')).headers.get('cache-control')).toContain('immutable');
    expect((await stage.anybody.fetch('/assets/gone.js', { headers: html })).status).toBe(404);
    const missing = await stage.anybody.fetch('/api/nothing', { headers: html });
    expect([missing.status, missing.body.code]).toEqual([404, 'not_found']);
    expect((await stage.anybody.fetch('/api/nothing', { headers: { accept: '*/*' } })).body.code).toBe('not_found');
  });

  it('answers a body that is no JSON and one that is too large in its own shape', async () => {
    const post = (body: string) =>
      stage.admin.fetch('/api/journeys', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect((await post('{"name"')).body.code).toBe('malformed_body');
    expect((await post(JSON.stringify({ name: 'x'.repeat(2_100_000) }))).body.code).toBe('payload_too_large');
    expect((await stage.admin.call('createJourney', { body: {} })).body).toMatchObject({
      code: 'validation_failed',
      details: { problems: [{ path: 'body.name', problem: 'invalid_type' }] },
    });
  });

  it('hides what went wrong inside, from the caller and from the log', async () => {
    await stage.pool.query('ALTER TABLE offer RENAME TO offer_elsewhere');
    const answer = await stage.admin.call('listOffers');
    await stage.pool.query('ALTER TABLE offer_elsewhere RENAME TO offer');
    expect([answer.status, answer.body.code]).toEqual([500, 'internal']);
    expect(answer.text).not.toContain('does not exist');
    const logged = stage.logs
      .filter((line) => line.includes(answer.body.correlationId) && line.includes('request failed'))
      .join('');
    expect(logged).toContain('listOffers');
    expect(logged).not.toContain('does not exist');
  });
});
