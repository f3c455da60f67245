const QUIET_MS = 1_500;

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * Says what is being done and, when it is done, how long it took. A step that is over at once shows only its end.
 * @template T
 * @param {string} what
 * @param {(note: (what: string) => void) => Promise<T>} work note: says a detail of it
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const began = Date.now();
  const announce = setTimeout(() => say(`  ${what} …`), QUIET_MS);
  try {
    const result = await work((detail) => say(`  ${what}: ${detail}`));
    clearTimeout(announce);
    say(`✓ ${what}  ${seconds(Date.now() - began)}`);
    return result;
  } catch (error) {
    clearTimeout(announce);
    say(`✗ ${what}  ${seconds(Date.now() - began)}`);
    throw error;
  }
}

/** @param {number} ms */
export function seconds(ms) {
  return ms < 9_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}
