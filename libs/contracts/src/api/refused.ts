import { z } from 'zod';
import { fieldProblemSchema } from './errors';
import { defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, listQuerySchema, manySchema, pageSchema } from './shape';

/**
 * Why an event could not be used. `invalid`: a field is missing or wrong; `no_identity`: it names nobody; `unknown_type`: a kind of message that we do not
 * know; `too_large`: more than 32 KB; `not_json`; `not_mapped`: an inbound webhook whose mapping finds nobody in it.
 */
export const REFUSAL_REASONS = [
  'invalid',
  'no_identity',
  'unknown_type',
  'too_large',
  'not_json',
  'not_mapped',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
export const REFUSED_STATES = ['open', 'resubmitted', 'dismissed'] as const;

export const refusedSchema = z.object({
  id: idSchema,
  reason: z.enum(REFUSAL_REASONS),
  state: z.enum(REFUSED_STATES),
  /** `track`, `batch` … or `webhook`. */
  call: z.string(),
  /** The write key or the source that it came by. */
  from: z.object({ id: idSchema, name: z.string(), kind: z.enum(['key', 'source']) }),
  receivedAt: instantSchema,
  resolvedAt: instantSchema.nullable(),
  problems: z.array(fieldProblemSchema),
  /** The beginning of what came. */
  excerpt: z.string(),
});
export type Refused = z.infer<typeof refusedSchema>;

export const refusedDetailSchema = refusedSchema.extend({
  raw: z.string(),
  /** Only the first 32 KB were kept. */
  cut: z.boolean(),
});
export type RefusedDetail = z.infer<typeof refusedDetailSchema>;

export const listRefusedQuerySchema = listQuerySchema.extend({
  reason: manySchema(z.enum(REFUSAL_REASONS)).optional(),
  state: z.enum(REFUSED_STATES).default('open'),
});
export type ListRefusedQuery = z.infer<typeof listRefusedQuerySchema>;

const one = z.object({ id: idSchema });

export const refusedRoutes = defineRoutes({
  listRefused: {
    method: 'GET',
    path: '/api/refused',
    roles: MARKETING,
    summary: 'Events that came in and could not be used, newest first, and how many there are by reason',
    query: listRefusedQuerySchema,
    response: pageSchema(refusedSchema).extend({
      reasons: z.array(z.object({ reason: z.enum(REFUSAL_REASONS), count: z.number().int() })),
    }),
  },
  getRefused: {
    method: 'GET',
    path: '/api/refused/:id',
    roles: MARKETING,
    summary: 'One refused event whole, as far as it was kept',
    params: one,
    response: refusedDetailSchema,
  },
  resubmitRefused: {
    method: 'POST',
    path: '/api/refused/:id/resubmit',
    roles: MARKETING,
    summary: 'Take a refused event in, corrected or as it is, with its original time; never twice',
    params: one,
    body: z.object({ raw: z.string().max(40_000).optional() }),
    response: refusedSchema,
  },
  resubmitAllRefused: {
    method: 'POST',
    path: '/api/refused/resubmit-all',
    roles: MARKETING,
    summary: 'Take all refused events of a reason in as they are, 200 at a time',
    body: z.object({ reason: z.enum(REFUSAL_REASONS), after: idSchema.optional() }),
    response: z.object({
      taken: z.number().int(),
      refused: z.number().int(),
      /** Where the next call goes on; null: that was all. */
      after: idSchema.nullable(),
    }),
  },
  dismissRefused: {
    method: 'POST',
    path: '/api/refused/:id/dismiss',
    roles: MARKETING,
    summary: 'Put a refused event aside',
    params: one,
    response: refusedSchema,
  },
  restoreRefused: {
    method: 'POST',
    path: '/api/refused/:id/restore',
    roles: MARKETING,
    summary: 'Take back that a refused event was put aside',
    params: one,
    response: refusedSchema,
  },
});
