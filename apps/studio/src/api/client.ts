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
  if (!response.ok)
    throw await failureOf(response, {
      fallback: i18next.t('common.failedTitle'),
      language: languageNow(),
    });
  // Our own server answers by the same contract: parsing it again would prove nothing new.
  return (response.status === 204 ? undefined : await response.json()) as Answer<K>;
}

async function send(spec: RouteSpec, parts: Parts, { signal, keepalive }: Signalled): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': i18next.language };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  try {
    return await fetch(urlOf(spec, parts), {
      method: spec.method,
      headers,
      credentials: 'same-origin',
      body: parts.body === undefined ? null : JSON.stringify(parts.body),
      signal: signal ?? null,
      keepalive,
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiFailure('unreachable', 0, i18next.t('common.offline'), null, null);
  }
}
