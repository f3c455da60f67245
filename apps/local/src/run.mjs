import { spawn } from 'node:child_process';

/** @type {Set<import('node:child_process').ChildProcess>} */
const underWay = new Set();
process.once('exit', () => underWay.forEach((child) => child.kill()));

/**
 * Runs a command to its end and keeps what it says. It does not outlive this process.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeout?: number, input?: string }} [options]
 * @returns {Promise<{ code: number | null, output: string }>} code is null when the command is not there or was cut off
 */
export function run(command, args, { input, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...options,
    });
    underWay.add(child);
    child.once('close', () => underWay.delete(child));
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.once('error', (error) => resolve({ code: null, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
    if (input !== undefined) child.stdin?.end(input);
  });
}

/** The last lines of what a command said, for a person to read. */
export function tail(output, lines = 20) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}
