import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from './child.mjs';
import { freePort } from './ports.mjs';
import { preparePostgres } from './postgres.mjs';
import { Problem } from './problem.mjs';
import { end, signal } from './processes.mjs';
import { tail } from './run.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { temporalCommand } from './temporal.mjs';
import { findTimeServer, timeServerCommand } from './time-server.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * Servers for tests: in a folder of their own, on free ports, gone without a trace when stopped. With a folder and a port of
 * the caller's the data stay, so that the same server can be killed, restored and started again.
 * @typedef {{ address: string, pid: number, stop(): Promise<void> }} Throwaway
 * @typedef {{ folder: string, port: number }} Kept
 */

/**
 * @param {Kept} [kept]
 * @returns {Promise<Throwaway>} address: the URL of an administrator
 */
export async function throwawayPostgres(kept) {
  const folder = kept?.folder ?? (await mkdtemp(join(tmpdir(), 'ripen-postgres-')));
  const port = kept?.port ?? (await freePort());
  const server = await preparePostgres({
    folder: join(folder, 'data'),
    password: 'ripen',
    careless: true,
    killed: kept !== undefined,
  });
  return serve(
    { name: 'Postgres', folder, kept: kept !== undefined, address: server.url(port), how: 'SIGINT' },
    server.command(port),
    server.ready,
  );
}

/**
 * @param {Kept} [kept]
 * @returns {Promise<Throwaway>} address: host:port; the namespace is `default`
 */
export async function throwawayTemporal(kept) {
  const cli = await findTemporalCli();
  const folder = kept?.folder ?? (await mkdtemp(join(tmpdir(), 'ripen-temporal-')));
  const port = kept?.port ?? (await freePort());
  const database = join(folder, 'temporal.db');
  const server = temporalCommand({ cli, port, namespace: 'default', database });
  return serve(
    { name: 'Temporal', folder, kept: kept !== undefined, address: server.address, how: 'SIGTERM' },
    server,
    server.ready,
  );
}

/**
 * The server of Temporal's whose clock skips the time in which nothing happens; it keeps nothing.
 * @returns {Promise<Throwaway>} address: host:port; the namespace is `default`
 */
export async function throwawayTimeServer() {
  const { path } = await findTimeServer();
  const folder = await mkdtemp(join(tmpdir(), 'ripen-time-'));
  const server = timeServerCommand({ path, port: await freePort() });
  return serve(
    { name: 'The time-skipping Temporal', folder, kept: false, address: server.address, how: 'SIGTERM' },
    server,
    server.ready,
  );
}

async function serve({ name, folder, kept, address, how }, command, ready) {
  const log = join(folder, 'log');
  const child = await startChild(command, log);
  let ended = null;
  void child.exited.then((words) => (ended = words));
  // When the tests are cut off, there is only time for this.
  const drop = () => {
    signal(-child.pid, 'SIGKILL');
    if (!kept) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', drop);
  const stop = async () => {
    process.off('exit', drop);
    await end(child.pid, { with: how, grace: 10_000 });
    if (!kept) await rm(folder, { recursive: true, force: true });
  };
  const isUp = await waitUntil(async () => ended !== null || (await ready(child.pid)), { timeout: 60_000 });
  if (isUp && ended === null) return { address, pid: child.pid, stop };
  const said = tail(await readFile(log, 'utf8'), 10);
  await stop();
  throw new Problem(`${name} for the tests ${ended ?? 'did not answer within a minute'}:\n${said}`);
}
