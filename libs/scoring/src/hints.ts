import { GRADES, type Cell, type Grade, type Stage, type Text } from '@ripen/domain';
import type { CompiledModel } from './compile-model';
import type { Explanation } from './explain';
import { combineGrades } from './grade';
import { bandOf, stageOf } from './rescore';

/** A small change of the facts that would put the lead into a better cell. Sentences are made by the screen from the data. */
export type Hint =
  | {
      readonly code: 'more_points';
      /** Thousandths that are missing to the next band. */
      readonly missingMilli: number;
      /** Touchpoints that give that many at once, the cheapest first. */
      readonly byOneOf: readonly { readonly type: string; readonly label: Text; readonly pointsMilli: number }[];
      readonly toCell: Cell;
      readonly toStage: Stage;
    }
  | {
      readonly code: 'answer_criterion';
      readonly key: string;
      readonly label: Text;
      /** The worst grade of this criterion that already lifts the whole grade. */
      readonly grade: Grade;
      readonly toCell: Cell;
      readonly toStage: Stage;
    };

/** The single changes that lead to a better cell: points up to the next band, and each criterion that is not answered yet. */
export function hintsFor(explanation: Explanation, model: CompiledModel): readonly Hint[] {
  return [...pointsHint(explanation, model), ...criterionHints(explanation, model)];
}

function* pointsHint({ score, terms }: Explanation, model: CompiledModel): Generator<Hint> {
  const next = model.bands.findLast(({ band }) => band < score.band);
  if (next === undefined) return;
  // Against the raw sum: below 0 more is missing than the lifted points show.
  const raw = terms.reduce((sum, { kind, pointsMilli }) => (kind === 'floor' ? sum : sum + pointsMilli), 0);
  const missingMilli = next.fromMilli - raw;
  const byOneOf = model.model.points
    .map(({ type, label }) => ({ type, label, pointsMilli: model.pointsMilli.get(type) ?? 0 }))
    .filter(({ pointsMilli }) => pointsMilli >= missingMilli)
    .sort((left, right) => left.pointsMilli - right.pointsMilli);
  yield {
    code: 'more_points',
    missingMilli,
    byOneOf,
    toCell: `${score.grade}${next.band}`,
    toStage: stageOf(model, score.grade, next.band),
  };
}

function* criterionHints({ score, criteria }: Explanation, model: CompiledModel): Generator<Hint> {
  const band = bandOf(model, score.pointsMilli);
  for (const { key, label, answered } of criteria) {
    if (answered) continue;
    for (const grade of GRADES.toReversed()) {
      const changed = criteria.map((one) => (one.key === key ? { ...one, grade } : one));
      const reached = combineGrades(model, changed).grade;
      if (reached >= score.grade) continue;
      yield {
        code: 'answer_criterion',
        key,
        label,
        grade,
        toCell: `${reached}${band}`,
        toStage: stageOf(model, reached, band),
      };
      break;
    }
  }
}
