import type { Company, Grade, Lead, Score, Stage, Touchpoint } from '@ripen/domain';
import { compileModel } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { explain, type Explanation } from './explain';
import { pointsFromTotals, rescore, type Adjustment } from './rescore';
import { companyOf, historyOf, leadOf, NOW } from './score.fixture';
import { tallyOf } from './tally';

interface WorkedLead {
  readonly name: string;
  readonly position: string | null;
  readonly employees: number | null;
  readonly industry: string | null;
  readonly did: Readonly<Record<string, number>>;
  readonly byHand: number;
  readonly grades: readonly (Grade | null)[];
  readonly answered: number;
  readonly points: number;
  readonly cell: string;
  readonly stage: Stage;
  readonly pseudo?: string;
}

const WORKED: readonly WorkedLead[] = [
  {
    name: 'L1, a ripe plant engineer',
    position: 'Marketing-Leitung',
    employees: 12_000,
    industry: 'Anlagenbau',
    did: { trade_fair_visited: 1, webinar_registered: 1, content_requested: 1, email_link_clicked: 1 },
    byHand: 0,
    grades: ['A', 'A', 'A'],
    answered: 3,
    points: 90,
    cell: 'A1',
    stage: 'sales_ready',
  },
  {
    name: 'L2, exactly 25 points',
    position: 'Fachbereichsleiter',
    employees: 10_000,
    industry: 'IT',
    did: { webinar_registered: 1 },
    byHand: 0,
    grades: ['B', 'B', 'B'],
    answered: 3,
    points: 25,
    cell: 'B4',
    stage: 'nurture',
  },
  {
    name: 'L3, 26 points by hand',
    position: 'Fachbereichsleiter',
    employees: 10_001,
    industry: 'IT',
    did: { webinar_registered: 1 },
    byHand: 1,
    grades: ['B', 'A', 'B'],
    answered: 3,
    points: 26,
    cell: 'B3',
    stage: 'nurture',
  },
  {
    name: 'L4, exactly 50 points',
    position: 'Marketing-Manager',
    employees: 5_001,
    industry: 'Handel',
    did: { content_requested: 1, trade_fair_visited: 1 },
    byHand: 0,
    grades: ['C', 'B', 'C'],
    answered: 3,
    points: 50,
    cell: 'C3',
    stage: 'nurture',
  },
  {
    name: 'L5, 51 points by hand',
    position: 'Marketing-Manager',
    employees: 5_000,
    industry: 'Handel',
    did: { content_requested: 1, trade_fair_visited: 1 },
    byHand: 1,
    grades: ['C', 'C', 'C'],
    answered: 3,
    points: 51,
    cell: 'C2',
    stage: 'nurture',
  },
  {
    name: 'L6, exactly 75 points',
    position: 'Marketing-Leitung',
    employees: 2_501,
    industry: 'IT',
    did: { webinar_registered: 3 },
    byHand: 0,
    grades: ['A', 'C', 'B'],
    answered: 3,
    points: 75,
    cell: 'B2',
    stage: 'develop',
  },
  {
    name: 'L7, 76 points by hand',
    position: 'Marketing-Leitung',
    employees: 2_500,
    industry: 'IT',
    did: { webinar_registered: 3 },
    byHand: 1,
    grades: ['A', 'D', 'B'],
    answered: 3,
    points: 76,
    cell: 'B1',
    stage: 'sales_ready',
  },
  {
    name: 'L8, of whom nothing is known',
    position: null,
    employees: null,
    industry: null,
    did: { topic_page_visited: 2 },
    byHand: 0,
    grades: ['D', null, null],
    answered: 0,
    points: 20,
    cell: 'D4',
    stage: 'park',
  },
  {
    name: 'L9, an engaged working student at a consultancy',
    position: 'Werkstudent',
    employees: 90,
    industry: 'Consulting',
    did: { trade_fair_visited: 2, content_requested: 1 },
    byHand: 0,
    grades: ['D', 'D', 'D'],
    answered: 3,
    points: 80,
    cell: 'D1',
    stage: 'nurture',
    pseudo: 'position',
  },
  {
    name: 'L10, of whom only the industry is known',
    position: null,
    employees: null,
    industry: 'Anlagenbau',
    did: { email_link_clicked: 2 },
    byHand: 0,
    grades: ['D', null, 'A'],
    answered: 1,
    points: 30,
    cell: 'B3',
    stage: 'nurture',
  },
  {
    name: 'L11, whose negative sum is lifted to 0',
    position: 'Fachbereichsleiter',
    employees: 7_000,
    industry: 'Anlagenbau',
    did: { topic_page_visited: 1 },
    byHand: -40,
    grades: ['B', 'B', 'A'],
    answered: 3,
    points: 0,
    cell: 'B4',
    stage: 'nurture',
  },
  {
    name: 'L12, of an industry that is not listed',
    position: 'Marketing-Leitung',
    employees: 101,
    industry: 'Bildung',
    did: { content_requested: 2, email_link_clicked: 1 },
    byHand: 0,
    grades: ['A', 'D', 'D'],
    answered: 3,
    points: 55,
    cell: 'C2',
    stage: 'nurture',
  },
];

const model = compileModel(EXAMPLE_MODEL);

interface Facts {
  readonly lead: Lead;
  readonly company: Company;
  readonly touchpoints: readonly Touchpoint[];
  readonly adjustments: readonly Adjustment[];
}

function factsOf({ position, employees, industry, did, byHand }: WorkedLead): Facts {
  const adjustment: Adjustment = {
    id: 'adjustment-1',
    pointsMilli: byHand * 1_000,
    reason: 'Worked example',
    occurredAt: NOW,
  };
  return {
    lead: leadOf({ position }),
    company: companyOf({ employees, industry }),
    touchpoints: historyOf(did),
    adjustments: byHand === 0 ? [] : [adjustment],
  };
}

function explained(worked: WorkedLead): Explanation {
  const explanation = explain({ ...factsOf(worked), model, now: NOW });
  if (explanation === null) throw new Error('A lead that may be profiled has an explanation.');
  return explanation;
}

function rescored(worked: WorkedLead): Score | null {
  const { lead, company, touchpoints, adjustments } = factsOf(worked);
  const rawPointsMilli = pointsFromTotals({ rawPointsMilli: 0, touchpoints, adjustments, model });
  return rescore({ rawPointsMilli, tally: tallyOf(touchpoints), lead, company, model, now: NOW });
}

describe('the twelve worked leads of the example model', () => {
  test.each(WORKED)('$name comes out as $cell with $points points', (worked) => {
    const { score, criteria } = explained(worked);
    expect(criteria.map(({ grade }) => grade)).toEqual(worked.grades);
    expect(score).toEqual({
      modelVersion: 1,
      grade: worked.cell[0],
      band: Number(worked.cell[1]),
      cell: worked.cell,
      stage: worked.stage,
      category: worked.pseudo !== undefined ? 'pseudo' : worked.stage === 'sales_ready' ? 'hot' : 'looking',
      pseudoReason: worked.pseudo ?? null,
      pointsMilli: worked.points * 1_000,
      answered: worked.answered,
      criteria: 3,
      scoredAt: NOW,
    });
  });

  test.each(WORKED)('$name scores the same from running totals', (worked) => {
    expect(rescored(worked)).toEqual(explained(worked).score);
  });

  test.each(WORKED)('$name has terms that sum exactly to the points', (worked) => {
    const { score, terms } = explained(worked);
    expect(terms.reduce((sum, { pointsMilli }) => sum + pointsMilli, 0)).toBe(score.pointsMilli);
  });
});
