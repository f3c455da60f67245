import { z } from 'zod';
import { journeyRefSchema } from './effects';
import { ADMIN, defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, listQuerySchema, pageSchema, textSchema } from './shape';

/** `store`: what befell the two stores; Ripen has acted already. `merge`: two known leads that may be one; a person decides. */
export const INCIDENT_GROUPS = ['store', 'merge'] as const;

const leadRefSchema = z.object({ id: idSchema, displayName: z.string().nullable() });

/** Something that should not happen often, noticed by Ripen itself. Ids only are stored; names are read when asked. */
export const incidentRowSchema = z.object({
  id: idSchema,
  kind: z.string(),
  at: instantSchema,
  /** What happened. */
  sentence: textSchema,
  /** What was done about it, or who has to. */
  done: textSchema,
  lead: leadRefSchema.nullable(),
  /** The other lead of a proposed merge. */
  other: leadRefSchema.nullable(),
  journey: journeyRefSchema.nullable(),
});
export type IncidentRow = z.infer<typeof incidentRowSchema>;

export const listIncidentsQuerySchema = listQuerySchema
  .omit({ search: true })
  .extend({ group: z.enum(INCIDENT_GROUPS).default('store') });
export type ListIncidentsQuery = z.infer<typeof listIncidentsQuerySchema>;

/** Whether mails get out. Counts what was refused for now and waits for its next try. */
export const mailOutSchema = z.object({
  /** True after repeated refusals: a person should look. */
  stuck: z.boolean(),
  waiting: z.number().int().nonnegative(),
  /** When the oldest of them should have gone out; null when none waits. */
  since: instantSchema.nullable(),
  /** The earliest next try. */
  nextTryAt: instantSchema.nullable(),
  /** The last refusal: its code, and the same in words. */
  code: z.string().nullable(),
  reason: textSchema.nullable(),
});
export type MailOut = z.infer<typeof mailOutSchema>;

/** What came in or was to go out and needs a person. */
export const exchangeHealthSchema = z.object({
  /** Events that could not be used and that nobody has taken in or put aside. */
  refused: z.number().int().nonnegative(),
  /** Webhooks that were given up and not sent again. */
  dead: z.number().int().nonnegative(),
});
export type ExchangeHealth = z.infer<typeof exchangeHealthSchema>;

export const incidentRoutes = defineRoutes({
  listIncidents: {
    method: 'GET',
    path: '/api/incidents',
    roles: ADMIN,
    scope: 'system:read',
    summary: 'What befell the stores, or which leads may be one, newest first',
    query: listIncidentsQuerySchema,
    response: pageSchema(incidentRowSchema),
  },
  getMailOut: {
    method: 'GET',
    path: '/api/mail-out',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'Whether mails get out, since when not, how many wait and what the mail server said last',
    response: mailOutSchema,
  },
  getExchangeHealth: {
    method: 'GET',
    path: '/api/exchange-health',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'How many events are refused and open, and how many webhooks were given up',
    response: exchangeHealthSchema,
  },
});
