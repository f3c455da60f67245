import { DAY, HOUR, MINUTE } from '@ripen/domain';
import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween, isOpen } from './business-time';
import { type BusinessCalendar, WEEKDAYS } from './policy';

const at = (iso: string): number => new Date(iso).getTime();

const WORKDAY = [{ from: '09:00', to: '17:00' }];
const office = (change: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  zone: 'Europe/Berlin',
  always: false,
  hours: { mon: WORKDAY, tue: WORKDAY, wed: WORKDAY, thu: WORKDAY, fri: WORKDAY },
  holidays: [],
  ...change,
});
const everyDay = (windows: BusinessCalendar['hours']['mon'], zone = 'Europe/Berlin'): BusinessCalendar =>
  office({ zone, hours: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, windows])) });

/** The instant as ISO text, or the code of the refusal. */
function due(from: string, durationMs: number, calendar: BusinessCalendar): string {
  const result = addBusinessTime(at(from), durationMs, calendar);
  return result.ok ? new Date(result.at).toISOString() : result.code;
}
const hoursBetween = (a: string, b: string, calendar: BusinessCalendar): number =>
  businessTimeBetween(at(a), at(b), calendar) / HOUR;

describe('adding business time', () => {
  it('stays within one day where the day is long enough', () => {
    expect(due('2026-03-02T10:00+01:00', 4 * HOUR, office())).toBe('2026-03-02T13:00:00.000Z');
  });

  it('is due at closing time, not at the next opening, when the day is just used up', () => {
    expect(due('2026-03-02T13:00+01:00', 4 * HOUR, office())).toBe('2026-03-02T16:00:00.000Z');
  });

  it('goes on after the weekend', () => {
    expect(due('2026-03-06T16:00+01:00', 2 * HOUR, office())).toBe('2026-03-09T09:00:00.000Z');
  });

  it('counts from the next opening when it starts out of hours', () => {
    expect(due('2026-03-07T12:00+01:00', HOUR, office())).toBe('2026-03-09T09:00:00.000Z');
  });

  it('skips holidays over the turn of the year', () => {
    const calendar = office({ holidays: ['2026-12-25', '2027-01-01'] });
    expect(due('2026-12-24T16:00+01:00', 2 * HOUR, calendar)).toBe('2026-12-28T09:00:00.000Z');
    expect(due('2026-12-31T16:00+01:00', 2 * HOUR, calendar)).toBe('2027-01-04T09:00:00.000Z');
  });

  it('knows the leap day', () => {
    const daily = everyDay([{ from: '09:00', to: '17:00' }]);
    expect(due('2028-02-28T16:00+01:00', 2 * HOUR, daily)).toBe('2028-02-29T09:00:00.000Z');
    expect(due('2027-02-28T16:00+01:00', 2 * HOUR, daily)).toBe('2027-03-01T09:00:00.000Z');
    expect(due('2028-02-28T16:00+01:00', 2 * HOUR, { ...daily, holidays: ['2028-02-29'] })).toBe(
      '2028-03-01T09:00:00.000Z',
    );
  });

  it('passes the lunch break of a day with several windows', () => {
    const windows = [
      { from: '13:00', to: '17:00' },
      { from: '08:00', to: '12:00' },
    ];
    expect(due('2026-03-02T11:30+01:00', HOUR, everyDay(windows))).toBe('2026-03-02T12:30:00.000Z');
  });

  it('counts overlapping windows once', () => {
    const windows = [
      { from: '08:00', to: '12:00' },
      { from: '10:00', to: '14:00' },
    ];
    expect(hoursBetween('2026-03-02T00:00+01:00', '2026-03-03T00:00+01:00', everyDay(windows))).toBe(6);
  });

  it('runs through midnight where one day ends at 24:00 and the next begins at 00:00', () => {
    const calendar = everyDay([
      { from: '00:00', to: '02:00' },
      { from: '22:00', to: '24:00' },
    ]);
    expect(due('2026-03-02T23:00+01:00', 2 * HOUR, calendar)).toBe('2026-03-03T00:00:00.000Z');
    expect(isOpen(at('2026-03-02T23:59:59.999+01:00'), calendar)).toBe(true);
    expect(isOpen(at('2026-03-03T00:00+01:00'), calendar)).toBe(true);
  });

  it('is plain addition on a calendar that is always open', () => {
    const calendar = office({ always: true, hours: {}, holidays: ['2026-03-29'] });
    expect(due('2026-03-28T12:00Z', 2 * DAY, calendar)).toBe('2026-03-30T12:00:00.000Z');
    expect(isOpen(at('2026-03-29T03:00Z'), calendar)).toBe(true);
  });

  it('answers by code instead of searching for ever', () => {
    expect(due('2026-03-02T10:00Z', HOUR, office({ hours: {} }))).toBe('calendar_never_opens');
    expect(due('2026-03-02T10:00Z', HOUR, everyDay([{ from: '17:00', to: '09:00' }]))).toBe('calendar_never_opens');
    expect(due('2026-03-02T10:00Z', Number.MAX_SAFE_INTEGER, office())).toBe('beyond_horizon');
    expect(due('2026-03-02T10:00Z', -1, office())).toBe('bad_duration');
    expect(due('2026-03-02T10:00Z', Number.NaN, office())).toBe('bad_duration');
  });

  it('finds the opening behind the longest row of holidays that a calendar may hold', () => {
    const firstMonday = at('2026-01-05T00:00Z');
    const mondays = Array.from({ length: 2_000 }, (_, week) =>
      new Date(firstMonday + week * 7 * DAY).toISOString().slice(0, 10),
    );
    const calendar = office({ zone: 'UTC', hours: { mon: WORKDAY }, holidays: mondays });
    expect(due('2026-01-01T00:00Z', HOUR, calendar)).toBe(
      new Date(firstMonday + 2_000 * 7 * DAY + 10 * HOUR).toISOString(),
    );
  });
});

