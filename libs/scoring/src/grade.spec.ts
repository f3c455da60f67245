import type { Grade } from '@ripen/domain';
import fc from 'fast-check';
import { compileModel } from './compile-model';
import { EXAMPLE_MODEL } from './example-model';
import { combineGrades, gradeLead } from './grade';
import { companyOf, leadOf } from './score.fixture';

const model = compileModel(EXAMPLE_MODEL);

function criterion(
  key: string,
  who: { readonly position?: string | null; readonly employees?: number | null; readonly industry?: string | null },
) {
  const lead = leadOf({ position: who.position ?? null });
  const company = companyOf({ employees: who.employees ?? null, industry: who.industry ?? null });
  return gradeLead(model, { lead, company }).criteria.find((one) => one.key === key);
}

describe('a number', () => {
  test.each<[number, Grade, number | null]>([
    [10_001, 'A', 10_000],
    [10_000, 'B', 5_000],
    [5_000, 'C', 2_500],
    [2_501, 'C', 2_500],
    [2_500, 'D', 100],
    [101, 'D', 100],
    [100, 'D', null],
    [0, 'D', null],
  ])('of %d employees is graded %s by the threshold %p', (employees, grade, matched) => {
    expect(criterion('employees', { employees })).toMatchObject({ grade, matched, answered: true, answer: employees });
  });

  test('that is missing is skipped', () => {
    expect(criterion('employees', {})).toMatchObject({ grade: null, answered: false, why: 'unanswered_skipped' });
  });
});

describe('a text', () => {
  test('says which synonym it met', () => {
    expect(criterion('position', { position: ' head of Procurement' })).toMatchObject({
      grade: 'B',
      why: 'synonym',
      matched: 'Head of *',
      answer: 'head of Procurement',
    });
  });

  test('that is on no list counts as answered', () => {
    expect(criterion('industry', { industry: 'Bildung' })).toMatchObject({
      grade: 'D',
      why: 'otherwise',
      answered: true,
    });
  });

  test.each([null, '', '  ', '?', '-', 'unbekannt', 'Unknown', 'k.A.', 'N/A', 'Select'])(
    'position %j is graded D and does not count as answered',
    (position) => {
      expect(criterion('position', { position })).toMatchObject({
        grade: 'D',
        answered: false,
        why: 'unanswered_graded',
        answer: null,
      });
    },
  );

  test('industry "keine Angabe" is skipped', () => {
    expect(criterion('industry', { industry: 'keine Angabe' })).toMatchObject({ grade: null, answered: false });
  });
});

describe('the combination', () => {
  const of = (...grades: (Grade | null)[]) => grades.map((grade) => ({ grade, weightMilli: 1_000 }));

  test.each<[(Grade | null)[], Grade]>([
    [['A', 'B'], 'A'],
    [['B', 'C'], 'B'],
    [['C', 'D'], 'C'],
    [['D', null, 'A'], 'B'],
    [['A', 'D', 'D'], 'C'],
    [['D', null, null], 'D'],
    [[null, null], 'D'],
    [[], 'D'],
  ])('of %j is %s: a mean on a threshold gets the better grade', (grades, grade) => {
    expect(combineGrades(model, of(...grades)).grade).toBe(grade);
  });

  test('does not lose a threshold to binary fractions', () => {
    // 0.6 · 4 + 0.6 · 3 over 1.2 is 3.5 on paper and less in floating point.
    const tenths = [
      { grade: 'A' as const, weightMilli: 600 },
      { grade: 'B' as const, weightMilli: 600 },
    ];
    expect(combineGrades(model, tenths).grade).toBe('A');
  });

  test('is never better than the best nor worse than the worst criterion, and knows no order', () => {
    const grades = fc.array(
      fc.record({
        grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const),
        weightMilli: fc.integer({ min: 1, max: 9_000 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(grades, (criteria) => {
        const sorted = criteria.map(({ grade }) => grade).sort();
        const { grade } = combineGrades(model, criteria);
        expect(grade >= (sorted[0] ?? 'A') && grade <= (sorted.at(-1) ?? 'D')).toBe(true);
        expect(combineGrades(model, criteria.toReversed()).grade).toBe(grade);
      }),
    );
  });
});
