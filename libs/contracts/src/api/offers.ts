import { z } from 'zod';
import { defineRoutes, MARKETING } from './route';
import { httpUrlSchema, idSchema, instantSchema, textSchema } from './shape';

const bothLanguages = textSchema.refine((text) => text.de.trim() !== '' && text.en.trim() !== '', {
  message: 'both_languages',
});

/** A content offer with its hosted form at `/f/:slug`. */
export const offerBodySchema = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .max(80),
  title: bothLanguages,
  description: textSchema,
  /** Where the signed link of the delivery mail leads. */
  targetUrl: httpUrlSchema,
  /** What the person agrees to. A change makes a new version; given consents keep theirs. */
  consentWording: bothLanguages,
  active: z.boolean(),
});
export type OfferBody = z.infer<typeof offerBodySchema>;

export const offerSchema = offerBodySchema.extend({
  id: idSchema,
  wordingVersion: z.number().int(),
  formUrl: z.string(),
  submitted: z.number().int(),
  confirmed: z.number().int(),
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
});
