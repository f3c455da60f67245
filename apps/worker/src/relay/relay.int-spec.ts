import { workflowId } from '@ripen/contracts/temporal';
import { FaultyPool } from '@ripen/persistence/lives';
import { BY_HAND, bornLead, chain, enrolled, openStage, published, type Stage } from '@ripen/persistence/stage';
import { temporalForTests, type TestTemporal } from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { Relay } from './relay';

const GRAPH = chain(['start', 'trigger', BY_HAND], ['end', 'exit', {}]);
const PEOPLE = 3;
/** Leasing a batch and settling it. */
const STATEMENTS = ['lease-pokes', 'settle-pokes'];
const POINTS = STATEMENTS.flatMap((title, index) =>
  (['before', 'after'] as const).map((when) => ({ title, when, statement: index + 1 })),
);

/** A relay on real Postgres and real Temporal; nobody works on what it starts, so everything stays to be seen. */
describe('a relay whose connection breaks', () => {
  let stage: Stage;
  let faulty: FaultyPool;
  let server: TestTemporal;
  let connection: Connection;
  let temporal: Client;
  let people = 0;
  beforeAll(async () => {
    stage = await openStage();
    faulty = new FaultyPool(stage.url);
    server = await temporalForTests();
    connection = await Connection.connect({ address: server.address });
    temporal = new Client({ connection, namespace: server.namespace });
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await server.stop();
    await faulty.pool.end();
    await stage.close();
  });

  const relayTo = (client: Client): Relay =>
    new Relay({ pool: faulty.pool, databaseUrl: stage.url, temporal: client, log: pino({ level: 'silent' }) });
  const runLeasesOut = () =>
    stage.pool.query(`UPDATE outbox SET lease_until = clock_timestamp() - interval '1 second'`);
  const waiting = async (): Promise<number | null> => (await stage.pool.query('SELECT FROM outbox')).rowCount;

  async function enrol(): Promise<string[]> {
    const version = await published(stage.pool, GRAPH);
    const ids: string[] = [];
    for (let count = 0; count < PEOPLE; count += 1) {
      const leadId = await bornLead(stage.pool, `person-${(people += 1)}@example.org`);
      ids.push(await enrolled(stage.pool, { ...version, leadId, nodeId: 'start' }));
    }
    return ids;
  }

  async function running(ids: readonly string[]): Promise<string[]> {
    const handles = ids.map((id) => temporal.workflow.getHandle(workflowId('enrollment', id)));
    return Promise.all(handles.map(async (handle) => (await handle.describe()).status.name));
  }

  it.each(POINTS)('$when "$title" delivers every poke all the same, once its lease has run out', async (point) => {
    const ids = await enrol();
    faulty.arm(point);
    await expect(relayTo(temporal).deliverBatch()).rejects.toThrow('Connection terminated');
    expect(faulty.hit).toBe(point.title);
    // Whatever left the outbox has been delivered.
    if ((await waiting()) === 0) expect(await running(ids)).toEqual(ids.map(() => 'RUNNING'));
    faulty.arm(null);
    await runLeasesOut();
    await relayTo(temporal).deliverBatch();
    expect(await running(ids)).toEqual(ids.map(() => 'RUNNING'));
    expect(await waiting()).toBe(0);
  });

  it('keeps what Temporal does not take, and delivers it when Temporal does', async () => {
    const ids = await enrol();
    faulty.arm(null);
    await relayTo(new Client({ connection, namespace: 'nobody-has-made-it' })).deliverBatch();
    expect(await waiting()).toBe(PEOPLE);
    await runLeasesOut();
    await relayTo(temporal).deliverBatch();
    expect(await running(ids)).toEqual(ids.map(() => 'RUNNING'));
    expect(await waiting()).toBe(0);
  });
});
