import { readFileSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import { run } from './run.mjs';
import { waitUntil } from './wait-until.mjs';

/**
 * A process that has ended and whose parent never asks for it (a container without an init) counts as gone.
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return statOf(pid)?.[0] !== 'Z';
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
 * Asks a process to end, and ends it if it does not.
 * @param {number} pid
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
  if (process.platform === 'linux') return statOf(pid)?.[19] ?? null;
  const { output } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
  return output.trim() || null;
}

/** The fields of Linux's status line from the state on: the name before them stands in brackets and may hold spaces. */
function statOf(pid) {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It ended while we looked.
    return null;
  }
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
