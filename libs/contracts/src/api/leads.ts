import { BUYING_ROLES, CATEGORIES, CONSENT_CHANNELS, CONSENT_STATES, RELATIONSHIPS, STAGES } from '@ripen/domain';
import { z } from 'zod';
import { customValuesSchema } from './custom-fields';
import { handoffBriefSchema } from './handoff-shapes';
import { enrollmentBriefSchema } from './enrollments';
import { purposeKeySchema } from './purposes';
import { cellSchema, scoreExplainedSchema, scoreSummarySchema } from './scoring';
import {
  emailSchema,
  flagSchema,
  idSchema,
  instantSchema,
  languageSchema,
  lineSchema,
  listQuerySchema,
  manySchema,
  pageSchema,
  sortSchema,
  textSchema,
  zoneSchema,
} from './shape';

export const companySchema = z.object({
  id: idSchema,
  name: z.string(),
  domain: z.string().nullable(),
  relationship: z.enum(RELATIONSHIPS),
  employees: z.number().int().nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  zone: z.string().nullable(),
});
export type CompanyShape = z.infer<typeof companySchema>;

export const leadRowSchema = z.object({
  id: idSchema,
  /** Name, else address, else null for an anonymous visitor. */
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  known: z.boolean(),
  position: z.string().nullable(),
  company: companySchema.pick({ id: true, name: true, relationship: true }).nullable(),
  /** Null where the lead objects to profiling. */
  score: scoreSummarySchema.nullable(),
  owner: z.object({ id: idSchema, name: z.string() }).nullable(),
  lastTouchpointAt: instantSchema.nullable(),
  createdAt: instantSchema,
});
export type LeadRow = z.infer<typeof leadRowSchema>;

export const listLeadsQuerySchema = listQuerySchema.extend({
  stage: manySchema(z.enum(STAGES)).optional(),
  cell: manySchema(cellSchema).optional(),
  category: manySchema(z.enum(CATEGORIES)).optional(),
  known: flagSchema.optional(),
  /** A user's id, or `none`. */
  owner: z.union([idSchema, z.literal('none')]).optional(),
  sort: sortSchema(['name', 'points', 'lastTouchpointAt', 'createdAt']).default('-lastTouchpointAt'),
});
export type ListLeadsQuery = z.infer<typeof listLeadsQuerySchema>;

/** The same people as the list shows, all of them. */
export const exportLeadsQuerySchema = listLeadsQuerySchema.omit({ cursor: true, limit: true, sort: true });
export type ExportLeadsQuery = z.infer<typeof exportLeadsQuerySchema>;

export const consentSchema = z.object({
  purpose: purposeKeySchema,
  channel: z.enum(CONSENT_CHANNELS),
  state: z.enum(CONSENT_STATES),
  /** When it was said. */
  at: instantSchema,
  /** When we heard of it. */
  heardAt: instantSchema,
  /** How it was said, as a code: `form:<slug>`, `user:<id>`, `unsubscribe`, `api`. */
  via: z.string(),
  /** The form's or the person's name behind the code; null where there is none. */
  viaName: textSchema.nullable(),
  wording: z.string().nullable(),
  wordingVersion: z.number().int().nullable(),
  confirmedAt: instantSchema.nullable(),
});
export type ConsentShape = z.infer<typeof consentSchema>;

