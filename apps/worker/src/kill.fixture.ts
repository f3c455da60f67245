import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { JourneyGraph } from '@ripen/journey';
import { DEFAULT_POLICY } from '@ripen/handoff';
import { actOnHandoff, isRetryable, recordClick } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  openStage,
  published,
  type Stage,
} from '@ripen/persistence/stage';
import {
  allWorkflows,
  builtMain,
  type DataPhase,
  effectIdOf,
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
const SECOND_SUBJECT = 'Zweite';
const FINISHED_WITHIN_MS = 150_000;

const text = (subject: string) => ({
  subject,
  body: 'Guten Tag {{ lead.firstName }}, [hier weiter](https://example.org/weiter)',
});
const mail = (subject: string) => ({ content: { de: text(subject), en: text(subject) } });

const POLICY = {
  ...DEFAULT_POLICY('Europe/Berlin'),
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
  accept: { durationMs: 3_000, remindAt: 50, warnAt: 80 },
  poolMs: 2_000,
};

/** Mail, a second, mail, wait for a click; whoever does not click is handed to sales. */
function journeyOf(teamId: string): JourneyGraph {
  const graph = chain(
    ['start', 'trigger', BY_HAND],
    ['first', 'send_email', mail('Erste'), 'sent'],
    ['pause', 'wait', { amount: 1, unit: 'seconds' }],
    ['second', 'send_email', mail(SECOND_SUBJECT), 'sent'],
    ['click', 'wait_until', { ...CLICK, timeout: { amount: 4, unit: 'seconds' } }, 'timeout'],
    ['sales', 'hand_off', { teamId }, 'expired'],
    ['expired', 'exit', { reason: 'expired' }],
  );
  const exit = (id: string) => ({ ...graph.nodes[0]!, id, kind: 'exit' as const, config: { reason: id } });
  const edge = (from: string, port: string) => ({ id: `${from}-${port}`, from, port, to: port });
  return {
    ...graph,
    nodes: [...graph.nodes, exit('clicked'), exit('won')],
    edges: [...graph.edges, edge('click', 'clicked'), edge('sales', 'won')],
  };
}

/** Three in four click; of the others every second is won by sales, and the rest expires in the pool. */
const clicks = (person: number): boolean => person % 4 !== 3;
const isWon = (person: number): boolean => person % 8 === 3;
const addressOf = (person: number): string => `person-${person}@example.org`;
const personAt = (address: string): number => Number(/^person-(\d+)@/.exec(address)?.[1] ?? Number.NaN);

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
  await stage.pool.query(`UPDATE workspace SET settings = settings || $1::jsonb`, [
    JSON.stringify({
      companyName: 'Beispiel GmbH',
      imprint: 'Beispiel GmbH, Musterweg 1',
      sender: { name: 'Beispiel', email: 'info@example.org' },
    }),
  ]);
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
  const version = await published(pool, journeyOf(teamId));
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

/** The person clicks as soon as the second mail is in their mailbox, whatever its sender knows of that. */
async function clickOn(pool: Pool, taken: DataPhase): Promise<void> {
  if (taken.subject !== SECOND_SUBJECT || !clicks(personAt(taken.to))) return;
  await recordClick(pool, { effectId: effectIdOf(taken) ?? '', link: 0, url: 'https://example.org/weiter' }, CONTEXT);
}

interface Offer {
  id: string;
  state: string;
  owner_id: string;
  email: string;
}

/** Sales takes every second lead that it is offered, and wins it. What others were in the way of is taken up again. */
async function sell(pool: Pool, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const { rows } = await pool.query<Offer>(
      `SELECT h.id, h.state, h.owner_id, l.email FROM handoff h JOIN lead l ON l.id = h.lead_id
       WHERE h.state IN ('offered', 'accepted') AND h.owner_id IS NOT NULL`,
    );
    for (const offer of rows.filter(({ email }) => isWon(personAt(email))))
      await win(pool, offer).catch((error: unknown) => {
        if (!isRetryable(error)) throw error;
      });
    await pause(200);
  }
}

async function win(pool: Pool, { id, state, owner_id: userId }: Offer): Promise<void> {
  const act = (action: Parameters<typeof actOnHandoff>[1]['action']) =>
    actOnHandoff(pool, { handoffId: id, action, actor: { userId, manages: false } }, CONTEXT);
  if (state === 'offered') await act({ action: 'accept' });
  await act({ action: 'contact', note: '' });
  await act({ action: 'won', reason: 'Preis', amount: 1_000, currency: 'EUR', answers: {} });
}
