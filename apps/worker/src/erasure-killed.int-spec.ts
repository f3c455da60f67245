import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginErasure, inTransaction, reportTotals } from '@ripen/persistence';
import { bornLead, CONTEXT, openStage, type Stage } from '@ripen/persistence/stage';
import { builtMain, type OwnProcess, startOwnProcess, temporalForTests, type TestTemporal } from '@ripen/testing';
import { eventually } from './stack.fixture';

const ENTRIES = 60_000;

describe('an erasure whose worker is killed', () => {
  let stage: Stage;
  let server: TestTemporal;
  let root: string;
  let worker: OwnProcess;
  beforeAll(async () => {
    stage = await openStage();
    server = await temporalForTests();
    root = await mkdtemp(join(tmpdir(), 'ripen-erasure-'));
    worker = await life();
  }, 120_000);
  afterAll(async () => {
    await worker?.stop();
    await Promise.all([server?.stop(), stage?.close(), rm(root, { recursive: true })]);
  }, 60_000);

  const life = () =>
    startOwnProcess(builtMain('worker'), {
      env: {
        DATABASE_URL: stage.url,
        TEMPORAL_ADDRESS: server.address,
        TEMPORAL_NAMESPACE: server.namespace,
        SMTP_URL: 'smtp://127.0.0.1:1',
        RIPEN_SECRET: 'a secret that only the tests know, 32+',
        RIPEN_PUBLIC_URL: 'http://ripen.test',
        RIPEN_DATA_DIR: root,
        RIPEN_LOG_LEVEL: 'debug',
      },
      log: join(root, 'worker.log'),
    });
  const left = async (leadId: string): Promise<number> =>
    (await stage.pool.query('SELECT FROM ledger_entry WHERE lead_id = $1', [leadId])).rowCount ?? 0;

  it('goes on where it stood, removes everything once, and counts it once', async () => {
    const leadId = await bornLead(stage.pool, 'killed@example.org');
    await stage.pool.query(
      `INSERT INTO ledger_entry (lead_id, kind, type, occurred_at, received_at) SELECT $1, 'touchpoint', 'page_visited', now(), now() FROM generate_series(1, $2)`,
      [leadId, ENTRIES],
    );
    const before = await reportTotals(stage.pool);
    const all = await left(leadId);
    const id = await inTransaction(stage.pool, async (tx) =>
      beginErasure(tx, { subject: { leadId }, askedBy: null, now: await CONTEXT.clock.now(tx) }),
    );
    for (let kills = 0; kills < 2; kills += 1) {
      const now = await left(leadId);
      await eventually(async () => (await left(leadId)) < now - 1);
      await worker.kill();
      worker = await life();
    }
    const stood = await left(leadId);
    expect([stood > 0, stood < all]).toEqual([true, true]);
    const receipt = await eventually(async () => {
      const { rows } = await stage.pool.query<{ removed: Record<string, number>; people: number }>(
        `SELECT removed, people FROM erasure WHERE id = $1 AND stage = 'done'`,
        [id],
      );
      return rows[0];
    }, 90_000);
    expect([receipt.removed['ledger_entry'], receipt.people]).toEqual([all, 1]);
    expect(await reportTotals(stage.pool)).toEqual(before);
    expect(await readFile(join(root, 'worker.log'), 'utf8')).not.toContain('killed@');
    await eventually(async () => (await readFile(join(root, 'erasures.json'), 'utf8').catch(() => '')).includes(id));
  }, 180_000);
});
