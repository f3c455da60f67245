import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { instantSchema, listQuerySchema, noteSchema, pageSchema } from './shape';

/** `all`: no mail at all, answers included. `consent`: none that needs consent. */
export const SUPPRESSION_SCOPES = ['all', 'consent'] as const;

/** An address that must not be written to. The address itself is not kept, only its salted hash. */
export const suppressionSchema = z.object({
  hash: z.string(),
  /** A code: `hard_bounce`, `recipient_refused`, `complaint`, `by_hand`, `import`, … */
  reason: z.string(),
  scope: z.enum(SUPPRESSION_SCOPES),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: instantSchema,
});
export type Suppression = z.infer<typeof suppressionSchema>;

export const suppressionPageSchema = pageSchema(suppressionSchema).extend({
  /** How many by reason, most first. */
  reasons: z.array(z.object({ reason: z.string(), count: z.number().int() })),
});
export type SuppressionPage = z.infer<typeof suppressionPageSchema>;

export const listSuppressionsQuerySchema = listQuerySchema
  .omit({ search: true })
  .extend({ reason: z.string().max(50).optional() });
export type ListSuppressionsQuery = z.infer<typeof listSuppressionsQuerySchema>;

/** In a body, since an address has no business in the address of a page or in a log. */
export const checkSuppressionBodySchema = z.object({ address: z.string().trim().min(3).max(254) });

export const addSuppressionsBodySchema = z.object({
  /** Addresses, or hashes of an earlier export of this installation; one per line, whatever else stands in the line is left out. */
  text: z.string().min(1).max(1_500_000),
  note: noteSchema.default(''),
});
export type AddSuppressionsBody = z.infer<typeof addSuppressionsBodySchema>;
export const addedSuppressionsSchema = z.object({
  added: z.number().int(),
  known: z.number().int(),
  /** Lines without an address or a hash, by their number from 1; the first hundred. */
  refused: z.array(z.number().int()),
});
export type AddedSuppressions = z.infer<typeof addedSuppressionsSchema>;

export const removeSuppressionBodySchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Why it may be written to again. */
  reason: z.string().trim().min(3).max(200),
});
export type RemoveSuppressionBody = z.infer<typeof removeSuppressionBodySchema>;

export const suppressionRoutes = defineRoutes({
  listSuppressions: {
    method: 'GET',
    path: '/api/suppressions',
    roles: MARKETING,
    scope: 'privacy:read',
    summary: 'Addresses that are not written to, as hashes, newest first, with counts by reason',
    query: listSuppressionsQuerySchema,
    response: suppressionPageSchema,
  },
  checkSuppression: {
    method: 'POST',
    path: '/api/suppressions/check',
    roles: MARKETING,
    scope: 'privacy:read',
    summary: 'Whether an address is on the list, why and since when',
    body: checkSuppressionBodySchema,
    response: z.object({ suppression: suppressionSchema.nullable() }),
  },
  addSuppressions: {
    method: 'POST',
    path: '/api/suppressions',
    roles: MARKETING,
    scope: 'privacy:write',
    summary: 'Add an address or a list of them; from then on nothing goes there',
    body: addSuppressionsBodySchema,
    response: addedSuppressionsSchema,
  },
  removeSuppression: {
    method: 'POST',
    path: '/api/suppressions/removal',
    roles: MARKETING,
    scope: 'privacy:write',
    summary: 'Take an address off the list, with the reason',
    body: removeSuppressionBodySchema,
  },
  exportSuppressions: {
    method: 'GET',
    path: '/api/suppressions/export',
    roles: MARKETING,
    scope: 'privacy:read',
    summary: 'The whole list as CSV: hash, reason, scope, since; no address',
    response: z.object({ csv: z.string() }),
  },
});
