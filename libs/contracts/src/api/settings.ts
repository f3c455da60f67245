import { calendarSchema, slaPolicySchema } from '@ripen/handoff';
import { z } from 'zod';
import { ADMIN, defineRoutes, MARKETING, PLANNERS } from './route';
import { emailSchema, idSchema, languageSchema, lineSchema, zoneSchema } from './shape';

/** Who must sign in with a second factor. */
export const SECOND_FACTOR_FOR = ['nobody', 'admins', 'all'] as const;

export const workspaceSchema = z.object({
  companyName: lineSchema,
  language: languageSchema,
  zone: zoneSchema,
  calendar: calendarSchema,
  sender: z.object({ name: lineSchema, email: emailSchema }),
  imprint: z.string().trim().min(1).max(2_000),
  /** Whether boards, reports and exports name reps or show teams only. */
  repFigures: z.enum(['named', 'team_only']),
  /** Whose password alone does not do: see ADR 4. */
  secondFactor: z.enum(SECOND_FACTOR_FOR),
});
export type Workspace = z.infer<typeof workspaceSchema>;

export const updateWorkspaceBodySchema = workspaceSchema.partial();
export type UpdateWorkspaceBody = z.infer<typeof updateWorkspaceBodySchema>;

/** A service level agreement: `policy` is the format that the handoff core counts by; all lengths in milliseconds. */
export const slaPolicyBodySchema = z.object({
  name: lineSchema,
  /** The one that a hand-off node takes which names none. Setting it takes it from the other. */
  isDefault: z.boolean(),
  policy: slaPolicySchema,
});
export type SlaPolicyBody = z.infer<typeof slaPolicyBodySchema>;
export const storedSlaPolicySchema = slaPolicyBodySchema.extend({ id: idSchema });
export type StoredSlaPolicy = z.infer<typeof storedSlaPolicySchema>;

/** Turns what a website or SDK reports into touchpoints. The first match wins. */
export const touchpointMappingSchema = z.object({
  /** A page whose path begins so is this touchpoint. */
  pages: z
    .array(z.object({ prefix: z.string().min(1).max(500), type: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/) }))
    .max(200),
  /** A `track` by this name is this touchpoint; names not listed become snake_case. */
  events: z
    .array(z.object({ name: z.string().min(1).max(200), type: z.string().regex(/^[a-z][a-z0-9_]{0,99}$/) }))
    .max(200),
});
export type TouchpointMapping = z.infer<typeof touchpointMappingSchema>;

/** How many rows went, and how many stay without the sample mark because real leads hang on them. */
export const removedSampleSchema = z.object({
  leads: z.number().int(),
  companies: z.number().int(),
  journeys: z.number().int(),
  offers: z.number().int(),
  users: z.number().int(),
  kept: z.object({ journeys: z.number().int(), offers: z.number().int(), users: z.number().int() }),
});
export type RemovedSampleShape = z.infer<typeof removedSampleSchema>;

export const settingsRoutes = defineRoutes({
  getWorkspace: {
    method: 'GET',
    path: '/api/workspace',
    roles: PLANNERS,
    scope: 'settings:read',
    summary: 'Settings of the workspace',
    response: workspaceSchema,
  },
  updateWorkspace: {
    method: 'PATCH',
    path: '/api/workspace',
    roles: ADMIN,
    scope: 'settings:write',
    summary: 'Change settings of the workspace',
    body: updateWorkspaceBodySchema,
    response: workspaceSchema,
  },
  removeSample: {
    method: 'DELETE',
    path: '/api/workspace/sample',
    roles: ADMIN,
    scope: 'settings:write',
    summary: 'Remove the sample data; what real leads have used since stays',
    response: removedSampleSchema,
  },
  listSlaPolicies: {
    method: 'GET',
    path: '/api/sla-policies',
    roles: PLANNERS,
    scope: 'settings:read',
    summary: 'Service level agreements of handoffs',
    response: z.object({ items: z.array(storedSlaPolicySchema) }),
  },
  createSlaPolicy: {
    method: 'POST',
    path: '/api/sla-policies',
    roles: ['admin', 'sales_manager'],
    scope: 'settings:write',
    summary: 'Add a service level agreement',
    body: slaPolicyBodySchema,
    response: storedSlaPolicySchema,
  },
  updateSlaPolicy: {
    method: 'PUT',
    path: '/api/sla-policies/:id',
    roles: ['admin', 'sales_manager'],
    scope: 'settings:write',
    summary: 'Change a service level agreement; clocks that run keep the one they began with',
    body: slaPolicyBodySchema,
    response: storedSlaPolicySchema,
  },
  getTouchpointMapping: {
    method: 'GET',
    path: '/api/touchpoint-mapping',
    roles: MARKETING,
    scope: 'settings:read',
    summary: 'How pages and events become touchpoints',
    response: touchpointMappingSchema,
  },
  updateTouchpointMapping: {
    method: 'PUT',
    path: '/api/touchpoint-mapping',
    roles: MARKETING,
    scope: 'settings:write',
    summary: 'Change how pages and events become touchpoints',
    body: touchpointMappingSchema,
    response: touchpointMappingSchema,
  },
});
