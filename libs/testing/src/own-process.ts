import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** A built program of ours as its own process. */
export interface OwnProcess {
  readonly pid: number;
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with its exit code, whoever ended it. */
  readonly gone: Promise<number | null>;
  /** True once it ended without being asked. */
  readonly crashed: boolean;
}

export interface OwnProcessOptions {
  /** Exactly these variables, and none of ours. */
  readonly env: Readonly<Record<string, string>>;
  /** What it prints is appended to this file. */
  readonly log: string;
  /** Whether it is ready; asked again and again. Without it, the process says so by a message. */
  readonly isReady?: () => Promise<boolean>;
}

const ROOT = resolve(__dirname, '../../..');
const LOOK_EVERY_MS = 50;

/** Where a program was built: the worker's or the API's `main.js`, of this project or of a copy of it. */
export function builtMain(app: 'api' | 'worker', root = ROOT): string {
  return resolve(root, 'apps', app, 'dist/main.js');
}

/** Whether an API answers that it is alive, within a second. */
export async function isLive(apiUrl: string): Promise<boolean> {
  return fetch(`${apiUrl}/health/live`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Starts a built program and resolves once it is ready; rejects when it ends before that. */
export async function startOwnProcess(main: string, { env, log, isReady }: OwnProcessOptions): Promise<OwnProcess> {
  if (!existsSync(main)) throw new Error(`${main} is not built. Run \`npm run build\` first.`);
  const file = await open(log, 'a');
  const child = spawn(process.execPath, [...(await nodeFlags(main)), main], {
    env,
    stdio: ['ignore', file.fd, file.fd, 'ipc'],
  });
  await file.close();
  let asked = false;
  const gone = new Promise<number | null>((ended) => child.once('exit', (code) => ended(code)));
  // It does not outlive whoever started it.
  const endToo = (): void => void child.kill('SIGKILL');
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  const end = (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    asked = true;
    child.kill(signal);
    return gone;
  };
  const early = new AbortController();
  await Promise.race([
    readiness(child, isReady, early.signal),
    gone.then((code) => Promise.reject(new Error(`${main} ended with code ${code} before it was ready.`))),
  ]).finally(() => early.abort());
  return {
    pid: child.pid ?? Number.NaN,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    gone,
    get crashed() {
      return !asked && child.exitCode !== null;
    },
  };
}

/** What production gives Node to run the app: its limits belong to what is tested. */
async function nodeFlags(main: string): Promise<string[]> {
  const app = basename(resolve(main, '../..'));
  return z.array(z.string()).parse(JSON.parse(await readFile(resolve(ROOT, 'apps', app, 'node-flags.json'), 'utf8')));
}

async function readiness(child: ChildProcess, isReady: OwnProcessOptions['isReady'], end: AbortSignal): Promise<void> {
  if (!isReady) return new Promise((heard) => child.once('message', () => heard()));
  while (!end.aborted && !(await isReady())) await pause(LOOK_EVERY_MS);
}
