import type { ScoreExplained, ScoreHint } from '@ripen/contracts';
import { type CompiledModel, describeHint, type Explanation, hintsFor } from '@ripen/scoring';
import { bothLanguages } from '../http/both-languages';

/** The core's explanation as the API answers it. */
export function toScoreExplained(explanation: Explanation, model: CompiledModel): ScoreExplained {
  const { score, terms, criteria, mean } = explanation;
  const { scoredAt: _scoredAt, ...summary } = score;
  return {
    ...summary,
    points: terms.map(({ kind, key, label, pointsMilli, occurredAt, touchpointId, reason }) => ({
      kind,
      key,
      label,
      pointsMilli,
      at: occurredAt,
      touchpointId,
      reason,
    })),
    gradeTerms: criteria.map(({ key, label, answer, grade, answered, weight }) => ({
      key,
      label,
      value: answer,
      grade,
      answered,
      weight,
    })),
    gradeMean: mean,
    pseudoLabel: model.model.pseudoRules.find(({ key }) => key === score.pseudoReason)?.label ?? null,
    hints: toHints(explanation, model),
  };
}

/** No change of points or answers makes a pseudo-lead a lead, so it gets no hint. */
function toHints(explanation: Explanation, model: CompiledModel): ScoreHint[] {
  const { score } = explanation;
  if (score.category === 'pseudo') return [];
  const hints = hintsFor(explanation, model).map((hint) => ({
    code: hint.code,
    sentence: bothLanguages((language) => describeHint(hint, model.model, language)),
    toCell: hint.toCell,
    toStage: hint.toStage,
  }));
  const changes = ({ toStage }: ScoreHint): boolean => toStage !== score.stage;
  return hints.sort((left, right) => Number(changes(right)) - Number(changes(left)));
}
