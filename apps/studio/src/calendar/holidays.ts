/** Regions whose public holidays the studio can fill in: the German states, and Austria as a whole. Others are typed in. */
export const REGIONS = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HH',
  'HE',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
  'AT',
] as const;
export type Region = (typeof REGIONS)[number];

export const REGION_NAMES: Readonly<Record<Region, string>> = {
  BW: 'Baden-Württemberg',
  BY: 'Bayern',
  BE: 'Berlin',
  BB: 'Brandenburg',
  HB: 'Bremen',
  HH: 'Hamburg',
  HE: 'Hessen',
  MV: 'Mecklenburg-Vorpommern',
  NI: 'Niedersachsen',
  NW: 'Nordrhein-Westfalen',
  RP: 'Rheinland-Pfalz',
  SL: 'Saarland',
  SN: 'Sachsen',
  ST: 'Sachsen-Anhalt',
  SH: 'Schleswig-Holstein',
  TH: 'Thüringen',
  AT: 'Österreich',
};

interface Rule {
  /** `MM-DD`, or days after Easter Sunday. */
  readonly on: string | number;
  /** Absent: every German state, not Austria. */
  readonly regions?: readonly Region[];
}

const GERMANY: readonly Rule[] = [
  { on: '01-01' },
  { on: '01-06', regions: ['BW', 'BY', 'ST'] },
  { on: '03-08', regions: ['BE', 'MV'] },
  { on: -2 },
  { on: 0, regions: ['BB'] },
  { on: 1 },
  { on: '05-01' },
  { on: 39 },
  { on: 49, regions: ['BB'] },
  { on: 50 },
  { on: 60, regions: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'] },
  { on: '08-15', regions: ['SL', 'BY'] },
  { on: '09-20', regions: ['TH'] },
  { on: '10-03' },
  { on: '10-31', regions: ['BB', 'HB', 'HH', 'MV', 'NI', 'SN', 'ST', 'SH', 'TH'] },
  { on: '11-01', regions: ['BW', 'BY', 'NW', 'RP', 'SL'] },
  { on: '12-25' },
  { on: '12-26' },
];

const AUSTRIA: readonly (string | number)[] = [
  '01-01',
  '01-06',
  1,
  '05-01',
  39,
  50,
  60,
  '08-15',
  '10-26',
  '11-01',
  '12-08',
  '12-25',
  '12-26',
];

/** Public holidays of one region and year as days `YYYY-MM-DD`, ascending. Local customs (Augsburg's 8 August) are not in it. */
export function holidaysOf(region: Region, year: number): readonly string[] {
  const rules =
    region === 'AT'
      ? AUSTRIA
      : GERMANY.filter(({ regions }) => regions === undefined || regions.includes(region)).map(({ on }) => on);
  const days = rules.map((on) => (typeof on === 'string' ? `${year}-${on}` : dayAfterEaster(year, on)));
  if (region === 'SN') days.push(repentanceDay(year));
  return [...new Set(days)].sort();
}

function dayAfterEaster(year: number, days: number): string {
  return isoDay(easterSunday(year) + days * DAY_MS);
}

const DAY_MS = 86_400_000;

/** Easter Sunday of the Gregorian calendar, by the anonymous computus of 1876 (Nature, "Butcher's algorithm"). */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const sum = epact + weekday - 7 * shift + 114;
  return Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1);
}

/** Buß- und Bettag: the Wednesday before 23 November. */
function repentanceDay(year: number): string {
  const last = Date.UTC(year, 10, 22);
  const sinceWednesday = (new Date(last).getUTCDay() + 4) % 7;
  return isoDay(last - sinceWednesday * DAY_MS);
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
