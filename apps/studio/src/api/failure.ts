import { apiErrorSchema, type ErrorCode, fieldProblemSchema } from '@ripen/contracts';
import { z } from 'zod';

/** `unreachable`: no answer came at all. */
export type FailureCode = ErrorCode | 'unreachable';

/** Thrown when the API refuses or cannot be reached. The message is in the language of the screen and says what to do next. */
export class ApiFailure extends Error {
  constructor(
    readonly code: FailureCode,
    readonly status: number,
    message: string,
    readonly correlationId: string | null,
    readonly details: unknown,
  ) {
    super(message);
    this.name = 'ApiFailure';
  }

  /** Refused fields by their path in the request, for forms. */
  fieldProblems(): Readonly<Record<string, string>> {
    const parsed = z.array(fieldProblemSchema).safeParse(this.details);
    return parsed.success ? Object.fromEntries(parsed.data.map(({ path, problem }) => [path, problem])) : {};
  }
}

/** Reads the error body of an answer; an answer that is not ours (a proxy's page) becomes `internal` with its status. */
export async function failureOf(response: Response, fallback: string): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = apiErrorSchema.safeParse(body);
  if (!parsed.success)
    return new ApiFailure('internal', response.status, fallback, response.headers.get('x-correlation-id'), null);
  const { code, message, correlationId, details } = parsed.data;
  return new ApiFailure(code, response.status, message, correlationId, details);
}
