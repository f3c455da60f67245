import { median, percentile, rounded } from '../figures';
import { type Point, robustSlope } from '../trend';
import type { LiveHeap, Sample, TableSize } from './samples';

const MINUTE_MS = 60_000;
const MEGABYTE = 1_048_576;
/** Megabytes a minute. */
const ALLOWED_SLOPE = 1;
/** Over the measured time a latency may rise by this share of itself, or by so many milliseconds. */
const ALLOWED_RISE = 0.25;
const ALLOWED_RISE_MS = 20;
const WINDOW_MS = 10_000;
/** So often its size after the warm-up a table may take for what it holds at the end; below a megabyte nothing is a leak. */
const ALLOWED_GROWTH = 2;
const SMALL_BYTES = MEGABYTE;

/** One thing that must not grow: how much it did of how much it may. */
export interface Verdict {
  readonly what: string;
  readonly measured: number;
  readonly allowed: number;
  readonly ratio: number;
}

function verdict(what: string, measured: number, allowed: number): Verdict {
  return { what, measured: rounded(measured), allowed: rounded(allowed), ratio: rounded(measured / allowed) };
}

/**
 * Megabytes a minute by which a process grows: by the least that it held in each minute. What lies above is garbage that comes and goes by
 * hundreds of megabytes.
 */
export function memoryTrend(part: 'worker' | 'api' | 'temporal' | 'postgres', samples: readonly Sample[]): number {
  const minutes = Map.groupBy(samples, ({ at }) => Math.floor(at / MINUTE_MS));
  return robustSlope(
    [...minutes].map(([minute, those]) => ({
      at: minute,
      value: Math.min(...those.map(({ memory }) => memory[part])) / MEGABYTE,
    })),
  );
}

/** Our own processes. The servers' caches are theirs, and are only told. */
export function memoryVerdicts(samples: readonly Sample[]): Verdict[] {
  return (['worker', 'api'] as const).map((part) =>
    verdict(`memory of the ${part}, MB/min`, memoryTrend(part, samples), ALLOWED_SLOPE),
  );
}

/** What our processes still refer to must not grow either: a leak hides for long below the limit at which V8 collects. */
export function heapVerdicts(heaps: readonly LiveHeap[]): Verdict[] {
  return (['worker', 'api'] as const).map((part) =>
    verdict(
      `live heap of the ${part}, MB/min`,
      robustSlope(heaps.map((heap) => ({ at: heap.at / MINUTE_MS, value: heap[part] / MEGABYTE }))),
      ALLOWED_SLOPE,
    ),
  );
}

/** By how much a latency rises from the beginning to the end, by the medians of ten seconds each. */
export function latencyVerdict(what: string, points: readonly Point[]): Verdict {
  const windows = Map.groupBy(points, ({ at }) => Math.floor(at / WINDOW_MS));
  const medians = [...windows].map(([window, those]) => ({
    at: window * WINDOW_MS,
    value: median(those.map(({ value }) => value)),
  }));
  const spanMs = (windows.size - 1) * WINDOW_MS;
  const usual = median(medians.map(({ value }) => value));
  return verdict(`rise of ${what}, ms`, robustSlope(medians) * spanMs, Math.max(usual * ALLOWED_RISE, ALLOWED_RISE_MS));
}

/**
 * Tables take what their rows take: none may grow faster than its rows. What is empty of people (the outbox, leases, sign-ins) then stays as it
 * is.
 */
export function tableVerdicts(samples: readonly Sample[]): Verdict[] {
  const [first, last] = [samples[0]?.tables ?? [], samples.at(-1)?.tables ?? []];
  return last.flatMap((table) => {
    const before = first.find(({ name }) => name === table.name);
    if (before === undefined || table.bytes < SMALL_BYTES) return [];
    const grown = table.bytes / Math.max(before.bytes, SMALL_BYTES);
    const more = Math.max(rows(table) / Math.max(rows(before), 1), 1);
    return [verdict(`growth of ${table.name} for its rows`, grown / more, ALLOWED_GROWTH)];
  });
}

const rows = ({ live }: TableSize): number => live;

/** p50 and p99 in milliseconds. */
export function spread(points: readonly Point[]): [p50: number, p99: number] {
  const values = points.map(({ value }) => value);
  return [rounded(median(values)), rounded(percentile(values, 0.99))];
}
