import { BANDS, CELLS, type Band, type Cell, type Grade, type Stage, type TouchpointType } from '@ripen/domain';
import { compile, type RuleView } from '@ripen/rules';
import { lintModel, type ModelProblem } from './lint-model';
import { toMilli } from './milli';
import type { Criterion, ScoringModel } from './model';
import { compileSynonyms, squeezed, type SynonymTable } from './synonym';

/** A criterion with its lists prepared. Weights and values are integers in thousandths, so that the mean is exact. */
export interface CompiledCriterion {
  readonly criterion: Criterion;
  readonly synonyms: SynonymTable | null;
  readonly weightMilli: number;
}

/** A model made ready for many leads. Build it once per version; it holds no state. */
export interface CompiledModel {
  readonly model: ScoringModel;
  readonly version: number;
  readonly criteria: readonly CompiledCriterion[];
  readonly noAnswer: ReadonlySet<string>;
  readonly valuesMilli: Readonly<Record<Grade, number>>;
  readonly thresholdsMilli: Readonly<Record<Grade, number>>;
  /** Thousandths by touchpoint type; a type that is not there gives nothing. */
  readonly pointsMilli: ReadonlyMap<TouchpointType, number>;
  /** Best band first. */
  readonly bands: readonly { readonly band: Band; readonly fromMilli: number }[];
  readonly stages: ReadonlyMap<Cell, Stage>;
  readonly pseudoRules: readonly { readonly key: string; readonly holds: (view: RuleView) => boolean }[];
}

/** Thrown when a model that `lintModel` refuses is to be used. `problems` says what to mend. */
export class InvalidModelError extends Error {
  constructor(readonly problems: readonly ModelProblem[]) {
    super(`The scoring model cannot be used: ${problems.map(({ code }) => code).join(', ')}`);
    this.name = 'InvalidModelError';
  }
}

/** Prepares a model that `scoringModelSchema` parsed. Throws `InvalidModelError` when lint finds an error in it. */
export function compileModel(model: ScoringModel): CompiledModel {
  const errors = lintModel(model).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new InvalidModelError(errors);
  const { combine } = model;
  return {
    model,
    version: model.version,
    criteria: model.criteria.map((criterion) => ({
      criterion,
      synonyms: criterion.kind === 'text' ? compileSynonyms(criterion.grades) : null,
      weightMilli: toMilli(combine.weights[criterion.key] ?? 0),
    })),
    noAnswer: new Set(model.noAnswer.map(squeezed)),
    valuesMilli: inMilli(combine.values),
    thresholdsMilli: inMilli(combine.thresholds),
    pointsMilli: new Map(model.points.map(({ type, points }) => [type, toMilli(points)])),
    bands: BANDS.flatMap((band) => model.bands.filter((one) => one.band === band)),
    stages: stagesOf(model),
    pseudoRules: model.pseudoRules.map(({ key, condition }) => ({ key, holds: compile(condition) })),
  };
}

function inMilli(values: Readonly<Record<Grade, number>>): Readonly<Record<Grade, number>> {
  return { A: toMilli(values.A), B: toMilli(values.B), C: toMilli(values.C), D: toMilli(values.D) };
}

function stagesOf({ matrix }: ScoringModel): ReadonlyMap<Cell, Stage> {
  const stages = new Map<Cell, Stage>();
  for (const cell of CELLS) {
    const stage = matrix[cell];
    if (stage !== undefined) stages.set(cell, stage);
  }
  return stages;
}
