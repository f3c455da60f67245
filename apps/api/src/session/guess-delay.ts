/** Tries without a wait: of one account from one network, of one account from everywhere, of one network at all accounts. */
export const FREE_TRIES = { pair: 5, account: 20, network: 100 } as const;

const LONGEST_MS = 15 * 60 * 1_000;
const DOUBLINGS = 10;

/** Milliseconds from the last try to the next that is looked at: one second after the free ones, then doubled, a quarter of an hour at most. */
export function delayAfter(tries: number, free: number): number {
  if (tries < free) return 0;
  return Math.min(1_000 * 2 ** Math.min(tries - free, DOUBLINGS), LONGEST_MS);
}
