import type { Company, EpochMs, Lead, Score, Text, Touchpoint } from '@ripen/domain';
import type { CompiledModel } from './compile-model';
import { gradeLead, type CriterionGrade } from './grade';
import { FLOOR_LABEL, HAND_LABEL, touchpointLabel } from './labels';
import { pointsOfTouchpoint, scoreOf, type Adjustment } from './rescore';
import { tallyOf } from './tally';

/** One addend of the points. Rounded once, in thousandths; all terms of a lead sum exactly to `score.pointsMilli`. */
export interface Term {
  readonly kind: 'touchpoint' | 'adjustment' | 'floor';
  /** A touchpoint type, `adjustment` or `floor`. */
  readonly key: string;
  readonly label: Text;
  readonly pointsMilli: number;
  /** Null for the floor, which belongs to no instant. */
  readonly occurredAt: EpochMs | null;
  readonly touchpointId: string | null;
  readonly adjustmentId: string | null;
  /** What the person wrote who adjusted by hand. */
  readonly reason: string | null;
  readonly modelVersion: number;
  /** The model's rule that gave the points; null for a touchpoint that no rule names (it gives 0). */
  readonly rule: string | null;
}

/** One criterion with its words. `weight` is in the model's own unit. */
export interface CriterionTerm extends CriterionGrade {
  readonly label: Text;
  /** The name that the model gives the reached grade of this criterion; null for numbers and skipped ones. */
  readonly gradeLabel: Text | null;
  readonly weight: number;
}

/** The whole score of a lead, taken apart. */
export interface Explanation {
  readonly score: Score;
  /** Ascending by time; the floor comes last. */
  readonly terms: readonly Term[];
  readonly criteria: readonly CriterionTerm[];
  /** The weighted mean of the grade values; null when no criterion counted. */
  readonly mean: number | null;
}

export interface ExplainInput {
  readonly lead: Lead;
  readonly company: Company | null;
  readonly touchpoints: readonly Pick<Touchpoint, 'id' | 'type' | 'occurredAt'>[];
  readonly adjustments: readonly Adjustment[];
  readonly model: CompiledModel;
  readonly now: EpochMs;
}

/** Scores one lead from its whole history and says where each point comes from. Null for a lead that must not be profiled. */
export function explain(input: ExplainInput): Explanation | null {
  const { lead, company, model, now } = input;
  if (lead.doNotProfile) return null;
  const terms = termsOf(input);
  const rawPointsMilli = terms.reduce((sum, term) => sum + term.pointsMilli, 0);
  if (rawPointsMilli < 0) terms.push(floorTerm(-rawPointsMilli, model.version));
  const grade = gradeLead(model, { lead, company });
  const score = scoreOf({ lead, company, rawPointsMilli, tally: tallyOf(input.touchpoints), model, now }, grade);
  return {
    score,
    terms,
    criteria: grade.criteria.map((one, index) => criterionTerm(model, one, index)),
    mean: grade.mean,
  };
}

function termsOf({ touchpoints, adjustments, model }: ExplainInput): Term[] {
  const modelVersion = model.version;
  const did = touchpoints.map(({ id, type, occurredAt }): Term & { occurredAt: EpochMs } => ({
    kind: 'touchpoint',
    key: type,
    label: model.model.points.find((rule) => rule.type === type)?.label ?? touchpointLabel(type),
    pointsMilli: pointsOfTouchpoint(model, type),
    occurredAt,
    touchpointId: id,
    adjustmentId: null,
    reason: null,
    modelVersion,
    rule: model.pointsMilli.has(type) ? type : null,
  }));
  const byHand = adjustments.map(({ id, pointsMilli, reason, occurredAt }): Term & { occurredAt: EpochMs } => ({
    kind: 'adjustment',
    key: 'adjustment',
    label: HAND_LABEL,
    pointsMilli,
    occurredAt,
    touchpointId: null,
    adjustmentId: id,
    reason,
    modelVersion,
    rule: 'adjustment',
  }));
  return [...did, ...byHand].sort((left, right) => left.occurredAt - right.occurredAt);
}

function floorTerm(pointsMilli: number, modelVersion: number): Term {
  return {
    kind: 'floor',
    key: 'floor',
    label: FLOOR_LABEL,
    pointsMilli,
    occurredAt: null,
    touchpointId: null,
    adjustmentId: null,
    reason: null,
    modelVersion,
    rule: 'floor',
  };
}

function criterionTerm({ criteria }: CompiledModel, result: CriterionGrade, index: number): CriterionTerm {
  const criterion = criteria[index]?.criterion;
  const named = criterion?.kind === 'text' && result.grade !== null ? criterion.grades[result.grade]?.label : undefined;
  return {
    ...result,
    label: criterion?.label ?? { de: result.key, en: result.key },
    gradeLabel: named ?? null,
    weight: result.weightMilli / 1_000,
  };
}
