import { readdir, readFile, readlink } from 'node:fs/promises';
import { waitUntil } from './wait-until.mjs';

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Sends a signal to one process, or, with a negative id, to a group; a process that is gone already is fine.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * @param {number} pid a process, or, negative, a group
 * @param {{ with: NodeJS.Signals, grace: number }} options
 */
export async function end(pid, { with: how, grace }) {
  signal(pid, how);
  if (await waitUntil(() => !isAlive(pid), { timeout: grace })) return;
  signal(pid, 'SIGKILL');
  await waitUntil(() => !isAlive(pid), { timeout: 5_000 });
}

/**
 * When a process began, as the system counts it: a pid that was given out again has another value.
 * @param {number} pid
 * @returns {Promise<string | null>} null where that cannot be told
 */
export async function startOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // The name in brackets may hold spaces; the 22nd field counted from the front is the 20th after the bracket.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/**
 * The processes that work in a folder. Only where the system tells (Linux); elsewhere none.
 * @param {string} folder
 */
export async function processesIn(folder) {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter(Number.isInteger);
  const cwds = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => null)));
  return pids.filter((_, index) => cwds[index] === folder);
}
