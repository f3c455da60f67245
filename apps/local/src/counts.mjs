import { readFile } from 'node:fs/promises';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.reduce((total, { failed }) => total + failed, 0),
    skipped: all.reduce((total, { skipped }) => total + skipped, 0),
  };
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** One failure that no test counted: a lint error, a build that broke, a runner that fell over. */
export const ONE_FAILURE = Object.freeze({ passed: 0, failed: 1, skipped: 0 });

/**
 * The counts that a run left behind.
 * @param {string} file
 * @param {{ ok: boolean }} run a run that failed without a failing test counts as one failure
 * @returns {Promise<Counts>}
 */
export async function countsIn(file, { ok }) {
  const text = await readFile(file, 'utf8').catch(() => null);
  const counts = text === null ? sum([]) : JSON.parse(text);
  return !ok && counts.failed === 0 ? sum([counts, ONE_FAILURE]) : counts;
}
