import { DAY, HOUR } from '@ripen/domain';
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
