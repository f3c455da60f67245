import { z } from 'zod';
import { journeyRefSchema } from './effects';
import { ADMIN, ALL_ROLES, defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, lineSchema, listQuerySchema, manySchema, pageSchema, textSchema } from './shape';

export const REPORT_KINDS_SHOWN = [
  'hard_bounce',
  'soft_bounce',
  'refused',
  'delayed',
  'delivered',
  'complaint',
  'unsubscribe',
  'auto_reply',
  'unsigned',
  'unreadable',
] as const;

/** What became known of a mail after it was sent. */
export const mailReportSchema = z.object({
  id: idSchema,
  at: instantSchema,
  kind: z.enum(REPORT_KINDS_SHOWN),
  /** What happened and what followed. */
  sentence: textSchema,
  code: z.string().nullable(),
  via: z.enum(['mailbox', 'hook']),
  source: z.string().nullable(),
  /** Null: it named no mail that we signed. */
  lead: z.object({ id: idSchema, displayName: z.string().nullable() }).nullable(),
  journey: journeyRefSchema.nullable(),
});
export type MailReportRow = z.infer<typeof mailReportSchema>;

const mailRulesFields = z.object({
  /** The domain whose mail comes to us, by `POST /hooks/bounces`; null: none is set up. */
  returnDomain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^(?=.{1,190}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/)
    .nullable(),
  softCount: z.number().int().min(1).max(50),
  softDays: z.number().int().min(1).max(365),
  softPauseDays: z.number().int().min(1).max(365),
  /** Complaints per thousand mails from which the picture warns. */
  warnPermille: z.number().positive().max(100),
  brake: z.boolean(),
  brakePermille: z.number().positive().max(100),
  /** So many complaints within seven days at least: one of ten mails is no rate. */
  brakeLeast: z.number().int().min(1).max(1_000),
});
export const mailRulesBodySchema = mailRulesFields;
export type MailRulesBody = z.infer<typeof mailRulesBodySchema>;

export const mailDeliverySchema = z.object({
  rules: mailRulesFields,
  /** Since when advertising is held back; null: it is not. */
  brakedAt: instantSchema.nullable(),
  /** Whether the built-in mailbox takes reports. */
  ownMailbox: z.boolean(),
  /** The last thirty days, oldest first; days are the workspace's. Mails that need consent only. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      sent: z.number().int(),
      bounced: z.number().int(),
      complaints: z.number().int(),
    }),
  ),
  /** Complaints per thousand over the last seven days; null: nothing was sent. */
  permille: z.number().nullable(),
});
export type MailDelivery = z.infer<typeof mailDeliverySchema>;

export const feedbackSourceSchema = z.object({
  id: idSchema,
  name: z.string(),
  hint: z.string(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
});
export type FeedbackSource = z.infer<typeof feedbackSourceSchema>;

/** A mail of a journey to a lead, and what became of it. */
export const leadMailSchema = z.object({
  id: idSchema,
  subject: textSchema,
  purpose: z.string(),
  state: z.enum(['planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled', 'dropped']),
  /** What came back; null: nothing, so the server took it and kept silent. */
  feedback: z.enum(REPORT_KINDS_SHOWN).nullable(),
  reason: textSchema.nullable(),
  at: instantSchema,
});
export type LeadMail = z.infer<typeof leadMailSchema>;

export const listMailReportsQuerySchema = listQuerySchema
  .omit({ search: true })
  .extend({ kind: manySchema(z.enum(REPORT_KINDS_SHOWN)).optional() });
export type ListMailReportsQuery = z.infer<typeof listMailReportsQuerySchema>;

/** One event of a mail provider, in our words. */
export const feedbackEventSchema = z.object({
  type: z.enum(['bounce', 'complaint', 'delivered', 'delayed']),
  /** The envelope's sender of the mail, as it was sent: our signed address. */
  returnPath: z.string().max(320).optional(),
  /** The `Message-ID` of the mail, where the provider does not tell the envelope's sender. */
  messageId: z.string().max(320).optional(),
  /** RFC 3463, for example `5.1.1`. */
  status: z.string().max(20).optional(),
  /** What the server said. Read for its numbers; not kept. */
  diagnostic: z.string().max(4_000).optional(),
  /** The provider's own id of the event: the same again is taken once. */
  id: z.string().max(200).optional(),
});
export type FeedbackEvent = z.infer<typeof feedbackEventSchema>;
export const feedbackEventsSchema = z.object({ events: z.array(feedbackEventSchema).min(1).max(1_000) });

export const deliveryRoutes = defineRoutes({
  getMailDelivery: {
    method: 'GET',
    path: '/api/mail-delivery',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'What comes back of the mails that went out: rules, the last thirty days, the complaint rate',
    response: mailDeliverySchema,
  },
  updateMailRules: {
    method: 'PUT',
    path: '/api/mail-delivery/rules',
    roles: ADMIN,
    scope: 'settings:write',
    summary: 'Change what follows from mails that come back',
    body: mailRulesBodySchema,
    response: mailDeliverySchema,
  },
  releaseMailBrake: {
    method: 'POST',
    path: '/api/mail-delivery/brake/release',
    roles: MARKETING,
    scope: 'operations:write',
    summary: 'Let advertising go on that the brake holds back',
  },
  listMailReports: {
    method: 'GET',
    path: '/api/mail-reports',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'Bounces, complaints and what else came back, newest first; forged ones too',
    query: listMailReportsQuerySchema,
    response: pageSchema(mailReportSchema),
  },
  listFeedbackSources: {
    method: 'GET',
    path: '/api/feedback-sources',
    roles: ADMIN,
    summary: 'Who may report bounces and complaints',
    response: z.object({ items: z.array(feedbackSourceSchema) }),
  },
  createFeedbackSource: {
    method: 'POST',
    path: '/api/feedback-sources',
    roles: ADMIN,
    summary: 'Let a mail provider report bounces and complaints; its secret is shown this once',
    body: z.object({ name: lineSchema }),
    response: feedbackSourceSchema.extend({ secret: z.string() }),
  },
  revokeFeedbackSource: {
    method: 'DELETE',
    path: '/api/feedback-sources/:id',
    roles: ADMIN,
    summary: 'Take the right to report from a mail provider',
  },
  listLeadMails: {
    method: 'GET',
    path: '/api/leads/:id/mails',
    roles: ALL_ROLES,
    scope: 'leads:read',
    summary: 'Mails to a lead and what became of them, newest first',
    response: z.object({ items: z.array(leadMailSchema) }),
  },
  takeMailFeedback: {
    method: 'POST',
    path: '/hooks/bounces',
    roles: 'source_secret',
    summary:
      'Bounces and complaints of a mail provider: a raw message (DSN by RFC 3464, ARF by RFC 5965), or events as JSON. The source’s secret as a bearer token or as the password of basic authentication',
    response: z.object({ taken: z.number().int(), known: z.number().int() }),
  },
});