describe('the change of the clock', () => {
  const night = everyDay([{ from: '00:00', to: '06:00' }]);

  it('counts the five real hours of a six-hour window in spring', () => {
    expect(hoursBetween('2026-03-29T00:00+01:00', '2026-03-29T12:00+02:00', night)).toBe(5);
    expect(due('2026-03-29T01:00+01:00', 2 * HOUR, night)).toBe('2026-03-29T02:00:00.000Z');
  });

  it('counts the seven real hours of the same window in autumn', () => {
    expect(hoursBetween('2026-10-25T00:00+02:00', '2026-10-25T12:00+01:00', night)).toBe(7);
    expect(due('2026-10-25T00:00+02:00', 7 * HOUR, night)).toBe('2026-10-25T05:00:00.000Z');
  });

  it('opens when the clock jumps over the opening time', () => {
    const calendar = everyDay([{ from: '02:30', to: '06:00' }]);
    expect(isOpen(at('2026-03-29T00:59:59.999Z'), calendar)).toBe(false);
    expect(isOpen(at('2026-03-29T01:00Z'), calendar)).toBe(true);
    expect(hoursBetween('2026-03-29T00:00+01:00', '2026-03-29T12:00+02:00', calendar)).toBe(3);
  });

  it('opens and closes the first time the clock reads an hour that comes twice', () => {
    const morning = everyDay([{ from: '00:00', to: '02:30' }]);
    expect(hoursBetween('2026-10-25T00:00+02:00', '2026-10-25T12:00+01:00', morning)).toBe(2.5);
    const later = everyDay([{ from: '02:30', to: '04:00' }]);
    expect(hoursBetween('2026-10-25T00:00+02:00', '2026-10-25T12:00+01:00', later)).toBe(2.5);
  });

  it('has no window on the day on which the whole window is skipped', () => {
    const calendar = everyDay([{ from: '02:00', to: '03:00' }]);
    expect(hoursBetween('2026-03-29T00:00+01:00', '2026-03-29T12:00+02:00', calendar)).toBe(0);
    expect(due('2026-03-29T00:30+01:00', HOUR, calendar)).toBe('2026-03-30T01:00:00.000Z');
  });

  it('keeps office hours on both sides of the change', () => {
    expect(due('2026-03-27T16:00+01:00', 2 * HOUR, office())).toBe('2026-03-30T08:00:00.000Z');
    expect(due('2026-10-23T16:00+02:00', 2 * HOUR, office())).toBe('2026-10-26T09:00:00.000Z');
  });

  it('begins a day whose midnight is skipped with its first instant', () => {
    const calendar = everyDay([{ from: '00:00', to: '24:00' }], 'America/Sao_Paulo');
    expect(hoursBetween('2018-11-04T03:00Z', '2018-11-05T02:00Z', calendar)).toBe(23);
    expect(isOpen(at('2018-11-04T03:00Z'), calendar)).toBe(true);
  });

  it('has nothing open on a date that a zone left out', () => {
    const calendar = everyDay(WORKDAY, 'Pacific/Apia');
    expect(hoursBetween('2011-12-30T00:00-10:00', '2011-12-31T23:59:59+14:00', calendar)).toBe(8);
  });
});

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

  it('answers tens of thousands of questions a second', () => {
    const calendar = office({ holidays: ['2026-12-25'] });
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
