import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { PartName } from './served-part';

/** One life of a server that belongs to a test. */
export interface OwnPart {
  /** Postgres: an administrator's URL; Temporal and the time server: host:port, the namespace is `default`. */
  readonly address: string;
  /** The server's own process, which leads the group of its others. */
  readonly pid: number;
  /** `kill -9` of the server with all its processes; resolves once they are gone. */
  kill(): Promise<void>;
  /** An orderly stop. */
  stop(): Promise<void>;
}

const started = z.object({ address: z.string(), server: z.number() });

const SCRIPT = resolve(__dirname, '../../../apps/local/part.mjs');

/**
 * Starts a part of the caller's own and resolves once it serves. On the data in `folder` (an empty folder: on none yet), which outlive it; without
 * a folder nothing is left.
 */
export async function startOwnPart(
  part: PartName | 'time-server',
  kept?: { readonly folder: string; readonly port: number },
): Promise<OwnPart> {
  const where = kept === undefined ? [] : ['', kept.folder, String(kept.port)];
  const child = spawn(process.execPath, [SCRIPT, part, ...where], { stdio: ['pipe', 'pipe', 'pipe'] });
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
    pid: server,
    kill: async () => {
      process.kill(-server, 'SIGKILL');
      await gone();
    },
    stop: gone,
  };
}

/** With its owner, without whom Postgres refuses its folder. */
const copyFolder = (from: string, to: string): Promise<unknown> => promisify(execFile)('cp', ['-a', from, to]);

/** A server that belongs to one test, with data and an address that stay: it can be killed, begun again, copied and replaced by a copy. */
export class KeptServer {
  private constructor(
    private readonly part: PartName,
    private readonly where: { readonly folder: string; readonly port: number },
    private running: OwnPart,
  ) {}

  /** Begins with no data, in a folder of its own below `root`. */
  static async start(part: PartName, root: string): Promise<KeptServer> {
    const where = { folder: join(root, part), port: await steadyPort() };
    await mkdir(where.folder, { mode: 0o711 });
    return new KeptServer(part, where, await startOwnPart(part, where));
  }

  /** Postgres: an administrator's URL; Temporal: host:port, the namespace is `default`. */
  get address(): string {
    return this.running.address;
  }

  /** The process that leads the server's group. */
  get pid(): number {
    return this.running.pid;
  }

  /** `kill -9` of the server with all its processes; resolves once they are gone. */
  kill(): Promise<void> {
    return this.running.kill();
  }

  /** After an end: serves again on the data that it left. */
  async restart(): Promise<void> {
    this.running = await startOwnPart(this.part, this.where);
  }

  /** Stops it in an orderly way for as long as the copying takes, like a cold backup. */
  async copy(): Promise<string> {
    const to = `${this.where.folder}-copy`;
    await this.running.stop();
    await copyFolder(this.where.folder, to);
    await this.restart();
    return to;
  }

  /** `kill -9`, and begins again with the data in `copy`, or with none. */
  async replaceBy(copy: string | null): Promise<void> {
    await this.running.kill();
    await rm(this.where.folder, { recursive: true });
    if (copy === null) await mkdir(this.where.folder, { mode: 0o711 });
    else await copyFolder(copy, this.where.folder);
    await this.restart();
  }

  /** An orderly stop. */
  stop(): Promise<void> {
    return this.running.stop();
  }
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
