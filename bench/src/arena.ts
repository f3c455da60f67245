import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inTransaction, insertEnrollments } from '@ripen/persistence';
import { nameCompany, openStage, type published, type Stage } from '@ripen/persistence/stage';
import {
  builtMain,
  KeptServer,
  type OwnProcess,
  startOwnProcess,
  temporalForTests,
  type TestTemporal,
} from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import { openSink, type Sink } from './sink';

/** One Postgres, one Temporal and one mail server for both sides, and a worker process for each. */
export interface Arena {
  readonly stage: Stage;
  readonly server: TestTemporal;
  readonly client: Client;
  readonly sink: Sink;
  /** The process id of our worker. */
  ripenPid(): number;
  /** `kill -9` of our worker, and a new one at once; resolves when it is ready. */
  restartRipen(): Promise<void>;
  close(): Promise<void>;
}

/** What a rival's worker gets as its one argument, in JSON. */
export interface RivalSettings {
  readonly databaseUrl: string;
  readonly address: string;
  readonly namespace: string;
  readonly smtpUrl: string;
}

export interface ArenaOptions {
  /** Runs before the workers start. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** Below this folder, in `temporal/temporal.db`, lies the file of a Temporal of the bench's own. */
  readonly temporalIn?: string;
}

/** `rival`: a folder of bench/rivals; null: there is none. */
export async function openArena(rival: string | null, { prepare, temporalIn }: ArenaOptions = {}): Promise<Arena> {
  const stage = await openStage();
  await nameCompany(stage.pool);
  await prepare?.(stage);
  const server = temporalIn === undefined ? await temporalForTests() : await ownTemporal(temporalIn);
  const connection = await Connection.connect({ address: server.address });
  const sink = await openSink();
  const target: RivalSettings = {
    databaseUrl: stage.url,
    address: server.address,
    namespace: server.namespace,
    smtpUrl: sink.url,
  };
  const folder = await mkdtemp(join(tmpdir(), 'ripen-arena-'));
  const log = join(folder, 'worker.log');
  let ripen = await startRipen(target, log);
  const other = rival === null ? null : await startRival(rival, target);
  return {
    stage,
    server,
    client: new Client({ connection, namespace: server.namespace }),
    sink,
    ripenPid: () => ripen.pid,
    restartRipen: async () => {
      await ripen.kill();
      ripen = await startRipen(target, log);
    },
    close: async () => {
      await ripen.stop();
      if (other !== null) await end(other);
      await rm(folder, { recursive: true });
      await sink.stop();
      await connection.close();
      await server.stop();
      await stage.close();
    },
  };
}

async function ownTemporal(root: string): Promise<TestTemporal> {
  const server = await KeptServer.start('temporal', root);
  return { address: server.address, namespace: 'default', stop: () => server.stop() };
}

/** Enrols all of them at a journey's start by one transaction, as a marketer who publishes does. */
export async function enrolAtOnce(
  { pool }: Stage,
  version: Awaited<ReturnType<typeof published>>,
  leads: readonly string[],
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const entries = leads.map((leadId) => ({ ...version, leadId, nodeId: 'start', entryKey: '', submissionId: null }));
    await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [leads]);
    await tx.query('SELECT poke($1, $2)', ['enrollment', await insertEnrollments(tx, entries, Date.now())]);
  });
}

function startRipen({ databaseUrl, address, namespace, smtpUrl }: RivalSettings, log: string): Promise<OwnProcess> {
  return startOwnProcess(builtMain('worker'), {
    env: {
      PATH: '/usr/bin:/bin',
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      SMTP_URL: smtpUrl,
      RIPEN_SECRET: 'a secret for the bench only, 32 chars',
      RIPEN_LOG_LEVEL: 'warn',
    },
    log,
  });
}

function startRival(name: string, target: RivalSettings): Promise<ChildProcess> {
  return ready(fork(resolve(__dirname, `../rivals/${name}/rival.worker.js`), [JSON.stringify(target)]));
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    child.once('message', () => done(child));
    child.once('exit', (code) => fail(new Error(`a worker ended with ${code} before it was ready`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}
