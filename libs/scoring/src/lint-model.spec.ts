import type { Condition } from '@ripen/rules';
import { compileModel, InvalidModelError } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { lintModel, modelProblemText, type ModelProblemCode } from './lint-model';
import { scoringModelSchema, type ScoringModel } from './model';

const { combine, bands, matrix, points, criteria } = EXAMPLE_MODEL;

function codesOf(changes: Partial<ScoringModel>): ModelProblemCode[] {
  return lintModel({ ...EXAMPLE_MODEL, ...changes }).map(({ code }) => code);
}
/** The example with the criterion at an index changed. */
function withCriterion(index: number, changes: object): Partial<ScoringModel> {
  return scoringModelSchema.parse({
    ...EXAMPLE_MODEL,
    criteria: criteria.map((one, at) => (at === index ? { ...one, ...changes } : one)),
  });
}
const label = { de: 'x', en: 'x' };

describe('the example model', () => {
  test('has nothing to complain about', () => {
    expect(lintModel(EXAMPLE_MODEL)).toEqual([]);
  });

  test('is the same after it was stored and read again', () => {
    expect(scoringModelSchema.parse(JSON.parse(JSON.stringify(EXAMPLE_MODEL)))).toEqual(EXAMPLE_MODEL);
  });
});

test.each<[ModelProblemCode, Partial<ScoringModel>]>([
  ['no_criteria', { criteria: [], combine: { ...combine, weights: {} } }],
  ['criterion_twice', { criteria: [...criteria, ...criteria.slice(0, 1)] }],
  ['label_missing', withCriterion(1, { label: { de: ' ', en: 'x' } })],
  ['field_not_text', withCriterion(0, { field: 'company.employees' })],
  ['field_not_number', withCriterion(1, { field: 'company.industry' })],
  ['no_grade_defined', withCriterion(1, { grades: {} })],
  [
    'synonym_twice',
    withCriterion(0, { grades: { A: { label, synonyms: ['Head of X'] }, B: { label, synonyms: ['head-of x'] } } }),
  ],
  [
    'synonym_twice',
    withCriterion(0, { grades: { A: { label, synonyms: ['Head of *'] }, B: { label, synonyms: ['HEAD OF *'] } } }),
  ],
  ['synonym_blank', withCriterion(0, { grades: { A: { label, synonyms: ['*'] } } })],
  ['synonym_blank', withCriterion(0, { grades: { A: { label, synonyms: ['--'] } } })],
  ['synonym_star_inside', withCriterion(0, { grades: { A: { label, synonyms: ['Head * Sales'] } } })],
  ['thresholds_of_criterion', withCriterion(1, { grades: { A: { moreThan: 100 }, C: { moreThan: 100 } } })],
  ['weight_missing', { combine: { ...combine, weights: { position: 1, employees: 1 } } }],
  ['weight_not_positive', { combine: { ...combine, weights: { ...combine.weights, industry: 0 } } }],
  ['weight_not_positive', { combine: { ...combine, weights: { ...combine.weights, industry: 0.0004 } } }],
  ['weight_of_nothing', { combine: { ...combine, weights: { ...combine.weights, revenue: 1 } } }],
  ['values_not_descending', { combine: { ...combine, values: { A: 4, B: 4, C: 2, D: 1 } } }],
  ['thresholds_not_descending', { combine: { ...combine, thresholds: { A: 3.5, B: 1, C: 1.5, D: 0 } } }],
  ['grade_unreachable', { combine: { ...combine, thresholds: { ...combine.thresholds, A: 4.5 } } }],
  ['no_points', { points: [] }],
  ['points_twice', { points: [...points, ...points.slice(0, 1)] }],
  ['points_nothing', { points: [...points, { type: 'x', label, points: 0 }] }],
  ['points_too_fine', { points: [...points, { type: 'x', label, points: 1.00005 }] }],
  ['label_missing', { points: [...points, { type: 'x', label: { de: 'x', en: '' }, points: 1 }] }],
  ['band_missing', { bands: bands.slice(0, 3) }],
  ['band_twice', { bands: [...bands, { band: 1, fromMilli: 90_000 }] }],
  ['bands_leave_a_gap', { bands: bands.map((one) => (one.band === 4 ? { band: 4, fromMilli: 1 } : one)) }],
  ['bands_not_ascending', { bands: bands.map((one) => (one.band === 2 ? { band: 2, fromMilli: 26_000 } : one)) }],
  ['cell_missing', { matrix: Object.fromEntries(Object.entries(matrix).filter(([cell]) => cell !== 'C3')) }],
  ['nobody_sales_ready', { matrix: Object.fromEntries(Object.keys(matrix).map((cell) => [cell, 'park'])) }],
])('reports %s, and that alone', (code, changes) => {
  expect(new Set(codesOf(changes))).toEqual(new Set([code]));
});

