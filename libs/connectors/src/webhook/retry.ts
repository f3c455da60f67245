import type { EpochMs } from '@ripen/domain';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_MS = 5_000;
const FACTOR = 3;
const LONGEST_MS = 8 * HOUR;
const JITTER = 0.2;
/** A delivery is tried for at least this long before it is given up. */
export const WEBHOOK_RETRIES_FOR_MS = 72 * HOUR;
const LONGEST_RETRY_AFTER_MS = 24 * HOUR;

/**
 * How long to wait after an attempt that failed: 5 s, then three times as long each time, at most 8 hours, a fifth more or less.
 * `chance`: 0 to 1. `retryAfterMs`: what the receiver asked for, at most a day.
 */
export function webhookPause({
  attempts,
  chance,
  retryAfterMs,
}: {
  attempts: number;
  chance: number;
  retryAfterMs: number | null;
}): number {
  const base = Math.min(FIRST_MS * FACTOR ** Math.max(0, attempts - 1), LONGEST_MS);
  const jittered = Math.round(base * (1 - JITTER + 2 * JITTER * chance));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}

/** The header `Retry-After` as milliseconds from `now`: seconds, or a date. Null: there is none, or it says nothing. */
export function retryAfter(header: string | undefined, now: EpochMs): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
