import { inTransaction, startJob } from '@ripen/persistence';
import { type Client, openStage, type Stage } from '../stage.fixture';

describe('long work', () => {
  let stage: Stage;
  let marketer: Client;
  let other: Client;
  beforeAll(async () => {
    stage = await openStage();
    marketer = await stage.person('marketer', 'Mara');
    other = await stage.person('marketer', 'Otto');
  });
  afterAll(() => stage.close());

  const asked = (by: string | null) =>
    inTransaction(stage.pool, (tx) => startJob(tx, { kind: 'probe', askedBy: by, total: 200 }));

  it('is seen by whoever asked for it and by an admin, and by nobody else', async () => {
    const id = await asked(marketer.userId);
    expect((await marketer.call('getJob', { params: { id } })).body).toMatchObject({
      id,
      kind: 'probe',
      state: 'queued',
      done: 0,
      total: 200,
      remainingMs: null,
    });
    expect((await stage.admin.call('getJob', { params: { id } })).status).toBe(200);
    expect((await other.call('getJob', { params: { id } })).status).toBe(404);
    expect((await other.call('cancelJob', { params: { id } })).status).toBe(404);
    expect((await other.call('listJobs')).body.items).toEqual([]);
    expect((await marketer.call('listJobs')).body.items).toHaveLength(1);
  });

  it('says how long it still takes, from how long it took so far', async () => {
    const id = await asked(marketer.userId);
    await stage.pool.query(
      `UPDATE job SET done = 50, started_at = clock_timestamp() - interval '10 seconds' WHERE id = $1`,
      [id],
    );
    const { body } = await marketer.call('getJob', { params: { id } });
    expect(body.state).toBe('running');
    expect(body.remainingMs).toBeGreaterThanOrEqual(30_000);
    expect(body.remainingMs).toBeLessThan(40_000);
  });

  it('is asked to stop once, and not after its end', async () => {
    const id = await asked(marketer.userId);
    expect((await marketer.call('cancelJob', { params: { id } })).body.state).toBe('cancelling');
    expect((await marketer.call('cancelJob', { params: { id } })).body.state).toBe('cancelling');
    await stage.pool.query(
      `UPDATE job SET status = 'ended', outcome = 'cancelled', ended_at = clock_timestamp() WHERE id = $1`,
      [id],
    );
    expect((await marketer.call('cancelJob', { params: { id } })).body.code).toBe('wrong_state');
    expect((await marketer.call('getJob', { params: { id } })).body.state).toBe('cancelled');
  });
});
