import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStage, type Stage } from '@ripen/persistence/stage';
import {
  builtMain,
  type DataPhase,
  isLive,
  KeptServer,
  type SmtpSink,
  startOwnProcess,
  startSink,
  steadyPort,
} from '@ripen/testing';
import { Client, Connection } from '@temporalio/client';
import { type KillablePart, type Part, PARTS, SupervisedPart } from './part';

export const WRITE_KEY = 'write-key-of-the-chaos';
/** Milliseconds before each answer to RCPT and to the body: so long, a kill can cut a mail. */
export const SLOWNESS_MS = 50;

/** Everything that runs: the four parts under somebody who starts them again, a slow mail server, and the folder that outlives every kill. */
export interface World {
  readonly folder: string;
  readonly apiUrl: string;
  readonly writeKey: string;
  readonly stage: Stage;
  readonly sink: SmtpSink;
  readonly parts: Readonly<Record<Part, KillablePart>>;
  /** A client of the Temporal that serves now. */
  temporal<T>(ask: (client: Client) => Promise<T>): Promise<T>;
  close(keepFolder: boolean): Promise<void>;
}

/** One whose parts we started, and know by their processes. */
export interface OwnWorld extends World {
  readonly parts: Readonly<Record<Part, SupervisedPart>>;
}

export interface WorldOptions {
  readonly root: string | undefined;
  /** More of the environment of our own processes. */
  readonly more?: Readonly<Partial<Record<'api' | 'worker', Readonly<Record<string, string>>>>>;
  readonly onTaken: (world: World, mail: DataPhase) => void;
}

export async function openWorld({ root, onTaken, more = {} }: WorldOptions): Promise<OwnWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'ripen-chaos-'));
  const opened: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const [postgres, temporal] = await Promise.all([
      serverPart('postgres', folder, opened),
      serverPart('temporal', folder, opened),
    ]);
    const stage = await openStage(postgres.address);
    opened.push(() => stage.pool.end());
    const sink = await startSink({ slowness: SLOWNESS_MS, onTaken: (mail) => onTaken(world, mail) });
    opened.push(() => sink.stop());
    const env = environment({ databaseUrl: stage.url, temporal: temporal.address, smtpUrl: sink.url, folder });
    const port = await steadyPort();
    const apiUrl = `http://127.0.0.1:${port}`;
    const api = await SupervisedPart.start('api', () =>
      startOwnProcess(builtMain('api', root), {
        env: { ...env, ...more.api, PORT: String(port), RIPEN_WRITE_KEY: WRITE_KEY },
        log: join(folder, 'api.log'),
        isReady: () => isLive(apiUrl),
      }),
    );
    opened.push(() => api.stop());
    const worker = await SupervisedPart.start('worker', () =>
      startOwnProcess(builtMain('worker', root), {
        env: { ...env, ...more.worker },
        log: join(folder, 'worker.log'),
      }),
    );
    opened.push(() => worker.stop());
    const world: OwnWorld = {
      folder,
      apiUrl,
      writeKey: WRITE_KEY,
      stage,
      sink,
      parts: { worker, api, temporal: temporal.supervised, postgres: postgres.supervised },
      temporal: async (ask) => {
        const connection = await Connection.connect({ address: temporal.address });
        return ask(new Client({ connection })).finally(() => connection.close());
      },
      close: (keepFolder) => closeAll(keepFolder ? opened.slice(1) : opened),
    };
    return world;
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

/** Last opened, first closed; one that fails keeps nobody from being closed. */
export async function closeAll(opened: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of opened.toReversed()) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be closed');
}

async function serverPart(part: 'postgres' | 'temporal', root: string, opened: (() => Promise<unknown>)[]) {
  const server = await KeptServer.start(part, root);
  const supervised = new SupervisedPart(part, server, async () => {
    await server.restart();
    return server;
  });
  opened.push(() => supervised.stop());
  return { supervised, address: server.address };
}

function environment(of: { databaseUrl: string; temporal: string; smtpUrl: string; folder: string }) {
  return {
    DATABASE_URL: of.databaseUrl,
    TEMPORAL_ADDRESS: of.temporal,
    SMTP_URL: of.smtpUrl,
    RIPEN_DATA_DIR: join(of.folder, 'data'),
    RIPEN_SECRET: 'a secret that only the chaos knows, 32+',
    RIPEN_PUBLIC_URL: 'http://ripen.test',
    RIPEN_LOG_LEVEL: 'info',
  };
}

/** All outages of a run by their beginning. */
export function outagesOf({ parts }: World) {
  return PARTS.flatMap((part) => parts[part].outages).sort((a, b) => a.at - b.at);
}
