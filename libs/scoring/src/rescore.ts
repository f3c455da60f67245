import type {
  Band,
  Category,
  Company,
  EpochMs,
  Grade,
  Lead,
  Score,
  Stage,
  Touchpoint,
  TouchpointType,
} from '@ripen/domain';
import type { CompiledModel } from './compile-model';
import { gradeLead, type GradeResult } from './grade';
import { countByTally, type TouchpointTally } from './tally';

/** Points given or taken by hand, in thousandths. `reason` is the person's own words. */
export interface Adjustment {
  readonly id: string;
  readonly pointsMilli: number;
  readonly reason: string;
  readonly occurredAt: EpochMs;
}

/** The thousandths that one touchpoint of a type gives; 0 for a type that the model does not name. */
export function pointsOfTouchpoint(model: CompiledModel, type: TouchpointType): number {
  return model.pointsMilli.get(type) ?? 0;
}

/**
 * The raw sum after more facts: the previous raw sum plus the new touchpoints and adjustments, in thousandths. It may be
 * negative, and must be stored so: the lift to 0 belongs to the score, not to the sum. Start from 0 for a whole history.
 */
export function pointsFromTotals(input: {
  readonly rawPointsMilli: number;
  readonly touchpoints: readonly Pick<Touchpoint, 'type'>[];
  readonly adjustments: readonly Pick<Adjustment, 'pointsMilli'>[];
  readonly model: CompiledModel;
}): number {
  let sum = input.rawPointsMilli;
  for (const { type } of input.touchpoints) sum += pointsOfTouchpoint(input.model, type);
  for (const { pointsMilli } of input.adjustments) sum += pointsMilli;
  return sum;
}

export interface RescoreInput {
  /** The sum of all touchpoints and adjustments in thousandths, before the lift to 0. */
  readonly rawPointsMilli: number;
  readonly tally: TouchpointTally;
  readonly lead: Lead;
  readonly company: Company | null;
  readonly model: CompiledModel;
  readonly now: EpochMs;
}

/**
 * Scores one lead from its running totals: the hot path. Null for a lead that must not be profiled. `explain` over the same
 * history gives the same score.
 */
export function rescore(input: RescoreInput): Score | null {
  if (input.lead.doNotProfile) return null;
  return scoreOf(input, gradeLead(input.model, input));
}

/** The score of a lead whose grade is already known. */
export function scoreOf(input: RescoreInput, { grade, answered }: GradeResult): Score {
  const { model, now } = input;
  const pointsMilli = Math.max(0, input.rawPointsMilli);
  const band = bandOf(model, pointsMilli);
  const stage = stageOf(model, grade, band);
  const pseudoReason = pseudoReasonOf(input);
  const category = categoryOf(stage, pseudoReason);
  const criteria = model.criteria.length;
  const cell = `${grade}${band}` as const;
  return {
    modelVersion: model.version,
    grade,
    band,
    cell,
    stage,
    category,
    pseudoReason,
    pointsMilli,
    answered,
    criteria,
    scoredAt: now,
  };
}

/** The band that points fall into; below every band it is the lowest. */
export function bandOf({ bands }: CompiledModel, pointsMilli: number): Band {
  return bands.find(({ fromMilli }) => pointsMilli >= fromMilli)?.band ?? 4;
}

/** The stage that the matrix gives a cell. */
export function stageOf({ stages }: CompiledModel, grade: Grade, band: Band): Stage {
  return stages.get(`${grade}${band}`) ?? 'park';
}

/** The pseudo rule that makes this lead none: `by_hand`, a rule's key, or null. What a person decided by hand wins. */
export function pseudoReasonOf({
  lead,
  company,
  tally,
  model,
}: Pick<RescoreInput, 'lead' | 'company' | 'tally' | 'model'>): string | null {
  if (lead.categoryByHand === 'not_pseudo') return null;
  if (lead.categoryByHand === 'pseudo') return 'by_hand';
  const view = {
    lead,
    company,
    score: null,
    consents: [],
    countTouchpoints: (rule: Parameters<typeof countByTally>[0]) => countByTally(rule, tally) ?? 0,
  };
  return model.pseudoRules.find(({ holds }) => holds(view))?.key ?? null;
}

function categoryOf(stage: Stage, pseudoReason: string | null): Category {
  if (pseudoReason !== null) return 'pseudo';
  return stage === 'sales_ready' ? 'hot' : 'looking';
}
