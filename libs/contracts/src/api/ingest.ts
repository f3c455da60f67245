import { z } from 'zod';
import { defineRoutes } from './route';

const instantText = z.union([z.iso.datetime({ offset: true, local: true }), z.number()]);
const bag = z.record(z.string(), z.unknown());
const requiredKey = z.union([z.string().min(1).max(500), z.number().transform(String)]);
const key = z.union([z.string().max(500), z.number().transform(String)]).nullish();

/** What every Segment-style SDK sends around its message. Unknown fields are passed over. */
export const ingestContextSchema = z.looseObject({
  campaign: z
    .looseObject({ name: z.unknown(), source: z.unknown(), medium: z.unknown() })
    .partial()
    .nullish()
    .catch(null),
  page: z
    .looseObject({ path: z.unknown(), url: z.unknown(), referrer: z.unknown(), title: z.unknown() })
    .partial()
    .nullish()
    .catch(null),
  referrer: z.unknown().optional(),
  locale: z.unknown().optional(),
  timezone: z.unknown().optional(),
  userAgent: z.unknown().optional(),
  traits: bag.nullish().catch(null),
});

const base = {
  messageId: z.string().min(1).max(500).optional(),
  userId: key,
  anonymousId: key,
  timestamp: instantText.nullish().catch(null),
  sentAt: instantText.nullish().catch(null),
  context: ingestContextSchema.nullish().catch(null),
};
const named = (message: { userId?: string | null; anonymousId?: string | null }) =>
  Boolean(message.userId || message.anonymousId);
const nobody = { message: 'user_id_or_anonymous_id', path: ['userId'] };

export const identifyMessageSchema = z
  .object({ ...base, type: z.literal('identify'), traits: bag.nullish() })
  .refine(named, nobody);
export const trackMessageSchema = z
  .object({ ...base, type: z.literal('track'), event: z.string().trim().min(1).max(200), properties: bag.nullish() })
  .refine(named, nobody);
export const pageMessageSchema = z
  .object({ ...base, type: z.literal('page'), name: z.string().max(500).nullish(), properties: bag.nullish() })
  .refine(named, nobody);
/** The company that somebody belongs to, and what is known of it. */
export const groupMessageSchema = z
  .object({ ...base, type: z.literal('group'), groupId: requiredKey, traits: bag.nullish() })
  .refine(named, nobody);
/** Two ids of one person: `previousId` is a visitor's or a user's. */
export const aliasMessageSchema = z.object({
  ...base,
  type: z.literal('alias'),
  previousId: requiredKey,
  userId: requiredKey,
});
/** Taken with 200, as SDKs expect, and passed over: there are no screens on the web. */
export const otherMessageSchema = z.object({ ...base, type: z.literal('screen') });

export const ingestMessageSchema = z.discriminatedUnion('type', [
  identifyMessageSchema,
  trackMessageSchema,
  pageMessageSchema,
  groupMessageSchema,
  aliasMessageSchema,
  otherMessageSchema,
]);
export type IngestMessage = z.infer<typeof ingestMessageSchema>;

export const ingestBatchSchema = z.object({
  batch: z.array(z.unknown()).max(1_000),
  sentAt: instantText.nullish().catch(null),
  context: ingestContextSchema.nullish().catch(null),
});

/** The usual limits of such interfaces, in bytes, unpacked: one event, and all of one call. */
export const INGEST_LIMITS = { event: 32 * 1024, call: 500 * 1024 } as const;

/** Said after the commit, never before. `refused` names messages of a batch that could not be used, by their place; they are kept, with the reason. */
export const ingestAnswerSchema = z.object({
  success: z.literal(true),
  refused: z.array(z.object({ index: z.number().int(), problem: z.string() })).optional(),
});
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;

const call = (name: string, summary: string) =>
  ({ method: 'POST', path: `/v1/${name}`, roles: 'write_key', summary, response: ingestAnswerSchema }) as const;

export const ingestRoutes = defineRoutes({
  ingestIdentify: call('identify', 'Who a visitor is (Segment-compatible)'),
  ingestTrack: call('track', 'What a visitor did (Segment-compatible)'),
  ingestPage: call('page', 'Which page a visitor saw (Segment-compatible)'),
  ingestGroup: call('group', 'Which company somebody belongs to (Segment-compatible)'),
  ingestAlias: call('alias', 'Two ids of one person (Segment-compatible)'),
  ingestBatch: call('batch', 'Several messages at once (Segment-compatible)'),
});
