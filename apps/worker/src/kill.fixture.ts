import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf, clickOn, crowdJourney, sellOnce } from '@ripen/persistence/crowd';
import {
  bornLead,
  bornTeam,
  enrolled,
  nameCompany,
  openStage,
  published,
  ROUND_THE_CLOCK,
  type Stage,
} from '@ripen/persistence/stage';
import {
  allWorkflows,
  builtMain,
  type DataPhase,
  type OwnProcess,
  seeded,
  type SeenWorkflow,
  type SmtpSink,
  startOwnProcess,
  startSink,
  temporalForTests,
  type TestTemporal,
} from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { eventually } from './stack.fixture';

export const PEOPLE = 200;
export const KILLS = 6;
/** Milliseconds: two answers per mail, so about a tenth of a second in which a kill can cut it. */
const SLOWNESS = 50;
const FINISHED_WITHIN_MS = 150_000;

const POLICY = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 3_000, remindAt: 50, warnAt: 80 },
  poolMs: 2_000,
};

/** One life of the worker, from the call that started it to its kill. */
export interface Life {
  readonly from: number;
  readonly until: number;
}

/** What is left when everything has come to rest. */
export interface Aftermath {
  readonly seed: number;
  readonly tookMs: number;
  readonly lives: readonly Life[];
  readonly phases: readonly DataPhase[];
  readonly pool: Pool;
  readonly workflows: readonly SeenWorkflow[];
  /** What all workers printed. */
  readonly printed: string;
  readonly enrollmentIds: readonly string[];
  close(): Promise<void>;
}

/** Runs 200 journeys through a real worker process that is killed again and again, until everything has come to rest. */
export async function killAgainAndAgain(seed: number): Promise<Aftermath> {
  const scene = await openScene();
  try {
    return { ...(await play(scene, seed)), close: () => scene.close() };
  } catch (error) {
    await scene.close();
    throw error;
  }
}

/** What outlives the worker: database, Temporal, mail server, the people who click, and the log. */
interface Scene {
  readonly pool: Pool;
  readonly temporal: Client;
  readonly sink: SmtpSink;
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;
  /** Clicks that people have begun. */
  readonly clicking: readonly Promise<void>[];
  close(): Promise<void>;
}

async function openScene(): Promise<Scene> {
  const stage = await openStage();
  await nameCompany(stage.pool);
  const folder = await mkdtemp(join(tmpdir(), 'ripen-kill-'));
  const server = await temporalForTests();
  const connection = await Connection.connect({ address: server.address });
  const clicking: Promise<void>[] = [];
  const sink = await startSink({
    slowness: SLOWNESS,
    onTaken: (taken) => void clicking.push(clickOn(stage.pool, taken)),
  });
  return {
    pool: stage.pool,
    temporal: new Client({ connection, namespace: server.namespace }),
    sink,
    log: join(folder, 'worker.log'),
    env: environment(stage, server, sink),
    clicking,
    close: async () => {
      await sink.stop();
      await connection.close();
      await Promise.all([server.stop(), stage.close(), rm(folder, { recursive: true })]);
    },
  };
}

function environment(stage: Stage, server: TestTemporal, sink: SmtpSink): Record<string, string> {
  return {
    DATABASE_URL: stage.url,
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: server.namespace,
    SMTP_URL: sink.url,
    RIPEN_SECRET: 'a secret that only the tests know, 32+',
    RIPEN_PUBLIC_URL: 'http://ripen.test',
    RIPEN_LOG_LEVEL: 'debug',
  };
}

async function play(scene: Scene, seed: number): Promise<Omit<Aftermath, 'close'>> {
  const { pool, temporal, sink, log, env } = scene;
  const { teamId } = await bornTeam(pool, ['Ayla', 'Ben'], POLICY);
  const began = Date.now();
  const enrollmentIds = await enrolEverybody(pool, teamId);
  const closing = new AbortController();
  const selling = sell(pool, closing.signal);
  const { lives, last } = await killAtRandom({
    seed,
    sink,
    start: () => startOwnProcess(builtMain('worker'), { env, log }),
  });
  try {
    await atRest(scene, last);
  } finally {
    closing.abort();
    await Promise.all([last.stop(), selling, ...scene.clicking]);
  }
  const tookMs = Date.now() - began;
  const workflows = await allWorkflows(temporal);
  return {
    seed,
    tookMs,
    lives,
    phases: sink.phases,
    pool,
    workflows,
    printed: await readFile(log, 'utf8'),
    enrollmentIds,
  };
}

async function enrolEverybody(pool: Pool, teamId: string): Promise<string[]> {
  const version = await published(pool, crowdJourney(teamId, 1));
  const enrollmentIds: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) {
    const leadId = await bornLead(pool, addressOf(person));
    enrollmentIds.push(await enrolled(pool, { ...version, leadId, nodeId: 'start' }));
  }
  return enrollmentIds;
}

interface Killing {
  readonly seed: number;
  readonly sink: SmtpSink;
  readonly start: () => Promise<OwnProcess>;
}

/** Kills at seeded moments: after so many mails of a life have begun, so many milliseconds later. The next life begins at once. */
async function killAtRandom({ seed, sink, start }: Killing): Promise<{ lives: Life[]; last: OwnProcess }> {
  const random = seeded(seed);
  const lives: Life[] = [];
  for (let count = 0; count < KILLS; count += 1) {
    const from = Date.now();
    const worker = await start();
    const target = sink.phases.length + 1 + Math.floor(random() * 40);
    await eventually(async () => sink.phases.length >= target || worker.crashed);
    await pause(random() * 2 * SLOWNESS);
    if (worker.crashed) throw new Error('the worker ended by itself');
    await worker.kill();
    lives.push({ from, until: Date.now() });
  }
  return { lives, last: await start() };
}

/** Every row has ended, every poke is delivered, every workflow is completed. */
async function atRest({ pool, temporal }: Scene, worker: OwnProcess): Promise<void> {
  await eventually(async () => {
    if (worker.crashed) throw new Error('the worker ended by itself');
    const { rows } = await pool.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM enrollment WHERE status <> 'ended') + (SELECT count(*) FROM handoff WHERE status <> 'ended')
        + (SELECT count(*) FROM outbox) AS open`,
    );
    if (rows[0]?.open !== 0) return false;
    return (await temporal.workflow.count(`ExecutionStatus = 'Running'`)).count === 0;
  }, FINISHED_WITHIN_MS);
}

/** Sales takes offers until it is told to stop. */
async function sell(pool: Pool, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await sellOnce(pool, stop);
    await pause(200);
  }
}
