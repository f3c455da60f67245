import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savePreferences, withdraw } from '@ripen/persistence';
import {
  bornLead,
  BY_HAND,
  chain,
  CONTEXT,
  enrolled,
  MAIL,
  nameCompany,
  openStage,
  published,
  type Stage,
} from '@ripen/persistence/stage';
import {
  builtMain,
  type OwnProcess,
  type SmtpSink,
  startOwnProcess,
  startSink,
  temporalForTests,
  type TestTemporal,
} from '@ripen/testing';
import { eventually } from './stack.fixture';

const TWO_MAILS = chain(
  ['start', 'trigger', BY_HAND],
  ['first', 'send_email', MAIL, 'sent'],
  ['pause', 'wait', { amount: 1, unit: 'seconds' }],
  ['second', 'send_email', MAIL, 'sent'],
  ['end', 'exit', { reason: 'done' }],
);
const NOT_AT_ALL = { purpose: 'marketing', everywhere: false, via: 'unsubscribe' };

/** A real worker process on real Postgres, real Temporal and a real SMTP server, killed between a person's word and the next step. */
describe('what a person said holds before the next step, also when the worker is killed in between', () => {
  let stage: Stage;
  let temporal: TestTemporal;
  let sink: SmtpSink;
  let folder: string;
  let worker: OwnProcess | null = null;
  let recipientNamed: (() => void) | null = null;

  beforeAll(async () => {
    stage = await openStage();
    await nameCompany(stage.pool);
    temporal = await temporalForTests();
    folder = await mkdtemp(join(tmpdir(), 'ripen-preferences-'));
    sink = await startSink({ slowness: 300, onRecipient: () => recipientNamed?.() });
  }, 60_000);
  afterAll(async () => {
    await worker?.stop();
    await sink.stop();
    await Promise.all([temporal.stop(), stage.close(), rm(folder, { recursive: true })]);
  }, 60_000);

  async function startWorker(): Promise<void> {
    worker = await startOwnProcess(builtMain('worker'), {
      env: {
        DATABASE_URL: stage.url,
        TEMPORAL_ADDRESS: temporal.address,
        TEMPORAL_NAMESPACE: temporal.namespace,
        SMTP_URL: sink.url,
        RIPEN_SECRET: 'a secret that only the tests know, 32+',
        RIPEN_PUBLIC_URL: 'http://ripen.test',
      },
      log: join(folder, 'worker.log'),
    });
  }
  async function kill(): Promise<void> {
    await worker?.kill();
    worker = null;
  }

  async function enter(email: string): Promise<{ leadId: string; enrollmentId: string }> {
    const leadId = await bornLead(stage.pool, email);
    const enrollmentId = await enrolled(stage.pool, {
      ...(await published(stage.pool, TWO_MAILS)),
      leadId,
      nodeId: 'start',
    });
    return { leadId, enrollmentId };
  }
  async function effects(id: string): Promise<string[]> {
    const { rows } = await stage.pool.query<{ said: string }>(
      `SELECT node_id || ' ' || state || coalesce(' ' || code, '') AS said FROM effect WHERE subject_id = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ said }) => said);
  }
  const ended = (id: string) =>
    eventually(async () => {
      const { rows } = await stage.pool.query<{ status: string }>('SELECT status FROM enrollment WHERE id = $1', [id]);
      return rows[0]?.status === 'ended';
    }, 60_000);
  const mailsTo = (email: string): number =>
    sink.phases.filter(({ to, takenAt }) => to === email && takenAt !== null).length;

  it('an unsubscribe while no worker lives: the next mail is not sent', async () => {
    await startWorker();
    const { leadId, enrollmentId } = await enter('between@example.org');
    await eventually(async () => (await effects(enrollmentId))[0] === 'first sent', 60_000);
    await kill();
    expect(await withdraw(stage.pool, leadId, NOT_AT_ALL, CONTEXT)).toBe(true);
    await startWorker();
    await ended(enrollmentId);
    expect(await effects(enrollmentId)).toEqual(['first sent', 'second dropped no_consent']);
    expect(mailsTo('between@example.org')).toBe(1);
  }, 120_000);

  it('a worker killed in the middle of the dialogue: who said no meanwhile gets nothing from the next one', async () => {
    const named = new Promise<void>((resolve) => (recipientNamed = resolve));
    const { leadId, enrollmentId } = await enter('middle@example.org');
    await named;
    recipientNamed = null;
    // RCPT was named and is not answered yet: the mail is claimed, and no byte of it is out.
    await kill();
    expect(await effects(enrollmentId)).toEqual(['first sending']);
    await withdraw(stage.pool, leadId, NOT_AT_ALL, CONTEXT);
    await startWorker();
    await ended(enrollmentId);
    expect(await effects(enrollmentId)).toEqual(['first dropped no_consent']);
    expect(mailsTo('middle@example.org')).toBe(0);
  }, 180_000);

  it('a pause holds the next mail over a kill, and ending the pause lets it go', async () => {
    const { leadId, enrollmentId } = await enter('pause@example.org');
    await eventually(async () => (await effects(enrollmentId))[0] === 'first sent', 60_000);
    await kill();
    const wish = { choices: [], read: 'de', language: null } as const;
    await savePreferences(stage.pool, leadId, { ...wish, pauseDays: 30 }, CONTEXT);
    await startWorker();
    const held = await eventually(async () => {
      const { rows } = await stage.pool.query<{ state: string; held_until: number | null }>(
        `SELECT state, held_until FROM effect WHERE subject_id = $1 AND node_id = 'second'`,
        [enrollmentId],
      );
      return rows[0]?.held_until === null ? null : rows[0];
    }, 60_000);
    expect(held.state).toBe('planned');
    expect(mailsTo('pause@example.org')).toBe(1);
    await savePreferences(stage.pool, leadId, { ...wish, pauseDays: 0 }, CONTEXT);
    await ended(enrollmentId);
    expect(await effects(enrollmentId)).toEqual(['first sent', 'second sent']);
    expect(mailsTo('pause@example.org')).toBe(2);
  }, 180_000);
});
