import { z } from 'zod';
import { fieldProblemSchema } from './errors';
import { ingestAnswerSchema } from './ingest';
import { defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, lineSchema } from './shape';

/** What a payload may say of a person and of the company. Consent, category and role are not among them. */
export const HOOK_FIELDS = [
  'firstName',
  'lastName',
  'position',
  'department',
  'phone',
  'country',
  'language',
  'company.name',
  'company.domain',
  'company.employees',
  'company.industry',
] as const;

/** Where something stands in a payload: names and places joined by full stops, `contact.emails.0.value`. */
const pathSchema = z.string().trim().min(1).max(200);

/** How a payload of one source becomes facts about somebody: at least one of `userId` and `email` must be found in it. */
export const hookMappingSchema = z
  .object({
    userId: pathSchema.nullable(),
    email: pathSchema.nullable(),
    occurredAt: pathSchema.nullable(),
    /** What tells two messages apart, where the header `webhook-id` does not. */
    messageId: pathSchema.nullable(),
    fields: z.array(z.object({ field: z.enum(HOOK_FIELDS), path: pathSchema })).max(50),
    /** What the person did; null: the payload only says who somebody is. */
    touchpoint: z
      .object({
        type: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/, 'snake_case'),
        properties: z.array(z.object({ name: lineSchema, path: pathSchema })).max(50),
      })
      .nullable(),
  })
  .refine(({ userId, email }) => userId !== null || email !== null, { message: 'names_nobody', path: ['userId'] });
export type HookMapping = z.infer<typeof hookMappingSchema>;

/** `signature`: Standard Webhooks. `bearer`: a secret in the header `Authorization`, for systems that cannot sign. */
export const HOOK_AUTHS = ['signature', 'bearer'] as const;

export const hookSourceSchema = z.object({
  id: idSchema,
  /** The end of its address: `/hooks/<slug>`. */
  slug: z.string(),
  name: z.string(),
  auth: z.enum(HOOK_AUTHS),
  active: z.boolean(),
  mapping: hookMappingSchema,
  accepted: z.number().int(),
  refused: z.number().int(),
  lastReceivedAt: instantSchema.nullable(),
  rotatingUntil: instantSchema.nullable(),
});
export type HookSource = z.infer<typeof hookSourceSchema>;
/** The secret is shown this once. */
export const hookSourceWithSecretSchema = hookSourceSchema.extend({ secret: z.string() });
export type HookSourceWithSecret = z.infer<typeof hookSourceWithSecretSchema>;

const createBodySchema = z.object({
  name: lineSchema,
  slug: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'slug')
    .refine((slug) => slug !== 'bounces', { message: 'slug' }),
  auth: z.enum(HOOK_AUTHS),
  mapping: hookMappingSchema,
});
export type CreateHookSourceBody = z.infer<typeof createBodySchema>;

const one = z.object({ id: idSchema });
const base = { path: '/api/hook-sources/:id', roles: MARKETING, params: one } as const;

export const hookRoutes = defineRoutes({
  receiveHook: {
    method: 'POST',
    path: '/hooks/:slug',
    roles: 'public',
    summary: 'What another system reports, signed or with its secret; mapped to facts, or kept with the reason',
    response: ingestAnswerSchema,
  },
  listHookSources: {
    method: 'GET',
    path: '/api/hook-sources',
    roles: MARKETING,
    summary: 'Other systems that may report by webhook',
    response: z.object({ items: z.array(hookSourceSchema) }),
  },
  createHookSource: {
    method: 'POST',
    path: '/api/hook-sources',
    roles: MARKETING,
    summary: 'Let another system report by webhook; its secret is shown this once',
    body: createBodySchema,
    response: hookSourceWithSecretSchema,
  },
  updateHookSource: {
    ...base,
    method: 'PATCH',
    summary: 'Change what a source is called, how it is mapped, or whether it may report',
    body: z.object({ name: lineSchema, active: z.boolean(), mapping: hookMappingSchema }).partial(),
    response: hookSourceSchema,
  },
  deleteHookSource: { ...base, method: 'DELETE', summary: 'Remove a source with what was refused of it' },
  rotateHookSecret: {
    ...base,
    method: 'POST',
    path: '/api/hook-sources/:id/rotate',
    summary: 'A new secret, shown this once; the old one is good for another day',
    response: hookSourceWithSecretSchema,
  },
  tryHookMapping: {
    ...base,
    method: 'POST',
    path: '/api/hook-sources/:id/try',
    summary: 'What a mapping would make of the last payload that came',
    body: z.object({ mapping: hookMappingSchema }),
    response: z.object({
      /** The last payload; null: nothing came yet. */
      payload: z.string().nullable(),
      /** The events that it would become. */
      events: z.array(z.record(z.string(), z.unknown())),
      problems: z.array(fieldProblemSchema),
    }),
  },
});
