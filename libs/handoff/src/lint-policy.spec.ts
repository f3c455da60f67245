import { DAY, HOUR } from '@ripen/domain';
import fc from 'fast-check';
import { addBusinessTime } from './business-time';
import { DEFAULT_POLICY } from './default-policy';
import { lintPolicy } from './lint-policy';
import { type BusinessCalendar, slaPolicySchema, type SlaPolicy, WEEKDAYS } from './policy';

const policy = DEFAULT_POLICY('Europe/Berlin');
const withCalendar = (change: Partial<BusinessCalendar>): SlaPolicy => ({
  ...policy,
  calendar: { ...policy.calendar, ...change },
});
const codesOf = (linted: SlaPolicy): readonly string[] =>
  lintPolicy(linted).map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`);

describe('the lint of an SLA policy', () => {
  it('finds nothing in the policy that a workspace starts with, and that one passes the schema', () => {
    expect(codesOf(policy)).toEqual([]);
    expect(slaPolicySchema.parse(policy)).toEqual(policy);
  });

  it('refuses a calendar without an open hour', () => {
    expect(codesOf(withCalendar({ hours: {} }))).toEqual(['error calendar_never_opens calendar.hours']);
    expect(codesOf(withCalendar({ hours: { mon: [{ from: '17:00', to: '09:00' }] } }))).toEqual([
      'error calendar_never_opens calendar.hours',
      'error window_reversed calendar.hours.mon.0',
    ]);
    expect(codesOf(withCalendar({ hours: {}, always: true }))).toEqual([]);
  });

  it('refuses a zone that does not exist', () => {
    expect(codesOf(withCalendar({ zone: 'Europe/Bielefeld' }))).toEqual(['error zone_unknown calendar.zone']);
  });

  it('names overlapping windows and holidays listed twice', () => {
    const windows = [
      { from: '08:00', to: '12:00' },
      { from: '11:00', to: '17:00' },
    ];
    expect(codesOf(withCalendar({ hours: { tue: windows }, holidays: ['2026-12-25', '2026-12-25'] }))).toEqual([
      'warning windows_overlap calendar.hours.tue.1',
      'warning holiday_twice calendar.holidays.1',
    ]);
  });

  it('warns of a reminder that comes after the warning', () => {
    expect(codesOf({ ...policy, accept: { durationMs: 4 * HOUR, remindAt: 90, warnAt: 80 } })).toEqual([
      'warning remind_after_warn accept.remindAt',
    ]);
  });

  it('refuses a term that takes more than five years of such hours', () => {
    const sparse = withCalendar({ hours: { mon: [{ from: '09:00', to: '09:30' }] } });
    expect(codesOf({ ...sparse, poolMs: 131 * HOUR })).toEqual(['error duration_too_long poolMs']);
    expect(codesOf({ ...sparse, poolMs: 130 * HOUR })).toEqual([]);
  });

  it('lets no policy pass whose deadlines cannot be computed', () => {
    const window = fc.constantFrom(
      { from: '02:00', to: '03:00' },
      { from: '23:45', to: '24:00' },
      { from: '09:00', to: '09:00' },
    );
    const hours = fc.dictionary(fc.constantFrom(...WEEKDAYS), fc.array(window, { maxLength: 2 }));
    const holidays = fc
      .integer({ min: 0, max: 2_000 })
      .map((weeks) => Array.from({ length: weeks }, (_, week) => new Date(week * 7 * DAY).toISOString().slice(0, 10)));
    fc.assert(
      fc.property(hours, holidays, fc.integer({ min: 1_000, max: 600 * HOUR }), (open, closed, poolMs) => {
        const candidate = { ...withCalendar({ hours: open, holidays: closed }), poolMs };
        fc.pre(lintPolicy(candidate).every(({ severity }) => severity !== 'error'));
        expect(addBusinessTime(0, poolMs, candidate.calendar).ok).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
