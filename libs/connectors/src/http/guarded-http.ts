/** One call to a server of somebody else. */
export interface GuardedRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, `http:` or `https:`, without user and password. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** From asking for the name to the last byte of the answer; default 15 s. */
  readonly timeoutMs?: number;
  /** Bytes of the answer's body that are kept; the rest is not read. Default 64 KB. */
  readonly maxBytes?: number;
  /** Ends the call early; it then fails with `aborted`. */
  readonly signal?: AbortSignal;
}

/** What came back, whatever its status. A redirect is an answer like any other: it is never followed. */
export interface GuardedAnswer {
  readonly status: number;
  /** Names in lower case; several of one name are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The body was longer than `maxBytes`. */
  readonly truncated: boolean;
}

export interface GuardedHttp {
  /** @throws GuardedHttpError */
  send(request: GuardedRequest): Promise<GuardedAnswer>;
}

/**
 * - `url_refused`: no absolute http(s) URL, or one with a user, a password or a port that other protocols own
 * - `address_refused`: it leads into an internal network, or to this machine
 * - `name_not_found`: the name has no address
 * - `no_connection`: refused, reset, cut off, or TLS could not be agreed upon
 * - `timed_out`: nothing, or not everything, came in time
 * - `answer_refused`: what came back is no HTTP
 * - `aborted`: the caller's signal
 */
export const GUARDED_HTTP_PROBLEMS = [
  'url_refused',
  'address_refused',
  'name_not_found',
  'no_connection',
  'timed_out',
  'answer_refused',
  'aborted',
] as const;
export type GuardedHttpProblem = (typeof GUARDED_HTTP_PROBLEMS)[number];

/** Thrown when a call got no answer. Says why by a code and never where to: a URL can hold a secret. */
export class GuardedHttpError extends Error {
  override readonly name = 'GuardedHttpError';

  constructor(readonly code: GuardedHttpProblem) {
    super(code);
  }
}
