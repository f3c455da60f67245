import { holidaysOf, REGIONS } from './holidays';

describe('public holidays', () => {
  it('moves Good Friday, Easter Monday, Ascension and Whit Monday with Easter', () => {
    expect(holidaysOf('BE', 2026)).toEqual(
      expect.arrayContaining(['2026-04-03', '2026-04-06', '2026-05-14', '2026-05-25']),
    );
    expect(holidaysOf('BE', 2027)).toEqual(
      expect.arrayContaining(['2027-03-26', '2027-03-29', '2027-05-06', '2027-05-17']),
    );
    expect(holidaysOf('BE', 2038)).toContain('2038-04-26');
  });

  it('keeps to the holidays of each state', () => {
    expect(holidaysOf('NW', 2026)).toEqual(expect.arrayContaining(['2026-06-04', '2026-11-01']));
    expect(holidaysOf('NW', 2026)).not.toContain('2026-10-31');
    expect(holidaysOf('NI', 2026)).toContain('2026-10-31');
    expect(holidaysOf('BW', 2026)).toContain('2026-01-06');
  });

  it('puts the Saxon day of repentance on the Wednesday before 23 November', () => {
    expect(holidaysOf('SN', 2026)).toContain('2026-11-18');
    expect(holidaysOf('SN', 2027)).toContain('2027-11-17');
    expect(holidaysOf('SN', 2023)).toContain('2023-11-22');
  });

  it('knows that Austria works on Good Friday and rests on its own days', () => {
    expect(holidaysOf('AT', 2026)).toContain('2026-10-26');
    expect(holidaysOf('AT', 2026)).not.toContain('2026-04-03');
  });

  it.each(REGIONS)('gives %s ascending days of the year without repeats', (region) => {
    const days = holidaysOf(region, 2028);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days.every((day) => /^2028-\d\d-\d\d$/.test(day))).toBe(true);
    expect(days.length).toBeGreaterThanOrEqual(9);
  });
});
