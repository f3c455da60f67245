import type { EpochMs, LeadFacts, ZoneId } from '@ripen/domain';
import { HOUR, MINUTE, SECOND } from '@ripen/domain';
// The calendar's Temporal, not the workflow engine of the same name; this is the one place that imports it.
import { Temporal as Calendar } from 'temporal-polyfill';
import { z } from 'zod';

export const DURATION_UNITS = ['seconds', 'minutes', 'hours', 'days'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

/** A length of time. Days are calendar days in the lead's zone, so "1 day" keeps the time of day over a clock change. */
export const durationSchema = z.object({
  amount: z.number().int().min(1).max(100_000),
  unit: z.enum(DURATION_UNITS),
});
export type Duration = z.infer<typeof durationSchema>;

const MILLISECONDS = { seconds: SECOND, minutes: MINUTE, hours: HOUR } as const;

/** The instant one duration after `from`; days by the calendar of `zone`, the rest by the clock. */
export function deadlineAfter({ amount, unit }: Duration, from: EpochMs, zone: ZoneId): EpochMs {
  if (unit !== 'days') return from + amount * MILLISECONDS[unit];
  const start = Calendar.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  return start.add({ days: amount }).epochMilliseconds;
}

/** The zone that a lead's calendar days are counted in: its own, else its company's, else the workspace's. Unknown names are passed over. */
export function zoneOf({ lead, company }: Pick<LeadFacts, 'lead' | 'company'>, workspaceZone: ZoneId): ZoneId {
  for (const zone of [lead.zone, company?.zone, workspaceZone]) {
    if (zone && isZone(zone)) return zone;
  }
  return 'UTC';
}

// Asking the calendar for an unknown zone throws, which is slow; the answer for a name never changes.
const KNOWN_ZONES = new Map<string, boolean>();
const MOST_ZONES = 2_000;

function isZone(zone: string): boolean {
  const known = KNOWN_ZONES.get(zone);
  if (known !== undefined) return known;
  const valid = resolves(zone);
  if (KNOWN_ZONES.size < MOST_ZONES) KNOWN_ZONES.set(zone, valid);
  return valid;
}

function resolves(zone: string): boolean {
  try {
    Calendar.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
