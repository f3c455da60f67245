import fc from 'fast-check';
import { OPERATORS, type Operator, type RuleValue } from './condition';
import { compileOperator } from './operator';

function holds(actual: unknown, operator: Operator, value?: RuleValue): boolean {
  return compileOperator(operator, value)(actual);
}

describe('comparing', () => {
  test.each<[unknown, Operator, RuleValue]>([
    ['  fachbereichsleiter', 'is', 'Fachbereichsleiter '],
    ['IT', 'is_not', 'Handel'],
    ['handel', 'one_of', ['IT', 'Handel']],
    ['Bildung', 'none_of', ['IT', 'Handel']],
    ['Leitung Marketing', 'contains', 'MARKET'],
    ['Leitung Marketing', 'contains', ['Vertrieb', 'Marketing']],
    ['Marketing Intern', 'has_word', 'intern'],
    ['PhD  student, physics', 'has_word', 'PhD Student'],
    ['Head of Sales', 'starts_with', 'head of'],
    [6_000, 'more_than', '5000'],
    ['6000', 'more_than', 5_000],
    [5_000, 'at_least', 5_000],
    [4_999, 'less_than', 5_000],
    [5_000, 'at_most', 5_000],
    [12, 'is', '12.0'],
    ['12', 'is', 12],
    [true, 'is', true],
    [true, 'is', 'true'],
    [3, 'one_of', ['1', '3']],
    [['guide', 'checklist'], 'is', 'Guide'],
    [['guide', 'checklist'], 'contains', 'check'],
  ])('%p %s %p holds', (actual, operator, value) => {
    expect(holds(actual, operator, value)).toBe(true);
  });

  test.each<[unknown, Operator, RuleValue]>([
    [5_000, 'more_than', 5_000],
    ['many', 'more_than', 5],
    ['Internal Sales', 'has_word', 'intern'],
    ['international', 'has_word', ['intern', 'Praktikant']],
    ['01', 'is', '1'],
    [false, 'is', true],
    [6, 'more_than', [1, 2]],
    ['anything', 'contains', ''],
    ['anything', 'starts_with', ' '],
    ['anything', 'has_word', '-'],
    [{ nested: 'guide' }, 'is', 'guide'],
    [['guide', 'checklist'], 'is_not', 'guide'],
  ])('%p %s %p does not hold', (actual, operator, value) => {
    expect(holds(actual, operator, value)).toBe(false);
  });
});

describe('unknown values', () => {
  const UNKNOWN = [null, undefined, '', '   ', [], [null, '']];
  const TRUE_FOR_UNKNOWN: readonly Operator[] = ['is_empty', 'is_not', 'none_of'];

  test.each(OPERATORS)('decide %s as documented', (operator) => {
    for (const actual of UNKNOWN) expect(holds(actual, operator, 'x')).toBe(TRUE_FOR_UNKNOWN.includes(operator));
  });

  test('do not equal an empty value', () => {
    expect(holds(null, 'is', '')).toBe(false);
    expect(holds('', 'one_of', [''])).toBe(false);
  });
});

test('a rule without a value decides without throwing', () => {
  for (const operator of OPERATORS) expect(typeof holds('x', operator, null)).toBe('boolean');
});

test('is_not and none_of are the opposite of is and one_of for every value', () => {
  fc.assert(
    fc.property(fc.anything(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), (actual, value) => {
      expect(holds(actual, 'is_not', value)).toBe(!holds(actual, 'is', value));
      expect(holds(actual, 'none_of', [value])).toBe(!holds(actual, 'one_of', [value]));
    }),
  );
});
