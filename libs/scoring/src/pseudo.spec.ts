import type { Company, Lead } from '@ripen/domain';
import { compileModel } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { pseudoReasonOf, rescore } from './rescore';
import { companyOf, historyOf, leadOf, NOW } from './score.fixture';
import { tallyOf } from './tally';

const model = compileModel(EXAMPLE_MODEL);

interface Who {
  readonly lead?: Partial<Lead>;
  readonly company?: Partial<Company> | null;
  readonly did?: Readonly<Record<string, number>>;
}

function reason({ lead, company, did = {} }: Who): string | null {
  const tally = tallyOf(historyOf(did));
  return pseudoReasonOf({ lead: leadOf(lead), company: company === null ? null : companyOf(company), tally, model });
}

describe('a position that says student, intern or applicant', () => {
  test.each([
    'Werkstudent',
    'Werkstudentin',
    'werkstudent (m/w/d)',
    'Werkstudent:in Marketing',
    'Praktikant',
    'Praktikantin Vertrieb',
    'Marketing-Praktikant',
    'Student',
    'Studentin',
    'Student*in',
    'Student der Betriebswirtschaft',
    'Student, TU Berlin',
    'Studentische Hilfskraft',
    'Masterstudentin',
    'PhD student in physics',
    'Working Student Sales',
    'Intern',
    'Marketing Intern',
    'Bewerber',
    'Bewerberin',
    'Applicant',
    'Job applicant',
  ])('makes %j a pseudo-lead', (position) => {
    expect(reason({ lead: { position } })).toBe('position');
  });

  test.each([
    'Geschäftsführer',
    'Head of Student Services',
    'Leiterin Studentenwerk',
    'Internal Sales Manager',
    'International Marketing Manager',
    'Leiter interne Revision',
    'Kommunikation intern',
    'Internist',
    'Bewerbermanagement',
    'Praktikantenbetreuung',
    'Student Office Manager',
    'Applicant Tracking Manager',
    null,
  ])('leaves %j alone', (position) => {
    expect(reason({ lead: { position } })).toBeNull();
  });
});

describe('the relationship of the company', () => {
  test.each(['competitor', 'own'] as const)('%s makes a pseudo-lead', (relationship) => {
    expect(reason({ company: { relationship } })).toBe('company_relationship');
  });

  test.each(['prospect', 'customer', 'partner'] as const)('%s does not', (relationship) => {
    expect(reason({ company: { relationship } })).toBeNull();
  });
});

describe('careers pages', () => {
  test('alone make a pseudo-lead', () => {
    expect(reason({ did: { careers_page_visited: 3 } })).toBe('careers_only');
  });

  test('beside anything else do not, and neither does having done nothing', () => {
    expect(reason({ did: { careers_page_visited: 3, page_visited: 1 } })).toBeNull();
    expect(reason({ did: { topic_page_visited: 1 } })).toBeNull();
    expect(reason({})).toBeNull();
  });
});

test.each(['maria@gmail.com', 'max@web.de', 'info@freemail.example'])(
  'the address %s alone decides nothing',
  (email) => {
    expect(reason({ lead: { email }, company: null })).toBeNull();
  },
);

describe('by hand', () => {
  test('not_pseudo wins over every rule', () => {
    const lead = { position: 'Werkstudent', categoryByHand: 'not_pseudo' } as const;
    expect(reason({ lead, company: { relationship: 'competitor' }, did: { careers_page_visited: 1 } })).toBeNull();
  });

  test('pseudo needs no rule and says so', () => {
    expect(reason({ lead: { categoryByHand: 'pseudo' } })).toBe('by_hand');
  });
});

describe('the score of a pseudo-lead', () => {
  const ripe = { rawPointsMilli: 90_000, tally: { total: 4, careers: 0 }, model, now: NOW };
  const company = companyOf({ employees: 12_000, industry: 'Anlagenbau' });

  test('keeps its cell and stage, and becomes hot again when the fact goes away', () => {
    const rival = rescore({
      ...ripe,
      lead: leadOf({ position: 'CEO' }),
      company: { ...company, relationship: 'competitor' },
    });
    const friend = rescore({ ...ripe, lead: leadOf({ position: 'CEO' }), company });
    expect(rival).toMatchObject({
      cell: 'A1',
      stage: 'sales_ready',
      category: 'pseudo',
      pseudoReason: 'company_relationship',
    });
    expect(friend).toMatchObject({ cell: 'A1', stage: 'sales_ready', category: 'hot', pseudoReason: null });
  });

  test('a lead that is not sales-ready just looks', () => {
    expect(rescore({ ...ripe, rawPointsMilli: 20_000, lead: leadOf(), company: null })).toMatchObject({
      category: 'looking',
    });
  });
});
