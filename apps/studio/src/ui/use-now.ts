import { useSyncExternalStore } from 'react';
import { MINUTE, SECOND } from '@ripen/domain';

type Beat = 'second' | 'minute';

/** One timer per beat for the whole page, however many clocks are on it. */
function ticker(period: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(tick, period);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => now,
  };
}

const TICKERS: Readonly<Record<Beat, ReturnType<typeof ticker>>> = {
  second: ticker(SECOND),
  minute: ticker(MINUTE / 4),
};

/** The present instant, renewed every second or a few times a minute. */
export function useNow(beat: Beat = 'minute'): number {
  return useSyncExternalStore(TICKERS[beat].subscribe, TICKERS[beat].read);
}
