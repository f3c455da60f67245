import { apiErrorSchema, type ErrorCode, fieldProblemSchema, textSchema } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
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

  /** Refused fields by their path in the body, for forms. */
  fieldProblems(): Readonly<Record<string, string>> {
    const { problems } = detailsOf(this.details);
    return Object.fromEntries(problems.map(({ path, problem }) => [path.replace(/^body\./, ''), problem]));
  }
}

const detailsSchema = z.object({
  sentence: textSchema.optional(),
  problems: z.array(fieldProblemSchema).default([]),
});

/** Details depend on the error; those of another shape say nothing here. */
function detailsOf(details: unknown): z.infer<typeof detailsSchema> {
  return detailsSchema.safeParse(details).data ?? { problems: [] };
}

/** What the details say more exactly than the error's own message. */
function sentenceIn(details: unknown, language: Language): string | undefined {
  const { sentence, problems } = detailsOf(details);
  return (sentence ?? problems.find((problem) => problem.sentence !== undefined)?.sentence)?.[language];
}

/** Reads the error body of an answer; an answer that is not ours (a proxy's page) becomes `internal` with its status. */
export async function failureOf(
  response: Pick<Response, 'status' | 'headers' | 'json'>,
  { fallback, language }: { readonly fallback: string; readonly language: Language },
): Promise<ApiFailure> {
  const body: unknown = await response.json().catch(() => null);
  const parsed = apiErrorSchema.safeParse(body);
  if (!parsed.success)
    return new ApiFailure('internal', response.status, fallback, response.headers.get('x-correlation-id'), null);
  const { code, message, correlationId, details } = parsed.data;
  return new ApiFailure(code, response.status, sentenceIn(details, language) ?? message, correlationId, details);
}
