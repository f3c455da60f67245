import {
  createMailer,
  createMemoryMailbox,
  createReturnAddresses,
  createSigner,
  createTemplateRenderer,
  type Inbox,
  type MemoryMailbox,
  type SmtpRejection,
  startInbox,
} from '@ripen/connectors';
import { CONTEXT, nameCompany, openStage, type Stage } from '@ripen/persistence/stage';
import { temporalForTests, type TestTemporal } from '@ripen/testing';
import {
  type Claimed,
  type EffectOutcome,
  type JobRunner,
  type LoopContext,
  markData,
  newId,
  readMailSettings,
} from '@ripen/persistence';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { jobActivities } from './activities/job.activities';
import { loopActivities } from './activities/loop.activities';
import { createPerformer } from './effects/perform';
import { Relay } from './relay/relay';
import { createJobWorker, createLoopWorker, FAILURE_CONVERTER, loadBundle } from './worker';

/** The whole loop in one process on real Postgres, real Temporal and a real SMTP dialogue, for integration specs. */
export interface Stack {
  readonly stage: Stage;
  readonly context: LoopContext;
  readonly mailbox: MemoryMailbox;
  readonly temporal: Client;
  readonly relay: Relay;
  readonly logged: string[];
  close(): Promise<void>;
}

export const SECRET = 'a secret that only the tests know, 32+';
export const PUBLIC_URL = 'http://ripen.test';

export interface StackOptions {
  readonly reject?: (address: string) => SmtpRejection | null;
  /** Another mail server than the mailbox. */
  readonly smtpUrl?: string;
  /** Another Temporal than one of this test run, which the stack stops when it closes. */
  readonly temporal?: Pick<TestTemporal, 'address' | 'namespace' | 'stop'>;
  /** Another clock than the database's. */
  readonly context?: LoopContext;
  /** How an effect ends without a word to a mail server; null: by what the server says. */
  readonly fate?: (claimed: Claimed) => EffectOutcome | null;
  /** What runs jobs. */
  readonly runners?: readonly JobRunner[];
}

export async function openStack(options: StackOptions = {}): Promise<Stack> {
  const stage = await openStage();
  await nameCompany(stage.pool);
  const mailbox = createMemoryMailbox();
  const inbox: Inbox = await startInbox({
    port: 0,
    store: mailbox,
    now: () => Date.now(),
    newId,
    onError: (error) => {
      throw error;
    },
    ...(options.reject ? { rejectRecipient: options.reject } : {}),
  });
  const server = options.temporal ?? (await temporalForTests());
  const context = options.context ?? CONTEXT;
  const connection = await Connection.connect({ address: server.address });
  const native = await NativeConnection.connect({ address: server.address });
  const temporal = new Client({
    connection,
    namespace: server.namespace,
    dataConverter: { failureConverterPath: FAILURE_CONVERTER },
  });
  const logged: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const mailer = createMailer({ url: options.smtpUrl ?? inbox.url });
  const templates = createTemplateRenderer();
  const perform = createPerformer({
    pool: stage.pool,
    context,
    mailer,
    templates,
    signer: createSigner(SECRET),
    returnAddresses: createReturnAddresses(SECRET),
    ownMailbox: options.smtpUrl === undefined,
    publicUrl: PUBLIC_URL,
    fallbackFrom: null,
    settings: () => readMailSettings(stage.pool),
  });
  const fated = async (claimed: Claimed): Promise<EffectOutcome> => {
    const fate = options.fate?.(claimed) ?? null;
    if (fate?.outcome === 'unknown') await markData(stage.pool, claimed, context);
    return fate ?? perform(claimed);
  };
  const worker: Worker = await createLoopWorker({
    connection: native,
    namespace: server.namespace,
    activities: loopActivities({ pool: stage.pool, context, perform: fated, log }),
    bundle: await loadBundle(),
  });
  const jobWorker = await createJobWorker({
    connection: native,
    namespace: server.namespace,
    activities: jobActivities({ pool: stage.pool, context, runners: options.runners ?? [], log }),
  });
  const running = Promise.all([worker.run(), jobWorker.run()]);
  const relay = new Relay({ pool: stage.pool, databaseUrl: stage.url, temporal, log });
  relay.start();
  return {
    stage,
    context,
    mailbox,
    temporal,
    relay,
    logged,
    close: async () => {
      await relay.stop();
      worker.shutdown();
      jobWorker.shutdown();
      await running;
      await Promise.all([mailer.close(), templates.close(), inbox.stop()]);
      await connection.close();
      await native.close();
      await server.stop();
      await stage.close();
    },
  };
}

/** Looks again until `look` answers something, at most `ms`. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>, ms = 20_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > until) throw new Error(`nothing after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
