import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { end, isAlive, processesIn, signal } from './processes.mjs';
import { run } from './run.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * Ends what a killed run left behind in a data folder (a server whose launcher died, backends whose server died) and
 * removes a pid file that belongs to nobody, which would otherwise keep Postgres from starting.
 * @param {string} folder
 */
export async function clearLeftovers(folder) {
  const pidFile = join(folder, 'postmaster.pid');
  const recorded = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const here = await processesIn(await realpath(folder));
  if (Number.isInteger(recorded) && (here.includes(recorded) || (await servesFolder(recorded, folder)))) {
    // SIGINT is Postgres's fast shutdown: sessions are cut, nothing has to be recovered.
    await end(recorded, { with: 'SIGINT', grace: 20_000 });
  }
  for (const pid of here) signal(pid, 'SIGQUIT');
  const gone = await waitUntil(() => here.every((pid) => !isAlive(pid)), { timeout: 5_000 });
  if (!gone) for (const pid of here) signal(pid, 'SIGKILL');
  await rm(pidFile, { force: true });
}

/** Where the system does not tell in which folder a process works, the pid is ours only if its command line names the folder. */
async function servesFolder(pid, folder) {
  if (process.platform === 'linux') return false;
  const { output } = await run('ps', ['-o', 'args=', '-p', String(pid)]);
  return output.includes('postgres') && output.includes(folder);
}
