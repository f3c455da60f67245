import { ANY_TOUCHPOINT, type Condition, type FieldRule, type TouchpointRule } from './condition';

/** What must be loaded before a rule can be evaluated. The lead itself always is. */
export interface RuleNeeds {
  readonly company: boolean;
  readonly score: boolean;
  readonly consents: boolean;
  readonly touchpoints: boolean;
  /** The touchpoint types that matter, sorted; null when every type does. Empty when no touchpoint does. */
  readonly touchpointTypes: readonly string[] | null;
}

/** What `evaluate` and `nextFlipAt` will read for this rule. */
export function needs(condition: Condition): RuleNeeds {
  const leaves = [...leavesOf(condition)];
  const readsField = (prefix: string): boolean =>
    leaves.some((leaf) => leaf.rule === 'field' && leaf.field.startsWith(prefix));
  const types = leaves.flatMap((leaf) => (leaf.rule === 'touchpoint' ? [leaf.type] : []));
  return {
    company: readsField('company.'),
    score: readsField('score.'),
    consents: readsField('consent.'),
    touchpoints: types.length > 0,
    touchpointTypes: types.includes(ANY_TOUCHPOINT) ? null : [...new Set(types)].sort(),
  };
}

/** Every leaf of a rule, in its order. */
export function* leavesOf(condition: Condition): Generator<FieldRule | TouchpointRule> {
  switch (condition.rule) {
    case 'all':
    case 'any':
      for (const part of condition.of) yield* leavesOf(part);
      return;
    case 'not':
      yield* leavesOf(condition.of);
      return;
    case 'field':
    case 'touchpoint':
      yield condition;
  }
}
