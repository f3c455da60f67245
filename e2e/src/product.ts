import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually';

const ROOT = resolve(__dirname, '../..');
/** The first start of a test run may have to build everything. */
const START_MS = 300_000;
const STOP_MS = 60_000;

export const ADMIN = { email: 'admin@ripen.example', password: 'reif für die Insel' };

/** The whole product as `npm start` brings it up, in a data folder of its own. */
export interface Product {
  readonly url: string;
  readonly dataFolder: string;
  readonly launcher: ChildProcess;
  /** Everything that the launcher has said so far. */
  said(): string;
  /** Ends the launcher as Ctrl-C does and answers its exit code. The data folder stays. */
  stop(): Promise<number | null>;
  /** Stops, and removes the data folder. */
  discard(): Promise<void>;
}

export type Settings = Readonly<Record<string, string>>;

const SET_UP: Settings = {
  RIPEN_ADMIN_EMAIL: ADMIN.email,
  RIPEN_ADMIN_PASSWORD: ADMIN.password,
  RIPEN_EXAMPLE: 'true',
};

/** Starts the product, set up by the environment with the example workspace, and waits until it says that it runs. */
export function startProduct(settings: Settings = {}): Promise<Product> {
  return startEmptyProduct({ ...SET_UP, ...settings });
}

/** Starts the product as after a fresh clone: it waits for its first visit. */
export async function startEmptyProduct(settings: Settings = {}): Promise<Product> {
  const dataFolder = settings['RIPEN_DATA_DIR'] ?? join(tmpdir(), `ripen-e2e-${randomBytes(6).toString('hex')}`);
  const port = settings['PORT'] ?? String(await freePort());
  const { launcher, said } = launch({ PORT: port, RIPEN_DATA_DIR: dataFolder, ...settings });
  const stop = () => stopLauncher(launcher);
  const product: Product = {
    url: `http://localhost:${port}`,
    dataFolder,
    launcher,
    said,
    stop,
    discard: async () => {
      await stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  await eventually('the launcher says that Ripen runs', { within: START_MS }, () => {
    if (launcher.exitCode !== null) throw new Error(`The launcher ended with code ${launcher.exitCode}:\n${said()}`);
    return said().includes('Ripen runs.');
  }).catch(async (error: unknown) => {
    await stop();
    throw new Error(`The product did not start:\n${said()}`, { cause: error });
  });
  return product;
}

/** By the program `env`, so that these tests read no environment of their own. */
function launch(settings: Settings): { launcher: ChildProcess; said: () => string } {
  const variables = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const launcher = spawn('env', [...variables, process.execPath, 'apps/local/start.mjs'], { cwd: ROOT });
  let output = '';
  launcher.stdout.on('data', (chunk) => (output += String(chunk)));
  launcher.stderr.on('data', (chunk) => (output += String(chunk)));
  return { launcher, said: () => output };
}

async function stopLauncher(launcher: ChildProcess): Promise<number | null> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return launcher.exitCode;
  const ended = once(launcher, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
  launcher.kill('SIGINT');
  await ended;
  return launcher.exitCode;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port was given out');
  return address.port;
}
