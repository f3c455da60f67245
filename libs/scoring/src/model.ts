import { BANDS, CELLS, GRADES, STAGES } from '@ripen/domain';
import { conditionSchema, RULE_FIELDS } from '@ripen/rules';
import { z } from 'zod';

const keySchema = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/);
const labelSchema = z.object({ de: z.string().max(200), en: z.string().max(200) });
const gradeSchema = z.enum(GRADES);

/** The fields that a criterion may grade: those of the person and of the company, never the score itself. */
export const CRITERION_FIELDS = RULE_FIELDS.filter(
  (field) => field.startsWith('lead.') || field.startsWith('company.'),
);

const criterionBase = {
  key: keySchema,
  label: labelSchema,
  field: z.enum(CRITERION_FIELDS),
  /** The grade of an answer that fits no grade's list or threshold. */
  otherwise: gradeSchema,
  /** The grade of a missing answer; `skip` leaves the criterion out of the mean. */
  unanswered: z.union([gradeSchema, z.literal('skip')]),
};

/** A text graded by synonyms: see `matchSynonyms` for how a text meets one. */
export const textCriterionSchema = z.object({
  ...criterionBase,
  kind: z.literal('text'),
  grades: z.partialRecord(
    gradeSchema,
    z.object({ label: labelSchema, synonyms: z.array(z.string().min(1).max(200)).max(500) }),
  ),
});
export type TextCriterion = z.infer<typeof textCriterionSchema>;

/** A number graded by thresholds: the best grade whose threshold it exceeds. Exactly the threshold is not more. */
export const numberCriterionSchema = z.object({
  ...criterionBase,
  kind: z.literal('number'),
  grades: z.partialRecord(gradeSchema, z.object({ moreThan: z.number() })),
});
export type NumberCriterion = z.infer<typeof numberCriterionSchema>;

export type Criterion = TextCriterion | NumberCriterion;

/** How criteria become one grade: the weighted mean of the grades' values, held against the thresholds. */
const combineSchema = z.object({
  values: z.record(gradeSchema, z.number()),
  /** By criterion key. */
  weights: z.record(z.string(), z.number()),
  /** A mean on a threshold gets the better grade. */
  thresholds: z.record(gradeSchema, z.number()),
});

/** When a lead is no lead. `condition` reads the lead, its company, and how many touchpoints there are (see `lintModel`). */
const pseudoRuleSchema = z.object({ key: keySchema, label: labelSchema, condition: conditionSchema });
export type PseudoRule = z.infer<typeof pseudoRuleSchema>;

/**
 * A scoring model as it is stored and versioned. The schema checks the shape; `lintModel` checks that it makes sense.
 * Points are in points with at most three decimals; bands and stored scores are in thousandths.
 */
export const scoringModelSchema = z.object({
  schema: z.literal(1),
  version: z.number().int().min(1),
  name: labelSchema,
  criteria: z.array(z.discriminatedUnion('kind', [textCriterionSchema, numberCriterionSchema])).max(30),
  /** Texts that mean "no answer" in any text criterion ("unbekannt", "n/a"). */
  noAnswer: z.array(z.string().min(1).max(100)).max(100),
  combine: combineSchema,
  points: z
    .array(
      z.object({ type: z.string().min(1).max(100), label: labelSchema, points: z.number().min(-10_000).max(10_000) }),
    )
    .max(200),
  /** Half-open: a band holds from its `fromMilli` (inclusive, thousandths) to the next better band's (exclusive). */
  bands: z.array(z.object({ band: z.literal(BANDS), fromMilli: z.number().int() })).max(4),
  matrix: z.partialRecord(z.enum(CELLS), z.enum(STAGES)),
  pseudoRules: z.array(pseudoRuleSchema).max(30),
});
export type ScoringModel = z.infer<typeof scoringModelSchema>;
