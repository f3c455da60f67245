import { ERRORS, type ErrorCode, type FieldProblem } from '@ripen/contracts';
import { HANDOFF_REFUSALS, REFUSAL_TEXTS } from '@ripen/handoff';

/** Thrown when a request cannot be answered as asked. The filter turns it into the API's error shape. */
export class ApiException extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: unknown = null,
  ) {
    super(code);
    this.name = 'ApiException';
    this.status = ERRORS[code].status;
  }
}

/** Refuses named fields. A problem that the core has a sentence for says it. */
export function refuseFields(problems: readonly FieldProblem[]): ApiException {
  return new ApiException('validation_failed', { problems: problems.map(withSentence) });
}

function withSentence(problem: FieldProblem): FieldProblem {
  const known = HANDOFF_REFUSALS.find((refusal) => refusal === problem.problem);
  return known === undefined ? problem : { ...problem, sentence: REFUSAL_TEXTS[known] };
}

/** The row, or 404: what a caller may not see does not exist for them. */
export function orNotFound<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new ApiException('not_found');
  return row;
}
