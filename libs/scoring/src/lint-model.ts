import { BANDS, CELLS, GRADES, type Text } from '@ripen/domain';
import { toMilli } from './milli';
import type { ScoringModel } from './model';
import { lintCriteria } from './lint-criteria';
import { lintPseudoRules } from './lint-pseudo';
import type { ModelProblem } from './model-problem';

export type { ModelProblem, ModelProblemCode } from './model-problem';
export { MODEL_PROBLEM_MESSAGES, modelProblemText } from './model-problem';

/**
 * Everything that is wrong with a model, errors and warnings, in the order of the model. A model with an error cannot be
 * published: `compileModel` refuses it. Assumes that `scoringModelSchema` parsed it.
 */
export function lintModel(model: ScoringModel): readonly ModelProblem[] {
  return [
    ...lintCriteria(model),
    ...lintCombination(model),
    ...lintPoints(model),
    ...lintBands(model),
    ...lintMatrix(model),
    ...lintPseudoRules(model),
  ];
}

function* lintCombination({ combine }: ScoringModel): Generator<ModelProblem> {
  for (const [index, grade] of GRADES.entries()) {
    const better = GRADES[index - 1];
    if (better === undefined) continue;
    if (toMilli(combine.values[grade]) >= toMilli(combine.values[better])) {
      yield { severity: 'error', code: 'values_not_descending', path: ['combine', 'values', grade] };
    }
    if (toMilli(combine.thresholds[grade]) >= toMilli(combine.thresholds[better])) {
      yield { severity: 'error', code: 'thresholds_not_descending', path: ['combine', 'thresholds', grade] };
    }
  }
  for (const grade of GRADES) {
    if (toMilli(combine.thresholds[grade]) > toMilli(combine.values.A)) {
      yield { severity: 'error', code: 'grade_unreachable', path: ['combine', 'thresholds', grade] };
    }
  }
}

function* lintPoints({ points }: ScoringModel): Generator<ModelProblem> {
  const seen = new Set<string>();
  for (const [index, rule] of points.entries()) {
    if (seen.has(rule.type)) yield { severity: 'error', code: 'points_twice', path: ['points', index, 'type'] };
    seen.add(rule.type);
    if (!isBlank(rule.label)) {
      if (toMilli(rule.points) === 0)
        yield { severity: 'warning', code: 'points_nothing', path: ['points', index, 'points'] };
    } else yield { severity: 'error', code: 'label_missing', path: ['points', index, 'label'] };
    // More digits than a thousandth would be rounded away without a word.
    if (Math.abs(toMilli(rule.points) / 1_000 - rule.points) > 1e-9) {
      yield { severity: 'error', code: 'points_too_fine', path: ['points', index, 'points'] };
    }
  }
  if (points.length === 0) yield { severity: 'error', code: 'no_points', path: ['points'] };
}

function* lintBands({ bands }: ScoringModel): Generator<ModelProblem> {
  for (const band of BANDS) {
    const found = bands.filter((one) => one.band === band).length;
    if (found === 0) yield { severity: 'error', code: 'band_missing', path: ['bands'], detail: String(band) };
    if (found > 1) yield { severity: 'error', code: 'band_twice', path: ['bands'], detail: String(band) };
  }
  const worstFirst = bands.toSorted((left, right) => right.band - left.band);
  for (const [index, { band, fromMilli }] of worstFirst.entries()) {
    const worse = worstFirst[index - 1];
    if (index === 0 && fromMilli !== 0)
      yield { severity: 'error', code: 'bands_leave_a_gap', path: ['bands'], detail: String(band) };
    if (worse !== undefined && worse.band !== band && fromMilli <= worse.fromMilli) {
      yield { severity: 'error', code: 'bands_not_ascending', path: ['bands'], detail: String(band) };
    }
  }
}

function* lintMatrix({ matrix }: ScoringModel): Generator<ModelProblem> {
  for (const cell of CELLS) {
    if (matrix[cell] === undefined)
      yield { severity: 'error', code: 'cell_missing', path: ['matrix', cell], detail: cell };
  }
  if (!Object.values(matrix).includes('sales_ready'))
    yield { severity: 'warning', code: 'nobody_sales_ready', path: ['matrix'] };
}

function isBlank(label: Text): boolean {
  return label.de.trim() === '' || label.en.trim() === '';
}
