import type { EpochMs, ZoneId } from '@ripen/domain';

/** The calendar day of an instant in a zone, `YYYY-MM-DD`. */
export function dayIn(zone: ZoneId, at: EpochMs): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  );
}

/** A day so many days later, without any zone: days of a calendar have no hours. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The instant at which the clocks of a zone show this day (`YYYY-MM-DD`) and time (`HH:MM`).
 * A time that a clock change skips becomes the one an hour later; a doubled one is its first.
 */
export function instantIn(zone: ZoneId, day: string, time: string): EpochMs {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const before = asUtc - offsetAt(zone, asUtc - 86_400_000);
  const after = asUtc - offsetAt(zone, asUtc + 86_400_000);
  const fits = [before, after].filter((candidate) => candidate + offsetAt(zone, candidate) === asUtc);
  return fits.length > 0 ? Math.min(...fits) : before;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: ZoneId, at: EpochMs): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((each) => each.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / 1_000) * 1_000;
}
