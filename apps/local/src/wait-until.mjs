import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until the condition holds.
 * @param {() => unknown | Promise<unknown>} holds
 * @param {{ timeout: number, every?: number }} options in milliseconds
 * @returns {Promise<boolean>} false when the time ran out
 */
export async function waitUntil(holds, { timeout, every = 50 }) {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) return false;
    await sleep(every);
  }
  return true;
}
