import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Claimed, type EffectOutcome, markData } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  chain,
  CONTEXT,
  enrolled,
  MAIL,
  nameCompany,
  openStage,
  published,
  type Stage,
} from '@ripen/persistence/stage';
import { KeptServer } from '@ripen/testing';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { loopActivities } from './loop.activities';

const MAILED = chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', {}]);
const AWAY_MS = 4_000;

describe('a mail that the server took while Postgres went away', () => {
  let root: string;
  let postgres: KeptServer;
  let stage: Stage;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ripen-patience-'));
    postgres = await KeptServer.start('postgres', root);
    stage = await openStage(postgres.address);
    await nameCompany(stage.pool);
  }, 120_000);
  afterAll(async () => {
    await stage?.close();
    await postgres?.stop();
    await rm(root, { recursive: true });
  }, 60_000);

  it('is recorded as sent by the same attempt, once Postgres is back', async () => {
    const leadId = await bornLead(stage.pool, 'mia@example.org');
    const id = await enrolled(stage.pool, { ...(await published(stage.pool, MAILED)), leadId, nodeId: 'start' });
    let back: Promise<void> | undefined;
    const perform = async (claimed: Claimed): Promise<EffectOutcome> => {
      await markData(stage.pool, claimed, CONTEXT);
      await postgres.kill();
      back = pause(AWAY_MS).then(() => postgres.restart());
      return { outcome: 'sent' };
    };
    const { act } = loopActivities({ pool: stage.pool, context: CONTEXT, perform, log: pino({ level: 'silent' }) });
    const began = performance.now();

    const reply = await new MockActivityEnvironment().run(act, {
      subject: 'enrollment' as const,
      id,
      turn: 1,
      watched: false,
    });

    expect(back).toBeDefined();
    expect(performance.now() - began).toBeGreaterThan(AWAY_MS);
    expect(reply).toMatchObject({ command: { do: 'done' } });
    const { rows } = await stage.pool.query('SELECT state, attempt, code FROM effect WHERE subject_id = $1', [id]);
    expect(rows).toEqual([{ state: 'sent', attempt: 1, code: null }]);
  }, 60_000);
});
