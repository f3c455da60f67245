import { dayAfter, dayIn, instantIn } from './zoned';

describe('days and times in a zone', () => {
  it('reads the day by the clocks of the zone', () => {
    const at = Date.UTC(2026, 10, 18, 23, 30);
    expect(dayIn('Europe/Berlin', at)).toBe('2026-11-19');
    expect(dayIn('America/New_York', at)).toBe('2026-11-18');
  });

  it('counts days across months and years', () => {
    expect(dayAfter('2026-12-30', 3)).toBe('2027-01-02');
    expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  });

  it('finds the instant of a local time in summer and winter', () => {
    expect(instantIn('Europe/Berlin', '2026-11-19', '09:00')).toBe(Date.UTC(2026, 10, 19, 8));
    expect(instantIn('Europe/Berlin', '2026-07-01', '09:00')).toBe(Date.UTC(2026, 6, 1, 7));
    expect(instantIn('Asia/Kathmandu', '2026-07-01', '09:00')).toBe(Date.UTC(2026, 6, 1, 3, 15));
  });

  it('takes the later clock for a skipped time and the first of a doubled one', () => {
    expect(instantIn('Europe/Berlin', '2026-03-29', '02:30')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(instantIn('Europe/Berlin', '2026-10-25', '02:30')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });
});
