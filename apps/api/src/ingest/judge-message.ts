import {
  type FieldProblem,
  INGEST_LIMITS,
  type IngestMessage,
  ingestMessageSchema,
  type RefusalReason,
} from '@ripen/contracts';

export type Judged =
  | { readonly ok: true; readonly message: IngestMessage }
  | { readonly ok: false; readonly reason: RefusalReason; readonly problems: readonly FieldProblem[] };

/** Deeper than anybody sends in earnest, and far from what makes a parser or the database run out of stack. */
const MAX_DEPTH = 64;

/** Whether a message can be used. `call`: the endpoint that says its type; in a batch the message says it. */
export function judgeMessage(raw: unknown, call: string): Judged {
  if (isDeeper(raw, MAX_DEPTH)) return { ok: false, reason: 'invalid', problems: [{ path: '', problem: 'too_deep' }] };
  if (Buffer.byteLength(JSON.stringify(raw) ?? '') > INGEST_LIMITS.event)
    return { ok: false, reason: 'too_large', problems: [{ path: '', problem: 'more_than_32_kb' }] };
  const parsed = ingestMessageSchema.safeParse(call === 'batch' ? raw : { ...asObject(raw), type: call });
  if (parsed.success) return { ok: true, message: parsed.data };
  const problems = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    problem: issue.code === 'custom' ? issue.message : issue.code,
  }));
  return { ok: false, reason: reasonOf(problems), problems };
}

function reasonOf(problems: readonly FieldProblem[]): RefusalReason {
  if (problems.some(({ path }) => path === 'type')) return 'unknown_type';
  return problems.some(({ problem }) => problem === 'user_id_or_anonymous_id') ? 'no_identity' : 'invalid';
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}

export function asObject(body: unknown): object {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
}
