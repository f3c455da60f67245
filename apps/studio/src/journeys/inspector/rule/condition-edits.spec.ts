import { type Condition, conditionSchema, RULE_FIELDS, operatorsFor, OPERATORS } from '@ripen/rules';
import fc from 'fast-check';
import {
  addPart,
  asGroup,
  fit,
  fromGroup,
  NEW_FIELD_RULE,
  NEW_GROUP,
  NEW_TOUCHPOINT_RULE,
  peel,
  removePart,
  withField,
  withOperator,
  wrap,
} from './condition-edits';

const leaf: Condition = { rule: 'field', field: 'score.cell', operator: 'is', value: 'A1' };

const { condition: anyCondition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Condition>(leaf, NEW_TOUCHPOINT_RULE),
    fc.record({ rule: fc.constant('not' as const), of: tie('condition') }),
    fc.record({
      rule: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

/** Whether a condition holds when its leaves hold as told: enough to compare two of them. */
function holds(condition: Condition, of: (leaf: Condition) => boolean): boolean {
  switch (condition.rule) {
    case 'all':
      return condition.of.every((part) => holds(part, of));
    case 'any':
      return condition.of.some((part) => holds(part, of));
    case 'not':
      return !holds(condition.of, of);
    case 'field':
    case 'touchpoint':
      return of(condition);
  }
}

describe('editing a rule', () => {
  it('shows and stores a rule without changing what it means', () => {
    fc.assert(
      fc.property(anyCondition, fc.boolean(), fc.boolean(), (condition, first, second) => {
        const of = (one: Condition): boolean => (one.rule === 'field' ? first : second);
        expect(holds(fromGroup(asGroup(condition)), of)).toBe(holds(condition, of));
        expect(holds(wrap(peel(condition)), of)).toBe(holds(condition, of));
      }),
    );
  });

  it('stores a single condition without a group around it', () => {
    expect(fromGroup(asGroup(leaf))).toEqual(leaf);
    expect(fromGroup({ negated: true, core: { rule: 'any', of: [leaf] } })).toEqual({ rule: 'not', of: leaf });
  });

  it('adds and removes conditions', () => {
    const { core } = asGroup(leaf);
    const two = addPart(core, NEW_TOUCHPOINT_RULE);
    expect(two.of).toHaveLength(2);
    expect(removePart(two, 0).of).toEqual([NEW_TOUCHPOINT_RULE]);
  });

  it('turns one value into a list and back with the comparison', () => {
    expect(withOperator({ rule: 'field', field: 'score.cell', operator: 'is', value: 'A1' }, 'one_of').value).toEqual([
      'A1',
    ]);
    expect(fit(['A1', 'B1'], 'is')).toBe('A1');
    expect(fit('A1', 'is_empty')).toBeNull();
  });

  it('offers only comparisons that fit after a change of field', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULE_FIELDS),
        fc.constantFrom(...RULE_FIELDS),
        fc.constantFrom(...OPERATORS),
        (from, to, operator) => {
          const changed = withField({ rule: 'field', field: from, operator, value: 'x' }, to);
          expect(operatorsFor(to)).toContain(changed.operator);
          expect(conditionSchema.safeParse(changed).success).toBe(true);
        },
      ),
    );
  });

  it('begins with conditions that the schema accepts', () => {
    for (const condition of [NEW_FIELD_RULE, NEW_TOUCHPOINT_RULE, NEW_GROUP])
      expect(conditionSchema.safeParse(condition).success).toBe(true);
  });
});
