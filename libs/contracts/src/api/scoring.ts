import { BANDS, CATEGORIES, CELLS, GRADES, STAGES, type Cell } from '@ripen/domain';
import { z } from 'zod';
import { defineRoutes, PLANNERS } from './route';
import { instantSchema, textSchema } from './shape';

export const cellSchema = z.enum(CELLS as [Cell, ...Cell[]]);

/** One addend of the points. All terms sum exactly to `pointsMilli`. */
export const pointTermSchema = z.object({
  kind: z.enum(['touchpoint', 'adjustment', 'floor']),
  /** The rule: a touchpoint type, `adjustment` or `floor`. */
  key: z.string(),
  label: textSchema,
  pointsMilli: z.number().int(),
  at: instantSchema.nullable(),
  /** The ledger entry that gave the points. */
  touchpointId: z.string().nullable(),
  /** Why points were adjusted by hand. */
  reason: z.string().nullable(),
});
export type PointTerm = z.infer<typeof pointTermSchema>;

/** How one criterion of the grade was answered. */
export const gradeTermSchema = z.object({
  key: z.string(),
  label: textSchema,
  value: z.union([z.string(), z.number()]).nullable(),
  /** Null where the criterion was skipped because it is unanswered. */
  grade: z.enum(GRADES).nullable(),
  answered: z.boolean(),
  weight: z.number(),
});
export type GradeTerm = z.infer<typeof gradeTermSchema>;

export const scoreSummarySchema = z.object({
  grade: z.enum(GRADES),
  band: z.union(
    BANDS.map((band) => z.literal(band)) as [z.ZodLiteral<1>, z.ZodLiteral<2>, z.ZodLiteral<3>, z.ZodLiteral<4>],
  ),
  cell: cellSchema,
  stage: z.enum(STAGES),
  category: z.enum(CATEGORIES),
  pseudoReason: z.string().nullable(),
  /** Thousandths of a point. */
  pointsMilli: z.number().int(),
  answered: z.number().int(),
  criteria: z.number().int(),
  modelVersion: z.number().int(),
});
export type ScoreSummary = z.infer<typeof scoreSummarySchema>;

/** A single change of the facts that would put the lead into a better cell. */
export const scoreHintSchema = z.object({
  code: z.enum(['more_points', 'answer_criterion']),
  /** What would have to be so: "company size known". */
  sentence: textSchema,
  toCell: cellSchema,
  toStage: z.enum(STAGES),
});
export type ScoreHint = z.infer<typeof scoreHintSchema>;

export const scoreExplainedSchema = scoreSummarySchema.extend({
  points: z.array(pointTermSchema),
  gradeTerms: z.array(gradeTermSchema),
  /** The weighted mean of the grade values; null when no criterion counted. */
  gradeMean: z.number().nullable(),
  /** The name of the rule that makes it a pseudo-lead; null where none does. */
  pseudoLabel: textSchema.nullable(),
  /** The smallest changes that would alter the outcome; those that reach another stage come first. Empty for a pseudo-lead. */
  hints: z.array(scoreHintSchema),
});
export type ScoreExplained = z.infer<typeof scoreExplainedSchema>;

export const cellCountSchema = z.object({
  cell: cellSchema,
  stage: z.enum(STAGES),
  /** Known and anonymous people in the cell now, without pseudo-leads. */
  people: z.number().int(),
});
export type CellCount = z.infer<typeof cellCountSchema>;

/** The active scoring model as its tables, with the people in each cell. */
export const activeModelSchema = z.object({
  version: z.number().int(),
  publishedAt: instantSchema,
  /** The model in the format of `@ripen/scoring`. */
  model: z.record(z.string(), z.unknown()),
  cells: z.array(cellCountSchema).length(16),
  pseudo: z.number().int(),
});
export type ActiveModel = z.infer<typeof activeModelSchema>;

/** A made-up lead to try the active model on. Touchpoints count from now. */
export const tryModelBodySchema = z.object({
  position: z.string().max(200).nullish(),
  employees: z.number().int().nonnegative().nullish(),
  industry: z.string().max(200).nullish(),
  relationship: z.enum(['prospect', 'customer', 'partner', 'competitor', 'own']).default('prospect'),
  touchpoints: z.record(z.string().max(100), z.number().int().min(0).max(100)).default({}),
  /** Thousandths of a point. */
  adjustmentMilli: z.number().int().min(-1_000_000).max(1_000_000).default(0),
});
export type TryModelBody = z.infer<typeof tryModelBodySchema>;

export const scoringRoutes = defineRoutes({
  getScoringModel: {
    method: 'GET',
    path: '/api/scoring-model',
    roles: PLANNERS,
    scope: 'scoring:read',
    summary: 'The active scoring model, with people per cell',
    response: activeModelSchema,
  },
  tryScoringModel: {
    method: 'POST',
    path: '/api/scoring-model/try',
    roles: PLANNERS,
    scope: 'scoring:read',
    summary: 'Score a made-up lead with the active model',
    body: tryModelBodySchema,
    response: scoreExplainedSchema,
  },
});
