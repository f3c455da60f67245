import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFacts, inTransaction, pokeJob } from '@ripen/persistence';
import { bornLead, CONTEXT, openStage, type Stage, touched } from '@ripen/persistence/stage';
import { builtMain, type OwnProcess, startOwnProcess, temporalForTests, type TestTemporal } from '@ripen/testing';
import { type Receiver, startReceiver, subscribe } from './jobs/receiver.fixture';
import { eventually, SECRET } from './stack.fixture';

const EVENT = 'touchpoint.webinar_registered';
const FACTS = 20;
/** How many go out together. */
const AT_ONCE = 8;

describe('a webhook whose worker is killed', () => {
  let stage: Stage;
  let server: TestTemporal;
  let receiver: Receiver;
  let root: string;
  let worker: OwnProcess;
  beforeAll(async () => {
    [stage, server, receiver] = await Promise.all([openStage(), temporalForTests(), startReceiver()]);
    root = await mkdtemp(join(tmpdir(), 'ripen-webhook-'));
    worker = await life();
  }, 120_000);
  afterAll(async () => {
    await worker?.stop();
    await Promise.all([receiver?.stop(), server?.stop(), stage?.close(), rm(root, { recursive: true })]);
  }, 60_000);

  const life = () =>
    startOwnProcess(builtMain('worker'), {
      env: {
        DATABASE_URL: stage.url,
        TEMPORAL_ADDRESS: server.address,
        TEMPORAL_NAMESPACE: server.namespace,
        SMTP_URL: 'smtp://127.0.0.1:1',
        RIPEN_SECRET: SECRET,
        RIPEN_PUBLIC_URL: 'http://ripen.test',
        RIPEN_DATA_DIR: root,
        RIPEN_OUTBOUND_ALLOW: '127.0.0.1',
      },
      log: join(root, 'worker.log'),
    });
  const happen = (leadId: string, times: number) =>
    inTransaction(stage.pool, (tx) =>
      applyFacts(
        tx,
        Array.from({ length: times }, (_, number) => touched(leadId, 'webinar_registered', { properties: { number } })),
        CONTEXT,
      ),
    );
  const inState = async (state: string) =>
    (await stage.pool.query<{ id: string }>('SELECT id FROM webhook_delivery WHERE state = $1', [state])).rows;
  const ids = () => receiver.received.map(({ headers }) => String(headers['webhook-id']));
  /** How often each message came, most first. */
  const counts = () => {
    const byId = Map.groupBy(ids(), (id) => id);
    return [...byId.values()].map(({ length }) => length).sort((one, other) => other - one);
  };

  /** Kills the worker when it was answered and is about to commit that it was: nobody may write to the endpoint's row meanwhile. */
  async function killBeforeItIsRecorded(endpointId: string, what: () => Promise<unknown>): Promise<void> {
    const holding = await stage.pool.connect();
    try {
      await holding.query('BEGIN');
      await holding.query('SELECT FROM webhook_endpoint WHERE id = $1 FOR NO KEY UPDATE', [endpointId]);
      await what();
      await eventually(async () => {
        const { rowCount } = await stage.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE webhook_endpoint%'`,
        );
        return rowCount === 1;
      });
      await worker.kill();
    } finally {
      await holding.query('ROLLBACK');
      holding.release();
    }
  }

  it('goes out once more under the same id, loses nothing, and repeats nothing that was recorded', async () => {
    const leadId = await bornLead(stage.pool, 'killed@kunde.example');
    const endpoint = await subscribe(stage.pool, { url: receiver.url, events: [EVENT], serverSecret: SECRET });
    await killBeforeItIsRecorded(endpoint.id, () => happen(leadId, FACTS));
    const unrecorded = ids();
    expect([unrecorded.length, (await inState('pending')).length]).toEqual([AT_ONCE, FACTS]);

    worker = await life();
    const delivered = await eventually(async () => {
      const rows = await inState('delivered');
      return rows.length === FACTS ? rows : null;
    }, 90_000);
    expect(new Set(ids())).toEqual(new Set(delivered.map(({ id }) => id)));
    const twice = [...Array<number>(AT_ONCE).fill(2), ...Array<number>(FACTS - AT_ONCE).fill(1)];
    expect(counts()).toEqual(twice);
    expect(ids().slice(AT_ONCE)).toEqual(expect.arrayContaining(unrecorded));
    for (const id of unrecorded) {
      const [first, second] = receiver.received.filter(({ headers }) => headers['webhook-id'] === id);
      expect(second?.body).toEqual(first?.body);
    }

    // Whatever was still to come would come before what happens now.
    await inTransaction(stage.pool, (tx) => pokeJob(tx, endpoint.jobId));
    await happen(leadId, 1);
    await eventually(async () => (await inState('delivered')).length === FACTS + 1);
    expect(counts()).toEqual([...twice, 1]);
  }, 180_000);
});
