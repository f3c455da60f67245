import { z } from 'zod';
import { leadSchema, timelineItemSchema } from './leads';
import { ADMIN, defineRoutes } from './route';
import { instantSchema, languageSchema } from './shape';

/** Raised when a reader of the old shape could not read the new one. */
export const PERSON_EXPORT_SCHEMA = 'ripen.person/1';

const sourceSchema = z.object({
  channel: z.string().nullable(),
  campaign: z.string().nullable(),
  referrer: z.string().nullable(),
});

/** Everything that is stored about one person: for a right of access and for taking the data elsewhere. */
export const personExportSchema = z.object({
  schema: z.literal(PERSON_EXPORT_SCHEMA),
  madeAt: instantSchema,
  /** Fields, company, score with every term, consents with proof, journeys and handoffs. */
  person: leadSchema.omit({ owner: true }),
  /** The names under which browsers and other systems know the person. */
  identities: z.array(z.object({ kind: z.enum(['anonymous', 'user']), value: z.string(), since: instantSchema })),
  touchpoints: z.array(
    z.object({
      type: z.string(),
      occurredAt: instantSchema,
      receivedAt: instantSchema,
      source: sourceSchema,
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
  submissions: z.array(
    z.object({
      form: z.string(),
      email: z.string(),
      fields: z.record(z.string(), z.unknown()),
      wording: z.string(),
      wordingVersion: z.number().int(),
      source: sourceSchema,
      submittedAt: instantSchema,
      confirmedAt: instantSchema.nullable(),
    }),
  ),
  mails: z.array(
    z.object({
      /** As the journey words it; what stands in braces was filled in. */
      subject: z.object({ de: z.string(), en: z.string() }).nullable(),
      state: z.string(),
      at: instantSchema,
    }),
  ),
  /** What sales wrote down and reported. */
  notes: z.array(z.object({ at: instantSchema, action: z.string(), text: z.string() })),
  feedback: z.array(
    z.object({
      at: instantSchema,
      kind: z.string(),
      reason: z.string().nullable(),
      answers: z.record(z.string(), z.unknown()),
      amount: z.number().nullable(),
      currency: z.string().nullable(),
    }),
  ),
  /** All that happened, as sentences in both languages, oldest first. */
  timeline: z.array(timelineItemSchema.pick({ group: true, type: true, at: true, sentence: true, pointsMilli: true })),
});
export type PersonExport = z.infer<typeof personExportSchema>;

export const personExportRoutes = defineRoutes({
  exportLead: {
    method: 'GET',
    path: '/api/leads/:id/export',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'Everything that is stored about a lead, as a file for programs; it is kept nowhere',
    response: personExportSchema,
  },
  showLeadExport: {
    method: 'GET',
    path: '/api/leads/:id/export-page',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'The same to read and to print',
    query: z.object({ language: languageSchema.optional() }),
    kind: 'html',
  },
});
