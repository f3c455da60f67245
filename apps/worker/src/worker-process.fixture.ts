import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';

/** The built worker as its own process. */
export interface WorkerProcess {
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>;
  /** True once it ended without being asked. */
  readonly crashed: boolean;
}

const MAIN = resolve(__dirname, '../dist/main.js');

/** Starts `dist/main.js` with exactly these variables and resolves once it says that it is ready; what it prints is appended to `log`. */
export async function startWorkerProcess(env: Readonly<Record<string, string>>, log: string): Promise<WorkerProcess> {
  if (!existsSync(MAIN)) throw new Error('The worker is not built. Run `npm run build` first.');
  const file = await open(log, 'a');
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env,
    stdio: ['ignore', file.fd, file.fd, 'ipc'],
  });
  await file.close();
  let asked = false;
  const gone = new Promise<number | null>((ended) => child.once('exit', (code) => ended(code)));
  await ready(child, gone);
  const end = (signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> => {
    asked = true;
    child.kill(signal);
    return gone;
  };
  return {
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    get crashed() {
      return !asked && child.exitCode !== null;
    },
  };
}

async function ready(child: ChildProcess, gone: Promise<number | null>): Promise<void> {
  await Promise.race([
    new Promise<void>((heard) => child.once('message', () => heard())),
    gone.then((code) => Promise.reject(new Error(`The worker ended with code ${code} before it was ready.`))),
  ]);
}
