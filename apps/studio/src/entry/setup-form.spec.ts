import { setupBodySchema } from '@ripen/contracts';
import { checkStep, initialSetup, setupBodyOf, type SetupValues } from './setup-form';

const values: SetupValues = {
  ...initialSetup('de'),
  admin: { name: 'Ada Muster', email: 'ada@firma.example', password: 'lang genug und mehr' },
  companyName: 'Firma AG',
  zone: 'Europe/Berlin',
  region: 'BY',
  sender: { name: 'Firma AG', email: 'post@firma.example' },
  imprint: 'Firma AG, Musterweg 1',
};

describe('the set-up form', () => {
  it('becomes a request that the contract accepts', () => {
    const body = setupBodyOf(values, 2026);
    expect(setupBodySchema.parse(body)).toMatchObject({
      example: true,
      calendar: { always: false, zone: 'Europe/Berlin' },
    });
    expect(Object.keys(body.calendar.hours ?? {})).toEqual(['mon', 'tue', 'wed', 'thu', 'fri']);
    expect(body.calendar.hours?.fri).toEqual([{ from: '09:00', to: '17:00' }]);
  });

  it('takes the holidays of three years', () => {
    const { calendar } = setupBodyOf(values, 2026);
    expect(calendar.holidays).toEqual(expect.arrayContaining(['2026-01-06', '2027-01-06', '2028-01-06']));
  });

  it('asks for no hours around the clock', () => {
    const always = { ...values, hoursKind: 'always' as const, workdays: [] };
    expect(setupBodyOf(always, 2026).calendar).toMatchObject({ always: true });
    expect(checkStep(1, always)).toMatchObject({ workdays: null, to: null });
  });

  it('stops a step whose fields are empty and lets a filled one pass', () => {
    const refused = (step: number, given: SetupValues): string[] =>
      Object.entries(checkStep(step, given)).flatMap(([field, problem]) => (problem === null ? [] : [field]));
    expect(refused(0, initialSetup('de'))).toEqual(['admin.name', 'admin.email', 'admin.password']);
    expect(refused(0, values)).toEqual([]);
    expect(refused(1, { ...values, workdays: [], from: '18:00' })).toEqual(['workdays', 'to']);
    expect(refused(1, values)).toEqual([]);
  });
});
