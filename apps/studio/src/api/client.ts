import { routeOf, type RouteSpec } from '@ripen/contracts';
import i18next from 'i18next';
import { languageNow } from '../i18n/use-language';
import { ApiFailure, failureOf } from './failure';
import type { Answer, OperationId, Request } from './operation';
import { type Parts, urlOf } from './request';

interface CallOptions {
  /** The call goes on when the page is closed. */
  readonly keepalive?: boolean;
}

interface Signalled extends Required<CallOptions> {
  readonly signal: AbortSignal | undefined;
}

/**
 * Calls one operation of the management API with the session cookie.
 * Throws an `ApiFailure` when the API refuses or cannot be reached.
 */
export async function api<K extends OperationId>(
  operation: K,
  request: Request<K>,
  signal?: AbortSignal,
  { keepalive = false }: CallOptions = {},
): Promise<Answer<K>> {
  const response = await send(routeOf(operation), request, { signal, keepalive });
  if (!response.ok) throw await refusalOf(response);
  // Our own server answers by the same contract: parsing it again would prove nothing new.
  return (response.status === 204 ? undefined : await response.json()) as Answer<K>;
}

/** Sends a file as the body of an operation that takes one. Throws as `api` does. */
export async function apiUpload<K extends OperationId>(
  operation: K,
  request: Request<K>,
  file: File,
): Promise<Answer<K>> {
  const response = await send(routeOf(operation), request, { signal: undefined, keepalive: false, file });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Answer<K>;
}

/** The address of a file that an operation answers with, for a link that downloads it. */
export function fileUrl<K extends OperationId>(operation: K, request: Request<K>): string {
  return urlOf(routeOf(operation), request);
}

function refusalOf(response: Response): Promise<ApiFailure> {
  return failureOf(response, { fallback: i18next.t('common.failedTitle'), language: languageNow() });
}

async function send(
  spec: RouteSpec,
  parts: Parts,
  { signal, keepalive, file }: Signalled & { readonly file?: File },
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18next.language };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  if (file !== undefined) headers['content-type'] = 'application/octet-stream';
  try {
    return await fetch(urlOf(spec, parts), {
      method: spec.method,
      headers,
      credentials: 'same-origin',
      body: file ?? (parts.body === undefined ? null : JSON.stringify(parts.body)),
      signal: signal ?? null,
      keepalive,
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiFailure('unreachable', 0, i18next.t('common.offline'), null, null);
  }
}
