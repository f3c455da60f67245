import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { captureCountsSchema, slugSchema } from './forms';
import { httpUrlSchema, idSchema, instantSchema, textSchema } from './shape';

const bothLanguages = textSchema.refine((text) => text.de.trim() !== '' && text.en.trim() !== '', {
  message: 'both_languages',
});

/** What somebody who buys is busy with: that there is a problem, which ways there are, whom to choose. */
export const BUYING_PHASES = ['awareness', 'consideration', 'decision'] as const;
export type BuyingPhase = (typeof BUYING_PHASES)[number];

/** A content offer. It comes with a form of its own at `/f/:slug`, and may have more. */
export const offerBodySchema = z.object({
  slug: slugSchema,
  title: bothLanguages,
  description: textSchema,
  /** Where the signed link of the delivery mail leads. Null: a file that was uploaded, or nothing yet. */
  targetUrl: httpUrlSchema.nullable(),
  /** What the person agrees to on the offer's own form. A change makes a new version; given consents keep theirs. */
  consentWording: bothLanguages,
  active: z.boolean(),
  topic: z.string().trim().max(100).default(''),
  persona: z.string().trim().max(100).default(''),
  phase: z.enum(BUYING_PHASES).nullable().default(null),
  archived: z.boolean().default(false),
});
export type OfferBody = z.infer<typeof offerBodySchema>;

/** Bytes of a file at most. */
export const LARGEST_FILE = 20_000_000;

export const offerFileSchema = z.object({
  id: idSchema,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
});
export type OfferFile = z.infer<typeof offerFileSchema>;

export const offerSchema = offerBodySchema.extend({
  id: idSchema,
  wordingVersion: z.number().int(),
  formUrl: z.string(),
  formId: idSchema,
  file: offerFileSchema.nullable(),
  ...captureCountsSchema.shape,
  createdAt: instantSchema,
});
export type Offer = z.infer<typeof offerSchema>;

export const offerRoutes = defineRoutes({
  listOffers: {
    method: 'GET',
    path: '/api/offers',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'Content offers with their forms',
    response: z.object({ items: z.array(offerSchema) }),
  },
  getOffer: {
    method: 'GET',
    path: '/api/offers/:id',
    roles: MARKETING,
    scope: 'content:read',
    summary: 'A content offer',
    response: offerSchema,
  },
  createOffer: {
    method: 'POST',
    path: '/api/offers',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Add a content offer with a hosted form',
    body: offerBodySchema,
    response: offerSchema,
  },
  updateOffer: {
    method: 'PUT',
    path: '/api/offers/:id',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Change a content offer',
    body: offerBodySchema,
    response: offerSchema,
  },
  uploadOfferFile: {
    method: 'PUT',
    path: '/api/offers/:id/file',
    roles: MARKETING,
    scope: 'content:write',
    summary:
      'The file that the offer hands out: its bytes are the body; takes the place of the one before and of the link',
    query: z.object({ name: z.string().trim().max(200).default('') }),
    response: offerSchema,
  },
  removeOfferFile: {
    method: 'DELETE',
    path: '/api/offers/:id/file',
    roles: MARKETING,
    scope: 'content:write',
    summary: 'Hand out no file any more',
    response: offerSchema,
  },
});
