import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { idSchema, instantSchema } from './shape';

/** Events that a key may send per minute unless its setting says otherwise. */
export const EVENTS_PER_MINUTE = 60_000;

/** `https://www.example.com`: scheme, host and port, nothing more. */
const originSchema = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text, {
    message: 'no_origin',
  });

export const writeKeyLimitsSchema = z.object({
  /** Websites that may use the key; none named: all. Servers send no origin and are not asked for one. */
  allowedOrigins: z.array(originSchema).max(50),
  /** Null: the default of 60,000. Each API process counts for itself. */
  eventsPerMinute: z.number().int().min(1).max(10_000_000).nullable(),
});

export const writeKeySchema = writeKeyLimitsSchema.extend({
  id: idSchema,
  name: z.string(),
  /** The last 24 hours, oldest first, without those in which nothing came. */
  usage: z.array(
    z.object({
      hour: instantSchema,
      events: z.number().int(),
      refused: z.number().int(),
      throttled: z.number().int(),
    }),
  ),
});
export type WriteKey = z.infer<typeof writeKeySchema>;

export const writeKeyRoutes = defineRoutes({
  listWriteKeys: {
    method: 'GET',
    path: '/api/write-keys',
    roles: ADMIN,
    summary: 'Write keys in force: who may use them, how much, and what came by them',
    response: z.object({ items: z.array(writeKeySchema) }),
  },
  updateWriteKey: {
    method: 'PATCH',
    path: '/api/write-keys/:id',
    roles: ADMIN,
    summary: 'Set the websites that may use a write key and how much it may send',
    params: z.object({ id: idSchema }),
    body: writeKeyLimitsSchema.partial(),
    response: writeKeySchema,
  },
});
