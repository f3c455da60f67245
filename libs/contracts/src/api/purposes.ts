import { CONSENT_CHANNELS, PURPOSE_KEY } from '@ripen/domain';
import { z } from 'zod';
import { ALL_ROLES, defineRoutes, MARKETING } from './route';
import { instantSchema, textSchema } from './shape';

const bothLanguages = textSchema.refine((text) => text.de.trim() !== '' && text.en.trim() !== '', {
  message: 'both_languages',
});

/** The key of a purpose, as consents, forms and mails name it. Never changes. */
export const purposeKeySchema = z.string().regex(PURPOSE_KEY);

const purposeFields = z.object({
  name: bothLanguages,
  /** What people get for it, as the preference centre says it. */
  explanation: bothLanguages,
  /** What people agree to. A change makes a new version; given consents keep theirs. Empty where no consent is needed. */
  wording: textSchema,
  channels: z.array(z.enum(CONSENT_CHANNELS)).min(1).max(CONSENT_CHANNELS.length),
  legalBasis: bothLanguages,
  /** False: answers something the person asked for. Such mails go out without consent; the suppression list holds all the same. */
  needsConsent: z.boolean(),
  /** Off: nothing goes out for it, and no form or preference centre offers it. */
  active: z.boolean(),
  /** Where it stands in lists, ascending. */
  position: z.number().int().min(0).max(1_000),
});

const wordsWhereNeeded = (purpose: { needsConsent: boolean; wording: { de: string; en: string } }): boolean =>
  !purpose.needsConsent || (purpose.wording.de.trim() !== '' && purpose.wording.en.trim() !== '');
const WORDS_MISSING = { message: 'both_languages', path: ['wording'] };

export const updatePurposeBodySchema = purposeFields.refine(wordsWhereNeeded, WORDS_MISSING);
export type UpdatePurposeBody = z.infer<typeof updatePurposeBodySchema>;
export const createPurposeBodySchema = purposeFields
  .extend({ key: purposeKeySchema })
  .refine(wordsWhereNeeded, WORDS_MISSING);
export type CreatePurposeBody = z.infer<typeof createPurposeBodySchema>;

export const purposeSchema = purposeFields.extend({
  key: purposeKeySchema,
  wordingVersion: z.number().int(),
  /** Shipped: its key and whether it needs consent stay. */
  builtin: z.boolean(),
  /** How many leads say yes by their latest word, on any channel. */
  granted: z.number().int(),
  updatedAt: instantSchema,
});
export type Purpose = z.infer<typeof purposeSchema>;

/** What a purpose was from one instant on. */
export const purposeChangeSchema = z.object({
  at: instantSchema,
  /** Null: shipped, or made by a program. */
  by: z.string().nullable(),
  wordingVersion: z.number().int(),
  /** Which parts changed; `created` for the first. */
  changed: z.array(z.string()),
  wording: textSchema,
});
export type PurposeChange = z.infer<typeof purposeChangeSchema>;

export const purposeRoutes = defineRoutes({
  listPurposes: {
    method: 'GET',
    path: '/api/purposes',
    roles: ALL_ROLES,
    scope: 'settings:read',
    summary: 'What people may be written to or called for, in their order',
    response: z.object({ items: z.array(purposeSchema) }),
  },
  createPurpose: {
    method: 'POST',
    path: '/api/purposes',
    roles: MARKETING,
    scope: 'settings:write',
    summary: 'Add a purpose',
    body: createPurposeBodySchema,
    response: purposeSchema,
  },
  updatePurpose: {
    method: 'PUT',
    path: '/api/purposes/:key',
    roles: MARKETING,
    scope: 'settings:write',
    summary: 'Change a purpose; another wording is another version',
    body: updatePurposeBodySchema,
    response: purposeSchema,
  },
  listPurposeChanges: {
    method: 'GET',
    path: '/api/purposes/:key/changes',
    roles: MARKETING,
    scope: 'settings:read',
    summary: 'Who changed what of a purpose and when, newest first',
    response: z.object({ items: z.array(purposeChangeSchema) }),
  },
});
