import { DAY, type EpochMs, HOUR, MINUTE, type ZoneId } from '@ripen/domain';
import { Temporal } from 'temporal-polyfill';

const MINUTES_A_DAY = 24 * 60;
const EPOCH_DAY = Temporal.PlainDate.from('1970-01-01');
/** No zone is further from UTC, so a local date lies within its UTC date and this much on either side. */
const WIDEST_OFFSET = 16 * HOUR;

/** A span of time in which a zone keeps its distance to UTC. */
interface Stretch {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly offset: number;
}

/**
 * Finds the first instant at which the wall clock of `zone` reads a minute of a date or later. One rule for both changes of the clock: a
 * time that is skipped is reached when the clock jumps over it, a time that comes twice is reached the first time. A date is counted in
 * days since 1970-01-01; minute 1,440 is the end of the date. Throws RangeError for a zone that does not exist.
 */
export function wallClock(zone: ZoneId): (day: number, minute: number) => EpochMs {
  let stretch = stretchFrom(zone, 0);
  return (day, minute) => {
    const from = day * DAY - WIDEST_OFFSET;
    const until = (day + 1) * DAY + WIDEST_OFFSET;
    if (from < stretch.from || until > stretch.until) stretch = stretchFrom(zone, from);
    // Zone arithmetic is slow; most dates lie far from any change of the clock and need none.
    if (until <= stretch.until) return day * DAY + minute * MINUTE - stretch.offset;
    return firstReached(day, minute, zone);
  };
}

function stretchFrom(zone: ZoneId, from: EpochMs): Stretch {
  const begin = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const until = begin.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
  return { from, until, offset: begin.offsetNanoseconds / 1_000_000 };
}

function firstReached(day: number, minute: number, zone: ZoneId): EpochMs {
  const date = EPOCH_DAY.add({ days: minute === MINUTES_A_DAY ? day + 1 : day });
  const inDay = minute % MINUTES_A_DAY;
  const wall = date.toPlainDateTime({ hour: Math.floor(inDay / 60), minute: inDay % 60 });
  const reached = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (reached.toPlainDateTime().equals(wall)) return reached.epochMilliseconds;
  return reached.getTimeZoneTransition('next')?.epochMilliseconds ?? reached.epochMilliseconds;
}

/** Days since 1970-01-01 of an ISO date. */
export function dayOfDate(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / DAY;
}
