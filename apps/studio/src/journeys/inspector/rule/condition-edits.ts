import {
  type Condition,
  fieldOptions,
  fieldType,
  type FieldRule,
  LIST_OPERATORS,
  type Operator,
  operatorsFor,
  type RuleField,
  type RuleValue,
  VALUELESS_OPERATORS,
} from '@ripen/rules';

export type Group = Extract<Condition, { rule: 'all' | 'any' }>;
export type Leaf = Extract<Condition, { rule: 'field' | 'touchpoint' }>;

/** A condition without the negations around it. Two cancel each other out. */
export interface Peeled {
  readonly negated: boolean;
  readonly core: Group | Leaf;
}

export function peel(condition: Condition): Peeled {
  if (condition.rule !== 'not') return { negated: false, core: condition };
  const inner = peel(condition.of);
  return { negated: !inner.negated, core: inner.core };
}

export function wrap({ negated, core }: Peeled): Condition {
  return negated ? { rule: 'not', of: core } : core;
}

export function isGroup(condition: Group | Leaf): condition is Group {
  return condition.rule === 'all' || condition.rule === 'any';
}

/** The rule as the builder shows it: always a group, so that there is a place to add to. */
export function asGroup(condition: Condition): Peeled & { core: Group } {
  const { negated, core } = peel(condition);
  return isGroup(core) ? { negated, core } : { negated: false, core: { rule: 'all', of: [condition] } };
}

/** What is stored for a group of the builder: one single condition needs no group around it. */
export function fromGroup({ negated, core }: Peeled & { core: Group }): Condition {
  const [only] = core.of;
  if (core.of.length !== 1 || only === undefined) return wrap({ negated, core });
  return negated ? wrap({ negated: !peel(only).negated, core: peel(only).core }) : only;
}

export function replacePart(group: Group, index: number, part: Condition): Group {
  return { ...group, of: group.of.map((old, at) => (at === index ? part : old)) };
}

export function removePart(group: Group, index: number): Group {
  return { ...group, of: group.of.filter((_, at) => at !== index) };
}

export function addPart(group: Group, part: Condition): Group {
  return { ...group, of: [...group.of, part] };
}

export const NEW_FIELD_RULE: FieldRule = { rule: 'field', field: 'score.stage', operator: 'one_of', value: [] };
export const NEW_TOUCHPOINT_RULE: Leaf = {
  rule: 'touchpoint',
  type: 'email_link_clicked',
  where: [],
  atLeast: 1,
  withinDays: 30,
};
export const NEW_GROUP: Group = { rule: 'any', of: [NEW_FIELD_RULE] };

/** Another field: the comparison stays where it fits, and the value where it can still be meant. */
export function withField(rule: FieldRule, field: RuleField): FieldRule {
  const operators = operatorsFor(field);
  const operator = operators.includes(rule.operator) ? rule.operator : (operators[0] ?? 'is');
  const sameKind = fieldType(field) === fieldType(rule.field) && fieldOptions(field) === null;
  return withOperator({ rule: 'field', field, operator: rule.operator, value: sameKind ? rule.value : null }, operator);
}

/** Another comparison: one value becomes a list and back, and goes where none is asked for. */
export function withOperator(rule: FieldRule, operator: Operator): FieldRule {
  return { ...rule, operator, value: fit(rule.value, operator) };
}

/** A value in the shape that an operator takes. */
export function fit(value: RuleValue, operator: Operator): FieldRule['value'] {
  if (VALUELESS_OPERATORS.includes(operator)) return null;
  const values = value === null || value === undefined ? [] : typeof value === 'object' ? [...value] : [value];
  return LIST_OPERATORS.includes(operator) ? values : (values[0] ?? null);
}
