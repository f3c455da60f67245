import { setTimeout as pause } from 'node:timers/promises';
import { type Config, loadConfig } from '@ripen/config';
import {
  createGuardedHttp,
  createMailer,
  createReturnAddresses,
  createSealer,
  createSigner,
  createTemplateRenderer,
} from '@ripen/connectors';
import {
  awaitDatabase,
  createPool,
  errorCode,
  isRetryable,
  MIGRATIONS,
  postgresClock,
  readMailSettings,
} from '@ripen/persistence';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Pool } from 'pg';
import { pino, type Logger } from 'pino';
import { jobActivities } from './activities/job.activities';
import { loopActivities } from './activities/loop.activities';
import { createPerformer, type EffectDependencies } from './effects/perform';
import { jobRunners, type RunnerParts } from './jobs/runners';
import { Relay } from './relay/relay';
import { eraseWhoIsBack, keepErasureList } from './sweepers/erasure-list';
import { forgetSign, showLife } from './sweepers/sign-of-life';
import { startSweepers } from './sweepers/sweepers';
import { WakeUpMeter } from './sweepers/wake-up-meter';
import {
  ACTIVITY_SLOTS,
  createJobWorker,
  createLoopWorker,
  FAILURE_CONVERTER,
  JOB_SLOTS,
  loadBundle,
  LOCAL_ACTIVITY_SLOTS,
} from './worker';

const SPARE_CONNECTIONS = 8;
const JOB_STATEMENT_MS = 60_000;
const RETRY_MS = 1_000;
const SETTINGS_FOR_MS = 2_000;
const RECONNECT_MS = 2_000;
/** SQLSTATE: nobody has migrated yet. */
const UNDEFINED_TABLE = '42P01';

/** The worker process: Temporal worker, relay and sweepers, until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const config = loadConfig();
  const log = logFor(config);
  const pool = createPool({
    connectionString: config.databaseUrl,
    max: ACTIVITY_SLOTS + LOCAL_ACTIVITY_SLOTS + SPARE_CONNECTIONS,
    // The same few statements by primary keys, for ever: planning each five times on every connection gains nothing.
    options: '-c plan_cache_mode=force_generic_plan',
  });
  // Pieces of long work are large statements, planned for their values, and may take longer than a decision about one lead.
  const jobPool = createPool({
    connectionString: config.databaseUrl,
    max: JOB_SLOTS * 2,
    statement_timeout: JOB_STATEMENT_MS,
    query_timeout: JOB_STATEMENT_MS + 5_000,
  });
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  await forgetSign(config.dataDir);
  await schemaIsReady(config, pool, log, stopping.signal);

  const { address, namespace, tls, apiKey } = config.temporal;
  const target = { address, tls, ...(apiKey === null ? {} : { apiKey }) };
  const native = await patiently(() => NativeConnection.connect(target), log, stopping.signal);
  const connection = await patiently(() => dial(target), log, stopping.signal);
  const temporal = new Client({ connection, namespace, dataConverter: { failureConverterPath: FAILURE_CONVERTER } });
  const mailer = createMailer({ url: config.mail.smtpUrl });
  const templates = createTemplateRenderer();
  const context = { clock: postgresClock };
  const effects = effectDependencies(config, { pool, context, mailer, templates });
  const perform = createPerformer(effects);
  const wakeUps = new WakeUpMeter(() => performance.now());
  const worker = await createLoopWorker({
    connection: native,
    namespace,
    activities: loopActivities({ pool, context, perform, log, onWakeUp: () => wakeUps.count() }),
    bundle: await loadBundle(),
  });
  const jobWorker = await createJobWorker({
    connection: native,
    namespace,
    activities: jobActivities({
      pool: jobPool,
      context,
      runners: jobRunners({ effects, webhooks: webhookParts(config) }),
      log,
    }),
  });
  const relay = new Relay({ pool, databaseUrl: config.databaseUrl, temporal, log });
  await eraseWhoIsBack({ dataDir: config.dataDir, pool, log }, context);
  relay.start();
  const life = {
    dataDir: config.dataDir,
    isRunning: () => [worker, jobWorker].every((one) => one.getState() === 'RUNNING'),
  };
  const sweepers = [
    ...startSweepers({ pool, context, temporal, log, wakeUps }),
    showLife({ ...life, pool, temporal, log }),
    keepErasureList({ dataDir: config.dataDir, pool, log }),
  ];
  log.info('worker is ready');
  process.send?.('ready');

  const running = [worker.run(), jobWorker.run()];
  const stop = (): void => [worker, jobWorker].forEach((one) => one.getState() === 'RUNNING' && one.shutdown());
  stopping.signal.addEventListener('abort', stop, { once: true });
  // One that ends by itself takes the other with it: half a worker would look alive.
  await Promise.race(running).finally(stop);
  await Promise.all(running);
  await relay.stop();
  await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
  await Promise.all([mailer.close(), templates.close()]);
  await connection.close();
  await native.close();
  await Promise.all([pool.end(), jobPool.end()]);
  log.info('worker has stopped');
}

function webhookParts({ secret, outboundAllow }: Config): RunnerParts['webhooks'] {
  return {
    http: createGuardedHttp({ allow: outboundAllow }),
    sealer: createSealer(secret, 'webhook'),
    chance: Math.random,
  };
}

function effectDependencies(
  { secret, publicUrl, mail }: Config,
  parts: Pick<EffectDependencies, 'pool' | 'context' | 'mailer' | 'templates'>,
): EffectDependencies {
  return {
    ...parts,
    signer: createSigner(secret),
    returnAddresses: createReturnAddresses(secret),
    ownMailbox: mail.inboxPort !== null,
    publicUrl,
    fallbackFrom: mail.from,
    settings: remembered(() => readMailSettings(parts.pool), SETTINGS_FOR_MS),
  };
}

/** For ours and for what Temporal's core has to say. */
function logFor({ logLevel }: Config): Logger {
  const log = pino({ level: logLevel, base: { part: 'worker' } });
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ level, kind: meta?.['type'] }, message)),
  });
  return log;
}

