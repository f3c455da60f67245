import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { PartName } from './served-part';

/** A server that belongs to one test, which may kill it, look at its folder and start it again. */
export interface OwnPart {
  /** Postgres: an administrator's URL; Temporal: host:port, the namespace is `default`. */
  readonly address: string;
  /** `kill -9` of the server with all its processes; resolves once they are gone. */
  kill(): Promise<void>;
  /** An orderly stop. */
  stop(): Promise<void>;
}

const started = z.object({ address: z.string(), server: z.number() });

const SCRIPT = resolve(__dirname, '../../../apps/local/part.mjs');

/** Starts a part on the data in `folder` (an empty folder: on none yet) and resolves once it serves. The data outlive it. */
export async function startOwnPart(
  part: PartName,
  { folder, port }: { readonly folder: string; readonly port: number },
): Promise<OwnPart> {
  const child = spawn(process.execPath, [SCRIPT, part, '', folder, String(port)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, 'line').then(([text]) => String(text)),
    exit.then(([code]) => Promise.reject(new Error(`${part} did not start (code ${String(code)}): ${said}`))),
  ]);
  const { address, server } = started.parse(JSON.parse(line));
  const gone = async (): Promise<void> => {
    child.stdin.end();
    await exit;
  };
  return {
    address,
    kill: async () => {
      process.kill(-server, 'SIGKILL');
      await gone();
    },
    stop: gone,
  };
}

/** A port that nobody listened on a moment ago. */
export async function ownPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const STEADY_FROM = 24_000;
const STEADY_PORTS = 1_000;

/**
 * A free port that no outgoing connection is given: a server that is killed finds it free again, and nobody who calls it meanwhile is
 * connected with himself.
 */
export async function steadyPort(): Promise<number> {
  for (;;) {
    const port = STEADY_FROM + Math.floor(Math.random() * STEADY_PORTS);
    const server = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      server.once('error', () => answer(false));
      server.listen(port, '127.0.0.1', () => answer(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
