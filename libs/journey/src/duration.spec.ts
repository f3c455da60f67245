import { DAY, HOUR, MINUTE } from '@ripen/domain';
import fc from 'fast-check';
import { deadlineAfter, zoneOf } from './duration';
import { aCompany, aLead, MONDAY } from './lead.fixture';

describe('a duration', () => {
  it('of hours runs by the clock, over a change of the clocks too', () => {
    const saturday = Date.UTC(2026, 9, 24, 8);
    expect(deadlineAfter({ amount: 24, unit: 'hours' }, saturday, 'Europe/Berlin')).toBe(saturday + DAY);
  });

  it('of days keeps the time of day: 25 hours in October, 23 in March', () => {
    const october = Date.UTC(2026, 9, 24, 8);
    const march = Date.UTC(2026, 2, 28, 8);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, october, 'Europe/Berlin')).toBe(october + 25 * HOUR);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, march, 'Europe/Berlin')).toBe(march + 23 * HOUR);
  });

  it('of days that ends in the hour that the clocks skip ends after it', () => {
    const halfPastTwo = Date.UTC(2026, 2, 28, 1, 30);
    expect(deadlineAfter({ amount: 1, unit: 'days' }, halfPastTwo, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});

const at = (iso: string): number => Date.parse(iso);
const days = (amount: number, from: string, zone: string): string =>
  new Date(deadlineAfter({ amount, unit: 'days' }, at(from), zone)).toISOString();

describe('days of the calendar', () => {
  it('know the leap day and the end of the year', () => {
    expect(days(1, '2028-02-28T10:00+01:00', 'Europe/Berlin')).toBe('2028-02-29T09:00:00.000Z');
    expect(days(1, '2027-02-28T10:00+01:00', 'Europe/Berlin')).toBe('2027-03-01T09:00:00.000Z');
    expect(days(366, '2028-02-29T10:00+01:00', 'Europe/Berlin')).toBe('2029-03-01T09:00:00.000Z');
    expect(days(1, '2028-12-31T23:30+01:00', 'Europe/Berlin')).toBe('2029-01-01T22:30:00.000Z');
  });

  it('end the first time when the hour comes twice, also when they began in its second coming', () => {
    expect(days(1, '2028-10-28T02:30+02:00', 'Europe/Berlin')).toBe('2028-10-29T00:30:00.000Z');
    expect(days(1, '2028-10-29T02:30+01:00', 'Europe/Berlin')).toBe('2028-10-30T01:30:00.000Z');
  });

  it('leave out a date that a zone left out', () => {
    expect(days(1, '2011-12-29T10:00-10:00', 'Pacific/Apia')).toBe(days(2, '2011-12-29T10:00-10:00', 'Pacific/Apia'));
  });

  it('keep the time of day in every zone, but for a time that the clocks skip: then the deadline is after the gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Australia/Lord_Howe',
          'Africa/Cairo',
          'Asia/Kathmandu',
          'UTC',
        ),
        fc.integer({ min: at('2020-01-01T00:00Z') / MINUTE, max: at('2035-01-01T00:00Z') / MINUTE }),
        fc.integer({ min: 1, max: 400 }),
        (zone, minute, amount) => {
          const from = minute * MINUTE;
          const deadline = deadlineAfter({ amount, unit: 'days' }, from, zone);
          const [began, ends] = [wallClock(from, zone), wallClock(deadline, zone)];
          const later = ends - (began + amount * DAY);
          if (later === 0) {
            // Of two such instants it is the first.
            for (const before of [HOUR / 2, HOUR]) expect(wallClock(deadline - before, zone)).not.toBe(ends);
          } else {
            // The clocks were put forward over it, an hour or half of one before.
            expect(later).toBeGreaterThan(0);
            expect(wallClock(deadline - later, zone) + later).toBeLessThan(ends);
          }
          expect(deadlineAfter({ amount: amount * 24, unit: 'hours' }, from, zone)).toBe(from + amount * DAY);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** What the clock on the wall reads, as if it were UTC, by the platform's own formatter: it shares nothing with the code. */
function wallClock(moment: number, zone: string): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  return at(`${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}Z`);
}

describe('the zone of a lead', () => {
  it("is its own, else its company's, else the workspace's; names that no calendar knows are passed over", () => {
    const zones = (lead: string | null, company: string | null) =>
      zoneOf({ lead: aLead({ zone: lead }), company: aCompany({ zone: company }) }, 'Europe/Berlin');
    expect(zones('Asia/Tokyo', 'Europe/Vienna')).toBe('Asia/Tokyo');
    expect(zones(null, 'Europe/Vienna')).toBe('Europe/Vienna');
    expect(zones('Mars/Olympus', null)).toBe('Europe/Berlin');
    expect(zoneOf({ lead: aLead(), company: null }, 'Nowhere')).toBe('UTC');
    expect(deadlineAfter({ amount: 1, unit: 'days' }, MONDAY, zones('Mars/Olympus', null))).toBe(MONDAY + DAY);
  });
});
