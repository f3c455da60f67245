import { graphSchema } from '@ripen/journey';
import { z } from 'zod';
import { standingSchema } from './enrollments';
import { defineRoutes, MARKETING } from './route';
import {
  idSchema,
  instantSchema,
  lineSchema,
  listQuerySchema,
  manySchema,
  pageSchema,
  sortSchema,
  textSchema,
} from './shape';

/** `draft`: never published. `live`: takes people in. `paused`: sends nothing; people still enter and clocks run on. */
export const JOURNEY_STATUSES = ['draft', 'live', 'paused'] as const;

export const journeyRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  description: z.string(),
  status: z.enum(JOURNEY_STATUSES),
  liveVersion: z.number().int().nullable(),
  /** People in the journey now, all versions. */
  active: z.number().int(),
  ended: z.number().int(),
  /** True while the draft differs from the live version. */
  draftChanged: z.boolean(),
  updatedAt: instantSchema,
});
export type JourneyRow = z.infer<typeof journeyRowSchema>;

export const listJourneysQuerySchema = listQuerySchema.extend({
  status: manySchema(z.enum(JOURNEY_STATUSES)).optional(),
  sort: sortSchema(['name', 'updatedAt', 'active']).default('name'),
});
export type ListJourneysQuery = z.infer<typeof listJourneysQuerySchema>;

export const createJourneyBodySchema = z.object({
  name: lineSchema,
  description: z.string().trim().max(2_000).default(''),
  /** Copy this journey's draft; absent: a trigger and an exit. */
  copyOf: idSchema.optional(),
});
export type CreateJourneyBody = z.infer<typeof createJourneyBodySchema>;

/** The draft. `revision` goes up with every save; saving needs the revision that was read. */
export const draftSchema = z.object({
  journey: journeyRowSchema,
  revision: z.number().int(),
  graph: graphSchema,
  savedAt: instantSchema,
  savedBy: z.string().nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

export const saveDraftBodySchema = z.object({
  revision: z.number().int().nonnegative(),
  name: lineSchema.optional(),
  description: z.string().trim().max(2_000).optional(),
  graph: graphSchema,
});
export type SaveDraftBody = z.infer<typeof saveDraftBodySchema>;

/** One point of the lint. Errors stop a publish, warnings do not. */
export const problemSchema = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  nodeId: z.string().nullable(),
  edgeId: z.string().nullable(),
  /** The field of the node's config; null where the point is about the node or the graph. */
  field: z.string().nullable(),
  sentence: textSchema,
});
export type Problem = z.infer<typeof problemSchema>;

export const validationSchema = z.object({ ok: z.boolean(), problems: z.array(problemSchema) });
export type Validation = z.infer<typeof validationSchema>;

export const publishBodySchema = z.object({
  revision: z.number().int().nonnegative(),
  note: z.string().trim().max(500).default(''),
});
export type PublishBody = z.infer<typeof publishBodySchema>;

export const versionRowSchema = z.object({
  version: z.number().int(),
  publishedAt: instantSchema,
  publishedBy: z.string().nullable(),
  note: z.string(),
  live: z.boolean(),
  active: z.number().int(),
});
export type VersionRow = z.infer<typeof versionRowSchema>;
export const versionSchema = versionRowSchema.extend({ graph: graphSchema });
export type Version = z.infer<typeof versionSchema>;

/** One published version only; absent: all of them. */
const versionQuerySchema = z.object({ version: z.coerce.number().int().positive().max(999_999_999).optional() });
export const listPeopleQuerySchema = listQuerySchema.extend(versionQuerySchema.shape);

/** People per node over all versions of the journey, or over the one that was asked for: here now, passed through, failed. */
export const nodeCountsSchema = z.object({
  at: instantSchema,
  active: z.number().int(),
  ended: z.number().int(),
  nodes: z.record(z.string(), z.object({ here: z.number().int(), passed: z.number().int(), failed: z.number().int() })),
});
export type NodeCounts = z.infer<typeof nodeCountsSchema>;

export const personAtNodeSchema = z.object({
  enrollmentId: idSchema,
  leadId: idSchema,
  displayName: z.string().nullable(),
  companyName: z.string().nullable(),
  version: z.number().int(),
  since: instantSchema,
  standing: standingSchema,
});
export type PersonAtNode = z.infer<typeof personAtNodeSchema>;

export const journeyRoutes = defineRoutes({
  listJourneys: {
    method: 'GET',
    path: '/api/journeys',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'Journeys',
    query: listJourneysQuerySchema,
    response: pageSchema(journeyRowSchema),
  },
  createJourney: {
    method: 'POST',
    path: '/api/journeys',
    roles: MARKETING,
    scope: 'journeys:write',
    summary: 'Start a journey',
    body: createJourneyBodySchema,
    response: draftSchema,
  },
  getDraft: {
    method: 'GET',
    path: '/api/journeys/:id/draft',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'The draft of a journey',
    response: draftSchema,
  },
  saveDraft: {
    method: 'PUT',
    path: '/api/journeys/:id/draft',
    roles: MARKETING,
    scope: 'journeys:write',
    summary: 'Save the draft; 409 when somebody else saved since',
    body: saveDraftBodySchema,
    response: draftSchema,
  },
  validateJourney: {
    method: 'POST',
    path: '/api/journeys/:id/validate',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'What keeps the saved draft from being published',
    response: validationSchema,
  },
  publishJourney: {
    method: 'POST',
    path: '/api/journeys/:id/publish',
    roles: MARKETING,
    scope: 'journeys:write',
    summary: 'Publish the draft as a version that never changes; people inside finish theirs',
    body: publishBodySchema,
    response: versionSchema,
  },
  pauseJourney: {
    method: 'POST',
    path: '/api/journeys/:id/pause',
    roles: MARKETING,
    scope: 'journeys:write',
    summary: 'Stop sends; people still enter and clocks run on',
    response: journeyRowSchema,
  },
  resumeJourney: {
    method: 'POST',
    path: '/api/journeys/:id/resume',
    roles: MARKETING,
    scope: 'journeys:write',
    summary: 'Go on',
    response: journeyRowSchema,
  },
  listVersions: {
    method: 'GET',
    path: '/api/journeys/:id/versions',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'Published versions, newest first',
    response: z.object({ items: z.array(versionRowSchema) }),
  },
  getVersion: {
    method: 'GET',
    path: '/api/journeys/:id/versions/:version',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'One published version',
    response: versionSchema,
  },
  getJourneyCounts: {
    method: 'GET',
    path: '/api/journeys/:id/counts',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'People per node now, of all versions or of one',
    query: versionQuerySchema,
    response: nodeCountsSchema,
  },
  streamJourneyCounts: {
    method: 'GET',
    path: '/api/journeys/:id/counts/stream',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'People per node as server-sent events named `counts`, whenever they change',
    kind: 'stream',
    response: nodeCountsSchema,
  },
  listPeopleAtNode: {
    method: 'GET',
    path: '/api/journeys/:id/nodes/:nodeId/people',
    roles: MARKETING,
    scope: 'journeys:read',
    summary: 'Who stands at a node, of all versions or of one',
    query: listPeopleQuerySchema,
    response: pageSchema(personAtNodeSchema),
  },
});
