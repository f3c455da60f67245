import { ERRORS, type ErrorCode, type FieldProblem } from '@ripen/contracts';

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

/** Refuses named fields. */
export function refuseFields(problems: readonly FieldProblem[]): ApiException {
  return new ApiException('validation_failed', { problems });
}

/** The row, or 404: what a caller may not see does not exist for them. */
export function orNotFound<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw new ApiException('not_found');
  return row;
}
