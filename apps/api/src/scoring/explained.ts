import type { ScoreExplained } from '@ripen/contracts';
import type { Explanation } from '@ripen/scoring';

/** The core's explanation as the API answers it. */
export function toScoreExplained({ score, terms, criteria, mean }: Explanation): ScoreExplained {
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
  };
}
