import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { KEY_SCOPES } from './scopes';
import { idSchema, instantSchema, lineSchema } from './shape';

/** `write`: public, for ingest only. `api`: secret, for the management API, for what its scopes name. */
export const KEY_KINDS = ['write', 'api'] as const;

export const keySchema = z.object({
  id: idSchema,
  kind: z.enum(KEY_KINDS),
  name: z.string(),
  /** What an API key may do; empty for a write key, which may send events and nothing else. */
  scopes: z.array(z.enum(KEY_SCOPES)),
  /** The first characters, to tell keys apart. */
  hint: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  /** From then on it is refused; null: never. */
  expiresAt: instantSchema.nullable(),
});
export type Key = z.infer<typeof keySchema>;

export const createKeyBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), name: lineSchema, expiresAt: instantSchema.nullish() }),
  z.object({
    kind: z.literal('api'),
    name: lineSchema,
    scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length),
    expiresAt: instantSchema.nullish(),
  }),
]);
export type CreateKeyBody = z.infer<typeof createKeyBodySchema>;

/** The only answer that ever holds the key itself; only its hash is kept. */
export const createdKeySchema = keySchema.extend({ key: z.string() });
export type CreatedKey = z.infer<typeof createdKeySchema>;

export const keyRoutes = defineRoutes({
  listKeys: {
    method: 'GET',
    path: '/api/keys',
    roles: ADMIN,
    summary: 'Write keys and API keys',
    response: z.object({ items: z.array(keySchema) }),
  },
  createKey: {
    method: 'POST',
    path: '/api/keys',
    roles: ADMIN,
    summary: 'Create a key; it is shown this once',
    body: createKeyBodySchema,
    response: createdKeySchema,
  },
  revokeKey: { method: 'DELETE', path: '/api/keys/:id', roles: ADMIN, summary: 'Revoke a key at once' },
});
