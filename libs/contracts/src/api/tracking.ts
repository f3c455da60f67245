import { z } from 'zod';
import { ADMIN, defineRoutes, MARKETING } from './route';
import { instantSchema } from './shape';

/** What stands on a website, and whether it reports. */
export const trackingSchema = z.object({
  /** Who sends Do Not Track or Global Privacy Control is never followed, whatever the page's own question says. */
  respectSignals: z.boolean(),
  scriptUrl: z.string(),
  /** The newest event of a website or SDK; null: none yet, or none lately. */
  lastEvent: z.object({ type: z.string(), path: z.string().nullable(), at: instantSchema }).nullable(),
});
export type Tracking = z.infer<typeof trackingSchema>;

export const trackingRoutes = defineRoutes({
  getTracking: {
    method: 'GET',
    path: '/api/tracking',
    roles: MARKETING,
    scope: 'settings:read',
    summary: 'What to paste into a website, and the last event that came from one',
    response: trackingSchema,
  },
  updateTracking: {
    method: 'PUT',
    path: '/api/tracking',
    roles: ADMIN,
    scope: 'settings:write',
    summary: 'Whether Do Not Track and Global Privacy Control are honoured',
    body: z.object({ respectSignals: z.boolean() }),
    response: trackingSchema,
  },
});
