import { EFFECT_STATES } from '@ripen/domain';
import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, listQuerySchema, manySchema, pageSchema, textSchema } from './shape';

/** A message that did not go out, or of which nobody knows. Nothing here is ever sent again by itself. */
export const effectRowSchema = z.object({
  id: idSchema,
  subject: z.enum(['enrollment', 'handoff']),
  subjectId: idSchema,
  kind: z.string(),
  state: z.enum(EFFECT_STATES),
  /** Why: a code, and the same in words. */
  code: z.string().nullable(),
  reason: textSchema,
  lead: z.object({ id: idSchema, displayName: z.string().nullable() }),
  journey: z.object({ id: idSchema, name: z.string(), nodeId: z.string() }).nullable(),
  at: instantSchema,
});
export type EffectRow = z.infer<typeof effectRowSchema>;

export const listEffectsQuerySchema = listQuerySchema.omit({ search: true }).extend({
  state: manySchema(z.enum(['failed', 'unknown', 'dropped'])).default(['failed', 'unknown']),
  journeyId: idSchema.optional(),
});
export type ListEffectsQuery = z.infer<typeof listEffectsQuerySchema>;

export const effectRoutes = defineRoutes({
  listEffects: {
    method: 'GET',
    path: '/api/effects',
    roles: MARKETING,
    summary: 'Messages that failed or whose fate is unknown, newest first',
    query: listEffectsQuerySchema,
    response: pageSchema(effectRowSchema),
  },
});