/** A Temporal that is away is tried again every few seconds: left alone, the client waits up to two minutes. */
function dial(target: ConnectionOptions): Promise<Connection> {
  return Connection.connect({ ...target, channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_MS } });
}

/** The API migrates; the worker begins when every migration that it was built with is there. */
async function schemaIsReady({ databaseUrl }: Config, pool: Pool, log: Logger, stop: AbortSignal): Promise<void> {
  const onWait = (code: string | null): void => log.warn({ code }, 'waiting for the database');
  await awaitDatabase(databaseUrl, { withinMs: Number.POSITIVE_INFINITY, onWait, stop });
  const wanted = MIGRATIONS.map((migration) => migration.name);
  for (;;) {
    const applied = await pool
      .query<{ name: string }>('SELECT name FROM migrations')
      .then(({ rows }) => rows.map((row) => row.name))
      .catch((error: unknown): string[] => {
        if (errorCode(error) === UNDEFINED_TABLE || isRetryable(error)) return [];
        throw error;
      });
    if (wanted.every((name) => applied.includes(name))) return;
    log.debug('waiting for the schema');
    await pause(RETRY_MS, undefined, { signal: stop });
  }
}

async function patiently<T>(connect: () => Promise<T>, log: Logger, stop: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (stop.aborted) throw error;
      log.warn({ code: error instanceof Error ? error.name : 'unknown' }, 'Temporal does not answer yet');
      await pause(RETRY_MS, undefined, { signal: stop });
    }
  }
}

/** The same value for `ms`, so that a burst of mails reads the settings once. */
function remembered<T>(read: () => Promise<T>, ms: number): () => Promise<T> {
  let value: Promise<T> | undefined;
  let until = 0;
  return () => {
    if (value === undefined || performance.now() >= until) {
      until = performance.now() + ms;
      value = read().catch((error: unknown) => {
        until = 0;
        throw error;
      });
    }
    return value;
  };
}

/** A code at most: messages may quote what must not be logged. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return 'The worker failed.';
  return error.name === 'ConfigError' ? error.message : `The worker failed: ${errorCode(error) ?? error.name}`;
}

main().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return;
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
});
