import {
  MAX_DEPTH,
  ANY_TOUCHPOINT,
  type Condition,
  type FieldRule,
  type Operator,
  type PropertyRule,
  type TouchpointRule,
} from './condition';
import type { RulePath } from './evaluate';
import {
  fieldOptions,
  fieldType,
  LIST_OPERATORS,
  LIST_OR_ONE_OPERATORS,
  OPERATORS_BY_TYPE,
  VALUELESS_OPERATORS,
} from './field';
import { fold, toNumber } from './fold';
import type { Problem, RuleProblemCode } from './problem';

type Value = FieldRule['value'];
type Scalar = string | number | boolean;

const NUMBER_OPERATORS: readonly Operator[] = ['more_than', 'at_least', 'less_than', 'at_most'];

/** Everything that is wrong with a rule, in its order. An empty list: it can be used. Assumes that `conditionSchema` parsed it. */
export function lint(condition: Condition): readonly Problem[] {
  return [...lintPart(condition, [], 0)];
}

function* lintPart(condition: Condition, path: RulePath, depth: number): Generator<Problem> {
  if (depth > MAX_DEPTH) {
    yield error('too_deep', path);
    return;
  }
  switch (condition.rule) {
    case 'all':
    case 'any':
      if (condition.of.length === 0) yield error('empty_group', path);
      for (const [index, part] of condition.of.entries()) yield* lintPart(part, [...path, 'of', index], depth + 1);
      return;
    case 'not':
      yield* lintPart(condition.of, [...path, 'of'], depth + 1);
      return;
    case 'field':
      yield* lintField(condition, path);
      return;
    case 'touchpoint':
      yield* lintTouchpoint(condition, path);
  }
}

function* lintField({ field, operator, value }: FieldRule, path: RulePath): Generator<Problem> {
  const type = fieldType(field);
  if (!OPERATORS_BY_TYPE[type].includes(operator)) {
    yield error('operator_unfit', [...path, 'operator']);
    return;
  }
  const problem = valueProblem(operator, value);
  if (problem !== null) {
    yield { ...problem, path: [...path, 'value'] };
    return;
  }
  if (VALUELESS_OPERATORS.includes(operator)) return;
  const values = listOf(value);
  if (type === 'number' && values.some((one) => toNumber(one) === null))
    yield error('value_not_a_number', [...path, 'value']);
  if (type === 'boolean' && values.some((one) => !isBoolean(one)))
    yield error('value_not_a_boolean', [...path, 'value']);
  const options = fieldOptions(field)?.map((option) => fold(String(option)));
  if (options !== undefined && values.some((one) => !options.includes(fold(String(one)))))
    yield error('option_unknown', [...path, 'value']);
}

function* lintTouchpoint(rule: TouchpointRule, path: RulePath): Generator<Problem> {
  const { atLeast, atMost } = rule;
  const known = { least: atLeast ?? null, most: atMost ?? null };
  if (known.least !== null && known.most !== null && known.least > known.most)
    yield error('at_least_above_at_most', [...path, 'atLeast']);
  if (known.least === 0 && known.most === null) yield error('always_true', [...path, 'atLeast']);
  if (rule.type !== ANY_TOUCHPOINT && (rule.exceptTypes ?? []).length > 0)
    yield error('except_without_any', [...path, 'exceptTypes']);
  for (const [index, property] of rule.where.entries()) yield* lintProperty(property, [...path, 'where', index]);
}

function* lintProperty({ operator, value }: PropertyRule, path: RulePath): Generator<Problem> {
  const problem = valueProblem(operator, value);
  if (problem !== null) yield { ...problem, path: [...path, 'value'] };
  else if (NUMBER_OPERATORS.includes(operator) && listOf(value).some((one) => toNumber(one) === null))
    yield error('value_not_a_number', [...path, 'value']);
}

/** Whether the operator gets as many values as it takes. */
function valueProblem(operator: Operator, value: Value): Omit<Problem, 'path'> | null {
  const values = listOf(value);
  if (VALUELESS_OPERATORS.includes(operator))
    return values.length > 0 ? { severity: 'warning', code: 'value_not_expected' } : null;
  if (values.length === 0 || values.some((one) => String(one).trim() === ''))
    return { severity: 'error', code: 'value_missing' };
  const takesList = LIST_OPERATORS.includes(operator) || LIST_OR_ONE_OPERATORS.includes(operator);
  return Array.isArray(value) && !takesList ? { severity: 'error', code: 'one_value_expected' } : null;
}

function isBoolean(value: Scalar): boolean {
  return typeof value === 'boolean' || value === 'true' || value === 'false';
}

function listOf(value: Value): readonly Scalar[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'object' ? value : [value];
}

function error(code: RuleProblemCode, path: RulePath): Problem {
  return { severity: 'error', code, path };
}
