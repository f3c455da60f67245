import type { OperationId } from '@ripen/contracts';
import type { Language } from '@ripen/domain';
import type { Request } from 'express';
import type { Caller } from '../access/caller';
import type { AdmittedKey } from '../ingest/write-keys.service';

/** What was checked of a request at the edge. */
export interface RequestInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
}

/** What one request carries through the API. */
export interface RequestContext {
  readonly correlationId: string;
  /** The caller's own, else what the browser asks for. */
  language: Language;
  operationId: OperationId | null;
  caller: Caller | null;
  input: RequestInput | null;
  /** The write key of a call to the ingest interface. */
  writeKey?: AdmittedKey;
}

const contexts = new WeakMap<object, RequestContext>();

export function openContext(request: Request, context: RequestContext): void {
  contexts.set(request, context);
}

/** Every request has one: the first middleware opens it. */
export function contextOf(request: Request): RequestContext {
  const context = contexts.get(request);
  if (!context) throw new Error('request_without_context');
  return context;
}
