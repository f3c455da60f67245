import type { SetupBody } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import { holidaysOf, type Region } from '../calendar/holidays';
import { browserZone, evenWeek, WORKDAYS } from '../calendar/week';
import { emailAddress, filled, newPassword } from '../ui/field-checks';

/** What the three steps ask for, as the fields hold it. */
export interface SetupValues {
  admin: { name: string; email: string; password: string };
  companyName: string;
  language: Language;
  zone: string;
  hoursKind: 'business' | 'always';
  workdays: string[];
  from: string;
  to: string;
  region: Region | 'none';
  sender: { name: string; email: string };
  imprint: string;
  example: 'example' | 'empty';
}

export function initialSetup(language: Language): SetupValues {
  return {
    admin: { name: '', email: '', password: '' },
    companyName: '',
    language,
    zone: browserZone(),
    hoursKind: 'business',
    workdays: [...WORKDAYS],
    from: '09:00',
    to: '17:00',
    region: 'none',
    sender: { name: '', email: '' },
    imprint: '',
    example: 'example',
  };
}

/** Holidays of this year and the next two, so that the first winter does not surprise anybody. */
export function holidaysAhead(region: Region | 'none', year: number): string[] {
  return region === 'none' ? [] : [year, year + 1, year + 2].flatMap((each) => [...holidaysOf(region, each)]);
}

export function setupBodyOf(values: SetupValues, year: number): SetupBody {
  const { hoursKind, workdays, from, to, region, example, ...plain } = values;
  const calendar: SetupBody['calendar'] = {
    zone: values.zone,
    always: hoursKind === 'always',
    hours: evenWeek(workdays, from, to),
    holidays: holidaysAhead(region, year),
  };
  return { ...plain, calendar, example: example === 'example' };
}

type Problems = Record<string, string | null>;

/** The problems of one step, by field. Empty hours would stop every SLA clock for good. */
export function checkStep(step: number, values: SetupValues): Problems {
  if (step === 0) {
    return {
      'admin.name': filled(values.admin.name),
      'admin.email': emailAddress(values.admin.email),
      'admin.password': newPassword(values.admin.password),
    };
  }
  if (step > 1) return {};
  const business = values.hoursKind === 'business';
  return {
    companyName: filled(values.companyName),
    zone: filled(values.zone),
    workdays: business ? filled(values.workdays.join('')) : null,
    to: business && values.from >= values.to ? filled('') : null,
    'sender.name': filled(values.sender.name),
    'sender.email': emailAddress(values.sender.email),
    imprint: filled(values.imprint),
  };
}
