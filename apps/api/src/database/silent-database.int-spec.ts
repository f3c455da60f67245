import { randomUUID } from 'node:crypto';
import { openStage, type Stage } from '../stage.fixture';
import { openSilentLine, type SilentLine } from './silent-line.fixture';

/** Milliseconds: what a person waits at most, on a machine that is busy with other tests. */
const ANSWERED_WITHIN = 7_000;

describe('a database that keeps its connections and says nothing', () => {
  let stage: Stage;
  let line: SilentLine;
  let writeKey: string;
  beforeAll(async () => {
    stage = await openStage({
      via: async (url) => {
        line = await openSilentLine(url);
        return line.url;
      },
    });
    writeKey = (await stage.admin.call('createKey', { body: { kind: 'write', name: 'Website' } })).body.key;
  });
  afterAll(async () => {
    await stage.close();
    await line.close();
  });

  const track = () =>
    stage.anybody.call('ingestTrack', {
      body: { anonymousId: randomUUID(), event: 'Demo Booked' },
      headers: { authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` },
    });
  const timed = async (ask: () => Promise<{ status: number }>): Promise<{ status: number; tookMs: number }> => {
    const began = Date.now();
    const { status } = await ask();
    return { status, tookMs: Date.now() - began };
  };

  it('is answered for in time, more callers than connections too, and all goes on when it speaks again', async () => {
    expect((await track()).status).toBe(200);
    line.silent = true;
    const reads = Array.from({ length: 30 }, () => timed(() => stage.admin.call('listLeads')));
    const writes = Array.from({ length: 10 }, () => timed(track));
    const ready = await timed(() => stage.anybody.call('getReady'));
    expect(ready.status).toBe(503);
    expect(ready.tookMs).toBeLessThan(5_000);
    expect((await stage.anybody.call('getLive')).status).toBe(200);
    const answers = await Promise.all([...reads, ...writes]);
    expect(answers.filter(({ status }) => status !== 503)).toEqual([]);
    expect(answers.filter(({ tookMs }) => tookMs > ANSWERED_WITHIN)).toEqual([]);
    line.silent = false;
    expect((await track()).status).toBe(200);
    expect((await stage.anybody.call('getReady')).body.parts.postgres).toEqual({ ok: true, code: null });
  }, 60_000);
});
