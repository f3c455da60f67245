import { DAY, HOUR, MINUTE } from '@ripen/domain';
import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween, isOpen } from './business-time';
import { DEFAULT_POLICY } from './default-policy';
import { type BusinessCalendar, WEEKDAYS } from './policy';

const at = (iso: string): number => new Date(iso).getTime();

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'UTC',
];
const clockTime = fc
  .integer({ min: 0, max: 24 * 4 })
  .map(
    (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const window = fc
  .uniqueArray(clockTime, { minLength: 2, maxLength: 2 })
  .map((times) => [...times].sort())
  .map(([from = '00:00', to = '24:00']) => ({ from, to }));
const instants = fc.integer({ min: at('2010-01-01T00:00Z'), max: at('2030-12-31T00:00Z') });
const holidays = fc.uniqueArray(
  instants.map((ms) => new Date(ms).toISOString().slice(0, 10)),
  { maxLength: 20 },
);
const calendars: fc.Arbitrary<BusinessCalendar> = fc.record({
  zone: fc.constantFrom(...ZONES),
  always: fc.constant(false),
  hours: fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(window, { minLength: 1, maxLength: 3 }), {
    minKeys: 1,
    maxKeys: 7,
  }),
  holidays,
});
const durations = fc.oneof(fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: 0, max: 20 * DAY }));

function add(from: number, durationMs: number, calendar: BusinessCalendar): number {
  const result = addBusinessTime(from, durationMs, calendar);
  if (!result.ok) throw new Error(result.code);
  return result.at;
}

describe('the laws of business time', () => {
  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(instants, durations, durations, calendars, (from, x, y, calendar) => {
        expect(add(from, x + y, calendar)).toBe(add(add(from, x, calendar), y, calendar));
      }),
    );
  });

  it('what was added lies between', () => {
    fc.assert(
      fc.property(instants, durations, calendars, (from, x, calendar) => {
        expect(businessTimeBetween(from, add(from, x, calendar), calendar)).toBe(x);
      }),
    );
  });

  it('is due at the earliest such instant', () => {
    fc.assert(
      fc.property(
        instants,
        durations.filter((x) => x > 0),
        calendars,
        (from, x, calendar) => {
          expect(businessTimeBetween(from, add(from, x, calendar) - 1, calendar)).toBe(x - 1);
        },
      ),
    );
  });

  it('never goes back, and never waits less for starting later', () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 0, max: 10 * DAY }),
        durations,
        durations,
        calendars,
        (from, later, x, y, calendar) => {
          expect(add(from + later, x, calendar)).toBeGreaterThanOrEqual(add(from, x, calendar));
          expect(add(from, x + y, calendar)).toBeGreaterThanOrEqual(add(from, x, calendar));
          expect(add(from, x, calendar)).toBeGreaterThanOrEqual(from);
        },
      ),
    );
  });

  it('the time between adds up, and turns its sign with the direction', () => {
    fc.assert(
      fc.property(fc.tuple(instants, durations, durations), calendars, ([a, x, y], calendar) => {
        const [b, c] = [a + x, a + x + y];
        const whole = businessTimeBetween(a, c, calendar);
        expect(businessTimeBetween(a, b, calendar) + businessTimeBetween(b, c, calendar)).toBe(whole);
        expect(businessTimeBetween(c, a, calendar) + whole).toBe(0);
      }),
    );
  });

  it('is open exactly when the wall clock of the zone stands in a window of a working day', () => {
    fc.assert(
      fc.property(instants, calendars, (moment, calendar) => {
        // A day on which the clock changes has rules of its own, restated above.
        fc.pre(offset(moment - DAY, calendar.zone) === offset(moment + DAY, calendar.zone));
        const { weekday, date, time } = wallClock(moment, calendar.zone);
        const open =
          !calendar.holidays.includes(date) &&
          (calendar.hours[weekday] ?? []).some(({ from, to }) => from <= time && time < to);
        expect(isOpen(moment, calendar)).toBe(open);
      }),
      { numRuns: 500 },
    );
  });

  it('counts as many hours of a date as the wall clock shows that date', () => {
    const QUARTER = 15 * MINUTE;
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Australia/Lord_Howe',
          'America/Sao_Paulo',
          'Africa/Cairo',
        ),
        // Months in which these clocks change, 2028 with its leap day among the years, and the end of the year.
        fc.constantFrom(
          '2010-10',
          '2017-10',
          '2018-02',
          '2024-04',
          '2028-02',
          '2028-03',
          '2028-10',
          '2028-11',
          '2028-12',
        ),
        fc.integer({ min: 1, max: 31 }),
        (zone, month, dayOfMonth) => {
          const day = at(`${month}-01T00:00Z`) + (dayOfMonth - 1) * DAY;
          const date = new Date(day).toISOString().slice(0, 10);
          const isoOf = (distance: number): string => new Date(day + distance * DAY).toISOString().slice(0, 10);
          const calendar: BusinessCalendar = {
            zone,
            always: false,
            hours: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [{ from: '00:00', to: '24:00' }]])),
            holidays: [-2, -1, 1, 2].map(isoOf),
          };
          let shown = 0;
          for (let moment = day - DAY; moment < day + 2 * DAY; moment += QUARTER)
            if (wallClock(moment, zone).date === date) shown += QUARTER;
          expect(businessTimeBetween(day - DAY, day + 2 * DAY, calendar)).toBe(shown);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('answers tens of thousands of questions a second', () => {
    const { calendar } = DEFAULT_POLICY('Europe/Berlin');
    const started = performance.now();
    for (let index = 0; index < 20_000; index += 1) add(at('2026-01-01T00:00Z') + index * MINUTE, 80 * HOUR, calendar);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

/** The wall clock as the platform's own formatter reads it: an oracle that shares nothing with the code. */
function wallClock(moment: number, zone: string): { weekday: (typeof WEEKDAYS)[number]; date: string; time: string } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  );
  const weekday = WEEKDAYS.find((name) => name === parts['weekday']?.toLowerCase());
  if (!weekday) throw new Error('no weekday');
  return {
    weekday,
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    time: `${parts['hour']}:${parts['minute']}`,
  };
}

function offset(moment: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(moment);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
