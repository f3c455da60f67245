import type { AddressInfo } from 'node:net';
import type { Config } from '@ripen/config';
import { type BodyOf, meSchema, type OperationId, routeOf } from '@ripen/contracts';
import type { Role } from '@ripen/domain';
import { createDataSource, createPool, migrate, postgresClock } from '@ripen/persistence';
import { createTestDatabase } from '@ripen/testing';
import type { Pool } from 'pg';
import pino from 'pino';
import { createApp } from './create-app';
import { MailboxService } from './inbox/mailbox.service';
import { HeadlessSetupService } from './setup/headless-setup.service';

export const SECRET = 'a secret that is long enough for every signature';
export const PASSWORD = 'correct horse battery';
export const ADMIN_EMAIL = 'admin@firma.example';

/** The answer of one call. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it is, each test says
  readonly body: any;
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody who calls the API, signed in or not. */
export interface Client {
  readonly userId: string;
  call(operationId: OperationId, options?: CallOptions): Promise<Answer>;
  fetch(path: string, init?: RequestInit): Promise<Answer>;
}

export interface Stage {
  readonly url: string;
  readonly pool: Pool;
  readonly logs: string[];
  readonly anybody: Client;
  readonly admin: Client;
  /** A signed-in person of a role, made on the spot. */
  person(role: Role, name: string): Promise<Client>;
  signIn(email: string, password?: string): Promise<Client>;
  withKey(key: string): Client;
  /** The cookie of a fresh session of the admin, for calls that `call` cannot make. */
  signInCookie(): Promise<string>;
  /** Starts the built-in mailbox; answers its port. */
  startMailbox(): Promise<number>;
  /** What a start does with the settings of a first start. */
  setUpHeadless(setup: Config['setup']): Promise<void>;
  close(): Promise<void>;
}

const OPTIONS = {
  publicUrl: 'http://ripen.test',
  secret: SECRET,
  embedded: true,
  clock: postgresClock,
  inboxPort: 0,
  temporal: { address: '127.0.0.1:1', namespace: 'default', tls: false, apiKey: null },
  checkAnswers: true,
  poolSize: 8,
  patience: { headersMs: 2_000, bodyMs: 2_000 },
};

async function migrateAt(url: string): Promise<void> {
  const source = await createDataSource(url, 2).initialize();
  await migrate(source);
  await source.destroy();
}

export function setupBody(example = false): BodyOf<'runSetup'> {
  return {
    admin: { name: 'Ada Admin', email: ADMIN_EMAIL, password: PASSWORD },
    companyName: 'Musterfirma',
    language: 'de',
    zone: 'Europe/Berlin',
    calendar: { zone: 'Europe/Berlin', always: true },
    sender: { name: 'Musterfirma', email: 'hallo@firma.example' },
    imprint: 'Musterfirma GmbH\nMusterstraße 1, 12345 Musterstadt',
    example,
  };
}

interface StageOptions {
  readonly example?: boolean;
  readonly setUp?: boolean;
  readonly studioDir?: string | null;
  /** The way that the API takes to its database; answers the address of that way. */
  readonly via?: (databaseUrl: string) => Promise<string>;
}

/** The API on a real Postgres, set up, listening on a free port. Every answer is checked against its schema. */
export async function openStage({
  example = false,
  setUp = true,
  studioDir = null,
  via = (url) => Promise.resolve(url),
}: StageOptions = {}): Promise<Stage> {
  const database = await createTestDatabase(migrateAt);
  const pool = createPool({ connectionString: database.url, max: 4 });
  const logs: string[] = [];
  const app = await createApp({
    ...OPTIONS,
    databaseUrl: await via(database.url),
    studioDir,
    logger: pino({ level: 'info' }, { write: (line: string) => void logs.push(line) }),
  });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const anybody = client(url, { headers: {}, userId: '' });

  const signIn = async (email: string, password = PASSWORD): Promise<Client> => {
    const answer = await anybody.call('signIn', { body: { email, password } });
    if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
    return client(url, { headers: { cookie: cookieOf(answer) }, userId: meSchema.parse(answer.body).user.id });
  };
  if (setUp) {
    const answer = await anybody.call('runSetup', { body: setupBody(example) });
    if (answer.status !== 200) throw new Error(`set-up failed: ${answer.text} ${logs.join('')}`);
  }
  const admin = setUp ? await signIn(ADMIN_EMAIL) : anybody;
  return {
    url,
    pool,
    logs,
    anybody,
    admin,
    signIn,
    person: async (role, name) => signIn(await bornPerson(admin, role, name)),
    signInCookie: async () =>
      cookieOf(await anybody.call('signIn', { body: { email: ADMIN_EMAIL, password: PASSWORD } })),
    withKey: (key) => client(url, { headers: { authorization: `Bearer ${key}` }, userId: '' }),
    startMailbox: async () => {
      const listening = await app.get(MailboxService).start();
      if (listening === null) throw new Error('there is no mailbox');
      return listening;
    },
    setUpHeadless: (setup) => app.get(HeadlessSetupService).run(setup),
    close: async () => {
      await app.close();
      await pool.end();
      await database.drop();
    },
  };
}

/** Answers the address that the new person signs in with. */
async function bornPerson(admin: Client, role: Role, name: string): Promise<string> {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@firma.example`;
  const answer = await admin.call('createUser', { body: { name, email, role, password: PASSWORD } });
  if (answer.status !== 200) throw new Error(`no such person: ${answer.text}`);
  return email;
}

export function cookieOf({ headers }: Answer): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function client(url: string, { headers, userId }: { headers: Record<string, string>; userId: string }): Client {
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { origin: url, ...headers, ...init.headers },
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as unknown) : null,
    };
  };
  return {
    userId,
    fetch: send,
    call: (operationId, { params = {}, query = {}, body, headers: more = {} } = {}) => {
      const { method, path } = routeOf(operationId);
      const filled = path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
      const search = new URLSearchParams(query).toString();
      return send(`${filled}${search === '' ? '' : `?${search}`}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...more },
      });
    },
  };
}
