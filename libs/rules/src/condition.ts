import { z } from 'zod';

/** What a rule may read of a lead, its company and its score. The prefix names the place. */
export const RULE_FIELDS = [
  'lead.email',
  'lead.firstName',
  'lead.lastName',
  'lead.position',
  'lead.department',
  'lead.country',
  'lead.language',
  'lead.zone',
  'lead.buyingRole',
  'lead.persona',
  'lead.known',
  'company.name',
  'company.domain',
  'company.relationship',
  'company.employees',
  'company.industry',
  'company.country',
  'score.grade',
  'score.band',
  'score.cell',
  'score.stage',
  'score.category',
  'score.points',
  'consent.marketing.email',
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/**
 * How a rule compares. `is_not` and `none_of` are exactly the opposite of `is` and `one_of`, so they hold for unknown
 * values; every other comparison of an unknown value fails, except `is_empty`. `has_word` looks for whole words
 * (`intern` is in "Marketing Intern" but not in "international"); `contains`, `has_word` and `starts_with` given a
 * list hold when any value of it does.
 */
export const OPERATORS = [
  'is',
  'is_not',
  'one_of',
  'none_of',
  'contains',
  'has_word',
  'starts_with',
  'more_than',
  'at_least',
  'less_than',
  'at_most',
  'is_empty',
  'is_not_empty',
] as const;
export type Operator = (typeof OPERATORS)[number];

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

/** What a rule compares with: one value or a list of them. */
export type RuleValue = string | number | boolean | readonly (string | number | boolean)[] | null | undefined;

/** One property of a touchpoint, by its name in `properties`. */
export const propertyRuleSchema = z.object({
  property: z.string().min(1).max(100),
  operator: z.enum(OPERATORS),
  value: z.union([scalar, z.array(scalar).max(100)]).nullish(),
});
export type PropertyRule = z.infer<typeof propertyRuleSchema>;

/** One field of the lead, its company, its score or its consent, compared with a value. */
export const fieldRuleSchema = z.object({
  rule: z.literal('field'),
  field: z.enum(RULE_FIELDS),
  operator: z.enum(OPERATORS),
  value: z.union([scalar, z.array(scalar).max(100)]).nullish(),
});
export type FieldRule = z.infer<typeof fieldRuleSchema>;

/** The `type` that stands for every touchpoint, whatever its type. */
export const ANY_TOUCHPOINT = '*';

/**
 * "Did *type* at least / at most n times within the last d days", by `occurredAt`. With neither `atLeast` nor `atMost`
 * it asks for one. The window is half-open: (now - d days, now]; what lies in the future counts from its instant on.
 */
export const touchpointRuleSchema = z.object({
  rule: z.literal('touchpoint'),
  /** A touchpoint type, or `*` for any. */
  type: z.string().min(1).max(100),
  /** With `*`: types that do not count. */
  exceptTypes: z.array(z.string().min(1).max(100)).max(50).nullish(),
  where: z.array(propertyRuleSchema).max(20).default([]),
  atLeast: z.number().int().min(0).nullish(),
  atMost: z.number().int().min(0).nullish(),
  /** Days before now; null looks at the whole history. */
  withinDays: z.number().positive().max(3650).nullish(),
});
export type TouchpointRule = z.infer<typeof touchpointRuleSchema>;

/** The one format of every rule: in branches, waits, triggers, pseudo rules and, later, segments. An empty `all` holds, an empty `any` does not. */
export type Condition =
  | { rule: 'all'; of: Condition[] }
  | { rule: 'any'; of: Condition[] }
  | { rule: 'not'; of: Condition }
  | FieldRule
  | TouchpointRule;

/** The longest chain of groups that a rule may nest; `lint` refuses deeper ones. */
export const MAX_DEPTH = 8;

/** Parses a stored or received rule; throws zod's error, which names the path. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('rule', [
    z.object({ rule: z.literal('all'), of: z.array(conditionSchema).max(50) }),
    z.object({ rule: z.literal('any'), of: z.array(conditionSchema).max(50) }),
    z.object({ rule: z.literal('not'), of: conditionSchema }),
    fieldRuleSchema,
    touchpointRuleSchema,
  ]),
);
