import { z } from 'zod';
import { formDefinitionSchema, formMailSchema } from './form-shape';
import { defineRoutes, MARKETING } from './route';
import { flagSchema, idSchema, instantSchema, languageSchema, lineSchema, textSchema } from './shape';

/** The last part of a form's address. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(80);

/** How far people came: how often it was shown, and the ways that submissions went. */
export const captureCountsSchema = z.object({
  views: z.number().int(),
  submitted: z.number().int(),
  confirmed: z.number().int(),
  delivered: z.number().int(),
  /** Sent by something that was no person: nothing of it is kept. */
  refused: z.number().int(),
});
export type CaptureCounts = z.infer<typeof captureCountsSchema>;

/** What a form belongs to, with its name; a form that stands alone has none. */
const belongsSchema = z.object({ kind: z.enum(['offer', 'event']), id: idSchema, name: textSchema }).nullable();

export const formSummarySchema = z.object({
  id: idSchema,
  slug: slugSchema,
  name: z.string(),
  belongsTo: belongsSchema,
  /** Of the published version; null before the first. */
  version: z.number().int().nullable(),
  /** The draft says something else than what is published. */
  changed: z.boolean(),
  active: z.boolean(),
  archived: z.boolean(),
  url: z.string(),
  counts: captureCountsSchema,
  createdAt: instantSchema,
});
export type FormSummary = z.infer<typeof formSummarySchema>;

export const formSchema = formSummarySchema.extend({
  draft: formDefinitionSchema,
  revision: z.number().int(),
  /** The texts that are sent where the form has none of its own. */
  defaultMails: z.object({ confirm: formMailSchema, thanks: formMailSchema }),
  wordingVersion: z.number().int().nullable(),
});
export type Form = z.infer<typeof formSchema>;

export const formVersionSchema = z.object({
  version: z.number().int(),
  wordingVersion: z.number().int(),
  definition: formDefinitionSchema,
  publishedAt: instantSchema,
  publishedBy: z.string().nullable(),
});
export type FormVersion = z.infer<typeof formVersionSchema>;

export const createFormBodySchema = z.object({
  name: lineSchema,
  slug: slugSchema,
  use: z.enum(['offer', 'event', 'contact', 'newsletter']),
  offerId: idSchema.optional(),
  eventId: idSchema.optional(),
});
export type CreateFormBody = z.infer<typeof createFormBodySchema>;

export const updateFormBodySchema = z.object({
  name: lineSchema.optional(),
  slug: slugSchema.optional(),
  active: z.boolean().optional(),
  archived: z.boolean().optional(),
});
export type UpdateFormBody = z.infer<typeof updateFormBodySchema>;

/** One submission as the people of marketing see it. */
export const submissionSchema = z.object({
  id: idSchema,
  leadId: idSchema,
  email: z.string(),
  answers: z.array(z.object({ field: z.string(), label: textSchema, value: z.string() })),
  submittedAt: instantSchema,
  confirmedAt: instantSchema.nullable(),
  deliveredAt: instantSchema.nullable(),
  /** Where the first and the last visit came from, as far as that is known: `source`, `medium`, `campaign`, `term`, `content`, `referrer`. */
  firstTouch: z.record(z.string(), z.string()),
  lastTouch: z.record(z.string(), z.string()),
});
export type Submission = z.infer<typeof submissionSchema>;

export const formRoutes = defineRoutes({
  listForms: {
    method: 'GET',
    path: '/api/forms',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'Forms with how many people saw, sent and confirmed them',
    query: z.object({ archived: flagSchema.default(false) }),
    response: z.object({ items: z.array(formSummarySchema) }),
  },
  createForm: {
    method: 'POST',
    path: '/api/forms',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Begin a form of an offer, of an event, or one that stands alone; nobody sees it before it is published',
    body: createFormBodySchema,
    response: formSchema,
  },
  getForm: {
    method: 'GET',
    path: '/api/forms/:id',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'A form with its draft',
    response: formSchema,
  },
  updateForm: {
    method: 'PATCH',
    path: '/api/forms/:id',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Rename a form, move it to another address, take it off the net or put it away',
    body: updateFormBodySchema,
    response: formSchema,
  },
  saveForm: {
    method: 'PUT',
    path: '/api/forms/:id/draft',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Save the draft of a form; refused when somebody else has saved meanwhile',
    body: z.object({ revision: z.number().int(), definition: formDefinitionSchema }),
    response: formSchema,
  },
  publishForm: {
    method: 'POST',
    path: '/api/forms/:id/publish',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Make the draft what people see; another wording of the consent is another version of it',
    body: z.object({ revision: z.number().int() }),
    response: formSchema,
  },
  listFormVersions: {
    method: 'GET',
    path: '/api/forms/:id/versions',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'What was published, and when',
    response: z.object({ items: z.array(formVersionSchema) }),
  },
  duplicateForm: {
    method: 'POST',
    path: '/api/forms/:id/duplicate',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'A copy of the draft, unpublished, at an address of its own',
    response: formSchema,
  },
  previewForm: {
    method: 'GET',
    path: '/api/forms/:id/preview',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'The draft as people would see it; sends nothing',
    query: z.object({ lang: languageSchema.default('de'), revision: z.string().optional() }),
    kind: 'html',
  },
  listSubmissions: {
    method: 'GET',
    path: '/api/forms/:id/submissions',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'The latest submissions of a form',
    response: z.object({ items: z.array(submissionSchema) }),
  },
});