export const leadSchema = leadRowSchema.extend({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  department: z.string().nullable(),
  phone: z.string().nullable(),
  country: z.string().nullable(),
  language: languageSchema.nullable(),
  zone: z.string().nullable(),
  buyingRole: z.enum(BUYING_ROLES),
  persona: z.string().nullable(),
  doNotProfile: z.boolean(),
  categoryByHand: z.enum(['pseudo', 'not_pseudo']).nullable(),
  /** Values of the workspace's own fields, by key. */
  custom: customValuesSchema,
  company: companySchema.nullable(),
  score: scoreExplainedSchema.nullable(),
  suppressed: z.boolean(),
  /** True where only what needs consent is stopped: after a complaint. */
  suppressedForConsentOnly: z.boolean(),
  /** No marketing until then; null: no pause. */
  pausedUntil: instantSchema.nullable(),
  pauseReason: z.enum(['asked', 'soft_bounces']).nullable(),
  /** The latest word per purpose and channel first, then the history. */
  consents: z.array(consentSchema),
  enrollments: z.array(enrollmentBriefSchema),
  handoffs: z.array(handoffBriefSchema),
});
export type LeadDetail = z.infer<typeof leadSchema>;

export const TIMELINE_GROUPS = ['did', 'sent', 'score', 'journey', 'sales'] as const;

/** One entry of the timeline. `data` holds what the sentence was made of; its keys depend on `type`. */
export const timelineItemSchema = z.object({
  id: z.string(),
  group: z.enum(TIMELINE_GROUPS),
  type: z.string(),
  at: instantSchema,
  sentence: textSchema,
  /** Points that this gave, thousandths; null where it gave none. */
  pointsMilli: z.number().int().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

export const timelineQuerySchema = listQuerySchema.omit({ search: true }).extend({
  group: z.enum(['all', ...TIMELINE_GROUPS]).default('all'),
});
export type TimelineQuery = z.infer<typeof timelineQuerySchema>;

const field = z.string().trim().max(200).nullable();

/** Fields that are named are set; null empties them; those not named stay. */
export const updateLeadBodySchema = z.object({
  lead: z
    .object({
      email: emailSchema.nullable(),
      firstName: field,
      lastName: field,
      position: field,
      department: field,
      phone: field,
      country: field,
      language: languageSchema.nullable(),
      zone: zoneSchema.nullable(),
      buyingRole: z.enum(BUYING_ROLES),
      persona: field,
      doNotProfile: z.boolean(),
    })
    .partial()
    .default({}),
  company: z
    .object({
      name: lineSchema,
      domain: field,
      relationship: z.enum(RELATIONSHIPS),
      employees: z.number().int().nonnegative().max(100_000_000).nullable(),
      industry: field,
      country: field,
      zone: zoneSchema.nullable(),
    })
    .partial()
    .optional(),
  /** Fields of the workspace's own. */
  custom: customValuesSchema.optional(),
});
export type UpdateLeadBody = z.infer<typeof updateLeadBodySchema>;

export const createLeadBodySchema = z.object({
  email: emailSchema,
  firstName: field.optional(),
  lastName: field.optional(),
  position: field.optional(),
  language: languageSchema.optional(),
  companyName: lineSchema.optional(),
  /** The person was erased before and wants to be added again: without it that is refused. */
  evenIfErased: z.boolean().default(false),
});
export type CreateLeadBody = z.infer<typeof createLeadBodySchema>;

export const adjustPointsBodySchema = z.object({
  /** Thousandths of a point, not zero. */
  pointsMilli: z
    .number()
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((points) => points !== 0, { message: 'zero' }),
  reason: lineSchema,
});
export type AdjustPointsBody = z.infer<typeof adjustPointsBodySchema>;

export const setCategoryBodySchema = z.object({
  /** `auto`: the rules decide again. */
  category: z.enum(['pseudo', 'not_pseudo', 'auto']),
});
export type SetCategoryBody = z.infer<typeof setCategoryBodySchema>;

export const setConsentBodySchema = z.object({
  purpose: purposeKeySchema,
  channel: z.enum(CONSENT_CHANNELS),
  state: z.enum(CONSENT_STATES),
  /** How the lead said so: "by phone on 12 November, notes in the file". */
  proof: lineSchema,
});
export type SetConsentBody = z.infer<typeof setConsentBodySchema>;

export const leadPageSchema = pageSchema(leadRowSchema);
export const timelinePageSchema = pageSchema(timelineItemSchema);
