import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigner } from '@ripen/connectors';
import { type OperationId, routeOf, SIGNED_LINKS } from '@ripen/contracts';
import { createPool } from '@ripen/persistence';
import {
  builtMain,
  createTestDatabase,
  isLive,
  KeptServer,
  type OwnProcess,
  type SmtpSink,
  startOwnProcess,
  startSink,
  steadyPort,
} from '@ripen/testing';
import type { Pool } from 'pg';
import { setupBody } from './stage.fixture';

const API_KEY = 'an-api-key-of-the-tests';
const SECRET = 'a secret that only the tests know, 32+';
const WRITE_KEY = 'a-write-key-of-the-tests';

/** One answer, and how long it took in milliseconds. */
export interface TimedAnswer {
  readonly status: number;
  readonly tookMs: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/** The built API and the built worker on a Postgres and a Temporal of their own. */
export interface AwayScene {
  readonly postgres: KeptServer;
  readonly temporal: KeptServer;
  readonly pool: Pool;
  readonly sink: SmtpSink;
  readonly api: OwnProcess;
  readonly worker: OwnProcess;
  /** Calls one operation with a key that may do it. */
  call(operationId: OperationId, options?: CallOptions): Promise<TimedAnswer>;
  /** One touchpoint of a new visitor. */
  track(messageId: string): Promise<TimedAnswer>;
  printed(): Promise<string>;
  close(): Promise<void>;
}

interface CallOptions {
  readonly body?: unknown;
  readonly language?: string;
}

/** Well-formed where the edge would refuse before the database is asked. */
const BODIES: Partial<Record<OperationId, unknown>> = {
  lookAtInvitation: { token: linkOf('invitation') },
  acceptInvitation: { token: linkOf('invitation'), password: 'correct horse battery' },
  askPasswordReset: { email: 'a@example.org' },
  resetPassword: { token: linkOf('reset'), password: 'correct horse battery' },
  ingestGroup: { userId: 'a', groupId: 'g', traits: {} },
  ingestAlias: { userId: 'a', previousId: 'b' },
  runSetup: setupBody(),
  signIn: { email: 'a@example.org', password: 'correct horse battery' },
  ingestIdentify: { userId: 'a', traits: {} },
  ingestTrack: { anonymousId: 'a', event: 'Demo Booked' },
  ingestPage: { anonymousId: 'a', properties: { path: '/' } },
  ingestBatch: { batch: [{ type: 'track', anonymousId: 'a', event: 'Demo Booked' }] },
};

function linkOf(purpose: 'invitation' | 'reset'): string {
  return createSigner(SECRET).sign(purpose, ['0192f0c1-0000-7000-8000-000000000001'], Date.now() + 3_600_000);
}

export async function openAway(slowness: number): Promise<AwayScene> {
  const root = await mkdtemp(join(tmpdir(), 'ripen-away-'));
  const [postgres, temporal] = [await KeptServer.start('postgres', root), await KeptServer.start('temporal', root)];
  const database = await createTestDatabase(undefined, postgres.address);
  const sink = await startSink({ slowness });
  const port = await steadyPort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(root, 'processes.log');
  const env = environment({ database: database.url, temporal: temporal.address, smtp: sink.url, port });
  const api = await startOwnProcess(builtMain('api'), { env, log, isReady: () => isLive(url) });
  const worker = await startOwnProcess(builtMain('worker'), { env, log });
  const pool = createPool({ connectionString: database.url, max: 4 });
  const call: AwayScene['call'] = (operationId, { body, language = 'de' } = {}) =>
    timed(url, operationId, { body: body ?? BODIES[operationId] ?? {}, language });
  return {
    postgres,
    temporal,
    pool,
    sink,
    api,
    worker,
    call,
    track: (messageId) =>
      call('ingestTrack', { body: { anonymousId: messageId, event: 'Trade Fair Visited', messageId } }),
    printed: () => readFile(log, 'utf8'),
    close: async () => {
      await Promise.all([api.stop(), worker.stop()]);
      await pool.end();
      await sink.stop();
      await Promise.all([postgres.stop(), temporal.stop()]);
      await rm(root, { recursive: true });
    },
  };
}

function environment(where: { database: string; temporal: string; smtp: string; port: number }) {
  return {
    DATABASE_URL: where.database,
    TEMPORAL_ADDRESS: where.temporal,
    SMTP_URL: where.smtp,
    PORT: String(where.port),
    RIPEN_SECRET: SECRET,
    RIPEN_PUBLIC_URL: 'http://ripen.test',
    RIPEN_ADMIN_EMAIL: 'admin@example.org',
    RIPEN_ADMIN_PASSWORD: 'correct horse battery',
    RIPEN_EXAMPLE: 'false',
    RIPEN_API_KEY: API_KEY,
    RIPEN_WRITE_KEY: WRITE_KEY,
    RIPEN_LOG_LEVEL: 'warn',
  };
}

const ID = '0192f0c1-0000-7000-8000-000000000001';

/** Links of mails are signed; an unsigned one is refused without a look at the database. */
const TOKENS: Partial<Record<OperationId, string>> = {
  ...signedFor('confirm', ['showConfirmation', 'confirm'], [ID]),
  ...signedFor('unsubscribe', ['showUnsubscribe', 'unsubscribe'], [ID]),
  ...signedFor('deliver', ['deliverOffer'], [ID]),
  ...signedFor('preferences', ['showPreferences', 'savePreferences'], [ID]),
  ...signedFor('file', ['downloadFile'], [ID]),
  ...signedFor('click', ['followLink'], [ID, '0', 'https://example.org/weiter']),
};

function signedFor(purpose: keyof typeof SIGNED_LINKS, operations: readonly OperationId[], payload: string[]) {
  const token = createSigner(SECRET).sign(purpose, payload);
  return Object.fromEntries(operations.map((operation) => [operation, token]));
}

async function timed(
  url: string,
  operationId: OperationId,
  { body, language }: { body: unknown; language: string },
): Promise<TimedAnswer> {
  const { method, path, roles } = routeOf(operationId);
  const params: Readonly<Record<string, string>> = { id: ID, token: TOKENS[operationId] ?? 'x' };
  const began = performance.now();
  const key = roles === 'write_key' ? `Basic ${Buffer.from(`${WRITE_KEY}:`).toString('base64')}` : `Bearer ${API_KEY}`;
  const response = await fetch(`${url}${path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? 'x')}`, {
    method,
    redirect: 'manual',
    headers: {
      'accept-language': language,
      origin: url,
      ...(roles === 'public' ? {} : { authorization: key }),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const text = isStream ? '' : await response.text();
  if (isStream) await response.body?.cancel();
  const tookMs = performance.now() - began;
  return { status: response.status, tookMs, retryAfter: response.headers.get('retry-after'), text };
}