function pseudo(condition: Condition, key = 'rule'): ModelProblemCode[] {
  return codesOf({ pseudoRules: [{ key, label, condition }] });
}
const freeMail: Condition = {
  rule: 'field',
  field: 'lead.email',
  operator: 'contains',
  value: ['@gmail.', '@gmx.', '@web.de'],
};
const student: Condition = { rule: 'field', field: 'lead.position', operator: 'is', value: 'Student' };
const notRival: Condition = {
  rule: 'not',
  of: { rule: 'field', field: 'company.relationship', operator: 'is', value: 'competitor' },
};
const anything: Condition = { rule: 'touchpoint', type: '*', where: [], atLeast: 1 };

describe('a pseudo rule', () => {
  test.each<[string, Condition]>([
    ['by itself', freeMail],
    ['in a group of its own', { rule: 'any', of: [{ rule: 'all', of: [freeMail] }] }],
    [
      'turned around',
      { rule: 'not', of: { rule: 'field', field: 'lead.email', operator: 'contains', value: 'muster.example' } },
    ],
    ['or something else', { rule: 'any', of: [freeMail, student] }],
    ['and what holds for nearly everybody', { rule: 'all', of: [freeMail, notRival] }],
    [
      'and being known',
      { rule: 'all', of: [freeMail, { rule: 'field', field: 'lead.known', operator: 'is', value: true }] },
    ],
    [
      'and being anonymous',
      { rule: 'all', of: [freeMail, { rule: 'field', field: 'lead.known', operator: 'is', value: false }] },
    ],
    ['and having done anything', { rule: 'all', of: [freeMail, anything] }],
  ])('may not go by the e-mail address %s', (_, condition) => {
    expect(pseudo(condition)).toEqual(['pseudo_by_email_alone']);
  });

  test('may use the e-mail address beside a fact of its own weight', () => {
    expect(pseudo({ rule: 'all', of: [freeMail, student] })).toEqual([]);
  });

  test.each<[string, Condition]>([
    ['not being a competitor', notRival],
    ['a position that is not given', { rule: 'field', field: 'lead.position', operator: 'is_empty' }],
    ['any touchpoint', anything],
  ])('may not meet everybody by %s', (_, condition) => {
    expect(pseudo(condition)).toEqual(['pseudo_matches_unknown']);
  });

  test.each<[string, Condition]>([
    ['one touchpoint type', { rule: 'touchpoint', type: 'trade_fair_visited', where: [], atLeast: 9 }],
    ['a period', { rule: 'touchpoint', type: 'careers_page_visited', where: [], withinDays: 7 }],
    ['a property', { rule: 'touchpoint', type: '*', where: [{ property: 'x', operator: 'is', value: 'y' }] }],
    ['other exceptions', { rule: 'touchpoint', type: '*', exceptTypes: ['page_visited'], where: [] }],
  ])('may not ask the history for %s', (_, condition) => {
    expect(pseudo(condition)).toEqual(['pseudo_needs_history']);
  });

  test('may not read the score that it decides', () => {
    expect(pseudo({ rule: 'field', field: 'score.points', operator: 'more_than', value: 100 })).toEqual([
      'pseudo_reads_score',
    ]);
  });

  test('must be complete, and its key its own', () => {
    expect(pseudo({ rule: 'any', of: [] })).toContain('pseudo_condition_broken');
    expect(pseudo(student, 'by_hand')).toEqual(['pseudo_key_reserved']);
    expect(codesOf({ pseudoRules: [...EXAMPLE_MODEL.pseudoRules, ...EXAMPLE_MODEL.pseudoRules.slice(0, 1)] })).toEqual([
      'pseudo_twice',
    ]);
  });
});

test('a model with an error cannot be used, one with a warning can', () => {
  expect(() => compileModel({ ...EXAMPLE_MODEL, matrix: {} })).toThrow(InvalidModelError);
  expect(compileModel({ ...EXAMPLE_MODEL, points: [...points, { type: 'x', label, points: 0 }] }).version).toBe(1);
});

test('the schema refuses criteria over the score itself and stages that do not exist', () => {
  const overScore = { ...EXAMPLE_MODEL, criteria: [{ ...criteria[0], field: 'score.grade' }] };
  expect(scoringModelSchema.safeParse(overScore).success).toBe(false);
  expect(scoringModelSchema.safeParse({ ...EXAMPLE_MODEL, matrix: { ...matrix, A1: 'ripe' } }).success).toBe(false);
});

test('every problem is told in both languages with its detail in place', () => {
  const broken = { ...EXAMPLE_MODEL, bands: [], matrix: {}, pseudoRules: [{ key: 'x', label, condition: freeMail }] };
  const problems = lintModel(broken);
  expect(problems.length).toBeGreaterThan(20);
  for (const problem of problems) {
    for (const language of ['de', 'en'] as const) expect(modelProblemText(problem, language)).toMatch(/^[^{}]+[.]$/);
  }
  expect(problems.map((problem) => modelProblemText(problem, 'en'))).toContain('Band 1 is missing.');
});
