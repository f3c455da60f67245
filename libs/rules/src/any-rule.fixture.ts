import { DAY, type Touchpoint } from '@ripen/domain';
import fc from 'fast-check';
import {
  OPERATORS,
  RULE_FIELDS,
  type Condition,
  type FieldRule,
  type PropertyRule,
  type TouchpointRule,
} from './condition';
import { NOW, touchpointOf } from './rule.fixture';

const TYPES = ['email_link_clicked', 'topic_page_visited', 'demo_requested'];

const scalar = fc.oneof(
  fc.constantFrom('IT', 'it ', 'Fachbereichsleiter', 'B', '6000', 'nurture', ''),
  fc.integer({ min: -5, max: 7_000 }),
  fc.boolean(),
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.constant(null));

const fieldRule: fc.Arbitrary<FieldRule> = fc.record({
  rule: fc.constant('field' as const),
  field: fc.constantFrom(...RULE_FIELDS),
  operator: fc.constantFrom(...OPERATORS),
  value,
});

const propertyRule: fc.Arbitrary<PropertyRule> = fc.record({
  property: fc.constantFrom('offer', 'pages'),
  operator: fc.constantFrom(...OPERATORS),
  value,
});

const bound = fc.option(fc.integer({ min: 0, max: 3 }));

export const touchpointRule: fc.Arbitrary<TouchpointRule> = fc.record({
  rule: fc.constant('touchpoint' as const),
  type: fc.constantFrom('*', ...TYPES),
  exceptTypes: fc.option(fc.subarray(TYPES)),
  where: fc.array(propertyRule, { maxLength: 1 }),
  atLeast: bound,
  atMost: bound,
  withinDays: fc.option(fc.constantFrom(0.5, 1, 2, 7, 30)),
});

/** Any rule, sensible or not: nothing may throw on it. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    touchpointRule,
    fieldRule,
    fc.record({
      rule: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ rule: fc.constant('not' as const), of: tie('condition') }),
  ),
})).condition;

/** Histories around now, the future included. Half the instants sit on the edges of the windows above. */
export const anyHistory: fc.Arbitrary<Touchpoint[]> = fc.array(
  fc
    .record({
      type: fc.constantFrom(...TYPES),
      offset: fc.oneof(
        fc.integer({ min: -40 * DAY, max: 5 * DAY }),
        fc.constantFrom(-30, -7, -2, -1, -0.5, 0, 1).map((days) => days * DAY),
      ),
      offer: fc.constantFrom('guide', 'IT', 12, null),
    })
    .map(({ type, offset, offer }) => touchpointOf(type, NOW + offset, { offer })),
  { maxLength: 12 },
);
