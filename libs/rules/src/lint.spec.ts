import { MAX_DEPTH, type Condition, type FieldRule, type TouchpointRule } from './condition';
import { fieldOptions, fieldType, VALUELESS_OPERATORS } from './field';
import { lint } from './lint';
import { RULE_PROBLEM_MESSAGES } from './problem';
import { operatorsFor } from './rule-labels';
import { RULE_FIELDS } from './condition';

function field(changes: Partial<FieldRule>): FieldRule {
  return { rule: 'field', field: 'lead.position', operator: 'is', value: 'x', ...changes };
}
function touchpoint(changes: Partial<TouchpointRule>): TouchpointRule {
  return { rule: 'touchpoint', type: 'page_visited', where: [], ...changes };
}

test.each<[string, Condition, string, (string | number)[]]>([
  ['an empty group', { rule: 'all', of: [{ rule: 'any', of: [] }] }, 'empty_group', ['of', 0]],
  ['a missing value', field({ value: null }), 'value_missing', ['value']],
  ['a blank value', field({ value: '  ' }), 'value_missing', ['value']],
  ['an empty list', field({ operator: 'one_of', value: [] }), 'value_missing', ['value']],
  ['a list with a blank', field({ operator: 'one_of', value: ['x', ''] }), 'value_missing', ['value']],
  ['a list where one value is meant', field({ value: ['x', 'y'] }), 'one_value_expected', ['value']],
  ['a comparison of sizes on a text', field({ operator: 'more_than', value: 5 }), 'operator_unfit', ['operator']],
  [
    'a text search in a number',
    field({ field: 'company.employees', operator: 'contains', value: '5' }),
    'operator_unfit',
    ['operator'],
  ],
  [
    'a number that is none',
    field({ field: 'company.employees', operator: 'more_than', value: 'many' }),
    'value_not_a_number',
    ['value'],
  ],
  ['a yes-or-no that is neither', field({ field: 'lead.known', value: 'perhaps' }), 'value_not_a_boolean', ['value']],
  ['an option that does not exist', field({ field: 'score.stage', value: 'ripe' }), 'option_unknown', ['value']],
  ['bounds that exclude each other', touchpoint({ atLeast: 3, atMost: 2 }), 'at_least_above_at_most', ['atLeast']],
  ['at least zero times', touchpoint({ atLeast: 0 }), 'always_true', ['atLeast']],
  ['exceptions of one type', touchpoint({ exceptTypes: ['x'] }), 'except_without_any', ['exceptTypes']],
  [
    'a property without a value',
    touchpoint({ where: [{ property: 'offer', operator: 'is' }] }),
    'value_missing',
    ['where', 0, 'value'],
  ],
  [
    'a property compared with no number',
    touchpoint({ where: [{ property: 'price', operator: 'at_most', value: 'x' }] }),
    'value_not_a_number',
    ['where', 0, 'value'],
  ],
])('reports %s', (_, condition, code, path) => {
  expect(lint(condition)).toEqual([{ severity: 'error', code, path }]);
});

test('only warns of a value that is not needed', () => {
  expect(lint(field({ operator: 'is_empty', value: 'x' }))).toEqual([
    { severity: 'warning', code: 'value_not_expected', path: ['value'] },
  ]);
});

test('reports groups that are nested too deeply', () => {
  let condition: Condition = field({});
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) condition = { rule: 'not', of: condition };
  expect(lint(condition)).toEqual([]);
  expect(lint({ rule: 'not', of: condition }).map(({ code }) => code)).toEqual(['too_deep']);
});

test('accepts every comparison that the builder offers for a field', () => {
  for (const name of RULE_FIELDS) {
    for (const operator of operatorsFor(name)) {
      const one = fieldOptions(name)?.[0] ?? { text: 'x', number: 5, boolean: true, enum: 'x' }[fieldType(name)];
      const value = VALUELESS_OPERATORS.includes(operator) ? null : operator.endsWith('_of') ? [one] : one;
      expect(lint({ rule: 'field', field: name, operator, value })).toEqual([]);
    }
  }
});

test('every problem has its sentence in both languages', () => {
  for (const message of Object.values(RULE_PROBLEM_MESSAGES)) {
    expect(message.de).toMatch(/[.]$/);
    expect(message.en).toMatch(/[.]$/);
  }
});
