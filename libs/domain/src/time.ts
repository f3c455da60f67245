/** An instant: whole milliseconds since 1970-01-01T00:00:00Z. Never a local time. */
export type EpochMs = number;

/** An IANA time zone name, for example `Europe/Berlin`. */
export type ZoneId = string;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
