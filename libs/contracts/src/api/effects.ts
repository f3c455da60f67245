import { EFFECT_CHOICES, EFFECT_STATES } from '@ripen/domain';
import { z } from 'zod';
import { ADMIN, defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, listQuerySchema, manySchema, pageSchema, textSchema } from './shape';

/** `builtin`: the product's own journey, which delivers what a form asked for; it has no page. */
export const journeyRefSchema = z.object({ id: idSchema, name: z.string(), builtin: z.boolean() });

/** A message that did not go out, or of which nobody knows. Nothing here is ever sent again by itself; a person may decide so. */
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
  journey: journeyRefSchema.extend({ nodeId: z.string() }).nullable(),
  at: instantSchema,
  /** What the caller may decide about it now. */
  choices: z.array(z.enum(EFFECT_CHOICES)),
});
export type EffectRow = z.infer<typeof effectRowSchema>;

export const listEffectsQuerySchema = listQuerySchema.omit({ search: true }).extend({
  state: manySchema(z.enum(['failed', 'unknown', 'dropped'])).default(['failed', 'unknown']),
  journeyId: idSchema.optional(),
});
export type ListEffectsQuery = z.infer<typeof listEffectsQuerySchema>;

export const decideEffectBodySchema = z.object({ choice: z.enum(EFFECT_CHOICES) });

/** An enrollment or handoff that the loop took out because it could not decide. */
export const parkedRowSchema = z.object({
  id: idSchema,
  subject: z.enum(['enrollment', 'handoff']),
  code: z.string().nullable(),
  reason: textSchema,
  lead: z.object({ id: idSchema, displayName: z.string().nullable() }),
  journey: journeyRefSchema.nullable(),
  at: instantSchema,
  /** What the caller may do about it. */
  choices: z.array(z.enum(['resume', 'end'])),
});
export type ParkedRow = z.infer<typeof parkedRowSchema>;

export const effectRoutes = defineRoutes({
  listEffects: {
    method: 'GET',
    path: '/api/effects',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'Messages that failed or whose fate is unknown, newest first',
    query: listEffectsQuerySchema,
    response: pageSchema(effectRowSchema),
  },
  decideEffect: {
    method: 'POST',
    path: '/api/effects/:id/decision',
    roles: MARKETING,
    scope: 'operations:write',
    summary: 'Decide about a message that failed or whose fate is unknown; about notices of a handoff only an admin',
    body: decideEffectBodySchema,
  },
  listParked: {
    method: 'GET',
    path: '/api/parked',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'Enrollments and handoffs that were stopped because something could not be decided, newest first',
    query: listQuerySchema.omit({ search: true }),
    response: pageSchema(parkedRowSchema),
  },
  resumeEnrollment: {
    method: 'POST',
    path: '/api/enrollments/:id/resume',
    roles: MARKETING,
    scope: 'leads:write',
    summary: 'Let a stopped enrollment go on from where it stands',
  },
  endEnrollment: {
    method: 'POST',
    path: '/api/enrollments/:id/end',
    roles: MARKETING,
    scope: 'leads:write',
    summary: 'Take a stopped enrollment out of its journey',
  },
  resumeHandoff: {
    method: 'POST',
    path: '/api/handoffs/:id/resume',
    roles: ADMIN,
    scope: 'system:write',
    summary: 'Let a stopped handoff go on from where it stands',
  },
});
