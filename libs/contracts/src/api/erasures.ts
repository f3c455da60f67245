import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { emailSchema, idSchema, instantSchema, listQuerySchema, pageSchema } from './shape';

/** Whom to erase, where it is nobody's lead page that asks: an address, or the id of another system. */
export const erasureKeySchema = z.union([
  z.strictObject({ email: emailSchema }),
  z.strictObject({ externalId: z.string().trim().min(1).max(500) }),
]);
export type ErasureKey = z.infer<typeof erasureKeySchema>;

const countsSchema = z.record(z.string(), z.number().int());

/** What an erasure would take out now. */
export const erasurePreviewSchema = z.object({
  /** Rows by the kind of data that they hold; none: nothing is stored under it. */
  counts: countsSchema,
  runningJourneys: z.number().int(),
  openHandoffs: z.number().int(),
  /** Other leads of the same company, who stay as they are. */
  colleagues: z.number().int(),
  companyName: z.string().nullable(),
});
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>;

export const ERASURE_STAGES = ['removing', 'searching', 'rewriting', 'done'] as const;
export const ERASURE_REASONS = ['request', 'retention', 'restore'] as const;

/** A receipt: what was removed, when and by whom. It names nobody who was erased. */
export const erasureSchema = z.object({
  id: idSchema,
  reason: z.enum(ERASURE_REASONS),
  /** The retention rule that asked for it. */
  rule: z.string().nullable(),
  /** Null: a program with a key, or a rule. */
  askedBy: z.object({ id: idSchema, name: z.string() }).nullable(),
  askedAt: instantSchema,
  stage: z.enum(ERASURE_STAGES),
  /** The job stopped before it was through; it can be started again. */
  stuck: z.boolean(),
  people: z.number().int(),
  removed: countsSchema,
  /** Every row is gone; the files behind the rows may still hold their bytes. */
  rowsGoneAt: instantSchema.nullable(),
  doneAt: instantSchema.nullable(),
  /** Rows of others that still name the person and wait for somebody to decide. */
  openMentions: z.number().int(),
});
export type Erasure = z.infer<typeof erasureSchema>;

/** A row of somebody else, or of the workspace, that still named the person when the own rows were gone. */
export const mentionSchema = z.object({
  id: idSchema,
  /** The kind of data. */
  place: z.string(),
  leadId: idSchema.nullable(),
  decision: z.enum(['open', 'kept', 'removed']),
  /** Whether its text can be removed from here; else it is changed where it stands. */
  removable: z.boolean(),
});
export type Mention = z.infer<typeof mentionSchema>;

export const receiptSchema = erasureSchema.extend({
  /** To what the person had agreed, without who it was. */
  consents: z.array(
    z.object({
      purpose: z.string(),
      channel: z.string(),
      state: z.string(),
      at: instantSchema,
      via: z.string().nullable(),
      wordingVersion: z.number().int().nullable(),
    }),
  ),
  checks: z.object({
    /** Tables whose texts were searched for everything that names the person, and rows found there. */
    searched: countsSchema.nullable(),
    /** What was written anew; the journal is left to whoever looks after a server that is not ours. */
    rewritten: z
      .object({ tables: z.number().int(), statistics: z.boolean(), journal: z.enum(['renewed', 'left_to_owner']) })
      .nullable(),
  }),
  mentions: z.array(mentionSchema),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const erasureRoutes = defineRoutes({
  previewLeadErasure: {
    method: 'GET',
    path: '/api/leads/:id/erasure',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'What the erasure of a lead would take out',
    response: erasurePreviewSchema,
  },
  eraseLead: {
    method: 'POST',
    path: '/api/leads/:id/erasure',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Erase a lead with everything about them; this cannot be undone',
    response: erasureSchema,
  },
  previewErasure: {
    method: 'POST',
    path: '/api/erasures/preview',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'What the erasure of an address or external id would take out',
    body: erasureKeySchema,
    response: erasurePreviewSchema,
  },
  erasePerson: {
    method: 'POST',
    path: '/api/erasures',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Erase whoever is stored under an address or external id; this cannot be undone',
    body: erasureKeySchema,
    response: erasureSchema,
  },
  listErasures: {
    method: 'GET',
    path: '/api/erasures',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'Receipts of erasures, newest first',
    query: listQuerySchema.omit({ search: true }),
    response: pageSchema(erasureSchema),
  },
  getErasure: {
    method: 'GET',
    path: '/api/erasures/:id',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'The receipt of an erasure, with what others wrote that still names the person',
    response: receiptSchema,
  },
  retryErasure: {
    method: 'POST',
    path: '/api/erasures/:id/retry',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Start an erasure again that stopped',
    response: receiptSchema,
  },
  decideMention: {
    method: 'POST',
    path: '/api/mentions/:id/decision',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Keep or remove a text of somebody else that names an erased person',
    body: z.object({ decision: z.enum(['kept', 'removed']) }),
    response: receiptSchema,
  },
});
