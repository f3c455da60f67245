import type { Role } from '@ripen/domain';
import type { z } from 'zod';
import type { KeyScope } from './scopes';

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

/**
 * Who may call: people of these roles, anybody who is signed in, or the public. API keys go by `scope` instead.
 * `write_key` is the public by way of a write key (ingest); `source_secret` a program that shows the secret it was given, which the operation itself checks first.
 */
export type Audience = readonly Role[] | 'signed_in' | 'public' | 'write_key' | 'source_secret';

/** One operation of the API. Path parameters are written `:name`. */
export interface RouteSpec {
  readonly method: Method;
  readonly path: string;
  readonly roles: Audience;
  /** What an API key must be allowed to call it; absent: no key may. */
  readonly scope?: KeyScope;
  readonly summary: string;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Absent: no JSON body (204, or the kind says what comes instead). */
  readonly response?: z.ZodType;
  readonly kind?: 'json' | 'html' | 'script' | 'stream' | 'redirect' | 'csv';
}

/** Keeps each operation's own schemas in the type, so that a client can be typed from the table. */
export function defineRoutes<const T extends Record<string, RouteSpec>>(routes: T): T {
  return routes;
}

export const ALL_ROLES = ['admin', 'marketer', 'sales_manager', 'sales_rep'] as const satisfies readonly Role[];
export const ADMIN = ['admin'] as const satisfies readonly Role[];
export const MARKETING = ['admin', 'marketer'] as const satisfies readonly Role[];
export const SALES = ['admin', 'sales_manager', 'sales_rep'] as const satisfies readonly Role[];
export const MANAGERS = ['admin', 'sales_manager'] as const satisfies readonly Role[];
export const PLANNERS = ['admin', 'marketer', 'sales_manager'] as const satisfies readonly Role[];
