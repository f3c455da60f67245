import { say } from '../say.mjs';

/**
 * Ctrl-C and SIGTERM put away what is half done before this process ends.
 * @param {() => Promise<unknown>} putAway
 * @returns {() => void} call it when nothing is half done any more
 */
export function endOnSignal(putAway) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const stop = async () => {
    say('\nStopping; nothing is left behind …');
    await putAway();
    process.exit(130);
  };
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}
