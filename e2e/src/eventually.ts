import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_MS = 100;

interface Patience {
  /** Milliseconds. */
  readonly within: number;
  /** Milliseconds between two questions. */
  readonly every?: number;
}

/** Asks again and again until the answer is neither false, null nor undefined, and answers it; fails with `what` when time is up. */
export async function eventually<T>(
  what: string,
  { within, every = BETWEEN_MS }: Patience,
  ask: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`Not within ${within / 1000} s: ${what}`);
    await pause(every);
  }
}
