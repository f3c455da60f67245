import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 150;
const PATIENCE_MS = 60_000;

/** Tries again until it succeeds: what calls a part that is killed must expect that it is away for a moment. */
export async function persistently<T>(work: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(PAUSE_MS);
    }
  }
}

/** Does the work for each of them, so many at once, in their order. */
export async function eachOf<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const next = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
}

/** Waits `ms`, less when asked to stop. */
export async function pauseUnless(stop: AbortSignal, ms: number): Promise<void> {
  if (stop.aborted) return;
  await pause(ms, undefined, { signal: stop }).catch(() => undefined);
}
