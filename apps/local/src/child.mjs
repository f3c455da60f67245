import { spawn } from 'node:child_process';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';

const LOG_LIMIT = 10 * 1024 * 1024;

/**
 * @typedef {{ command: string, args: string[], options?: import('node:child_process').SpawnOptions, env?: NodeJS.ProcessEnv, cwd?: string }} Command
 * @typedef {{ pid: number, exited: Promise<string> }} Child exited resolves to how it ended, in words, and never rejects
 */

/**
 * Starts a program in a process group of its own, so that Ctrl-C reaches the launcher alone and we choose the order.
 * What it says goes to its log file and not through us: it outlives a launcher that is killed, and nothing is lost.
 * @param {Command} command
 * @param {string} logFile
 * @returns {Promise<Child>}
 */
export function startChild({ command, args, options, env, cwd }, logFile) {
  turnOver(logFile);
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, {
    ...options,
    cwd: cwd ?? '/',
    env: env ?? process.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => (child.pid ? resolve({ pid: child.pid, exited }) : reject(new Error('no process id'))));
  });
}

function turnOver(logFile) {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
}
