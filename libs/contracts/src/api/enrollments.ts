import { NODE_KINDS, TRACE_EVENTS } from '@ripen/journey';
import { z } from 'zod';
import { ALL_ROLES, defineRoutes, MARKETING } from './route';
import { emailSchema, idSchema, instantSchema, textSchema } from './shape';

export const ENROLLMENT_STATUSES = ['active', 'ended', 'parked'] as const;

/** Where one token of an enrollment stands. */
export const standingSchema = z.object({
  nodeId: z.string(),
  nodeKind: z.enum(NODE_KINDS),
  nodeName: z.string(),
  phase: z.enum(['ready', 'waiting', 'acting']),
  /** What it waits for, as a sentence that names the instant too; null where it does not wait. */
  waitingFor: textSchema.nullable(),
  until: instantSchema.nullable(),
});
export type Standing = z.infer<typeof standingSchema>;

export const enrollmentBriefSchema = z.object({
  id: idSchema,
  journeyId: idSchema,
  journeyName: z.string(),
  version: z.number().int(),
  status: z.enum(ENROLLMENT_STATUSES),
  enteredAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Why it ended or is parked: a code; null while it runs. */
  reason: z.string().nullable(),
  standing: z.array(standingSchema),
});
export type EnrollmentBrief = z.infer<typeof enrollmentBriefSchema>;

/** One line of the trace: which node, when, why, what next, until when. */
export const traceItemSchema = z.object({
  id: z.string(),
  at: instantSchema,
  nodeId: z.string(),
  /** Empty where nobody named the node. */
  nodeName: z.string(),
  visit: z.number().int(),
  event: z.enum(TRACE_EVENTS),
  port: z.string().nullable(),
  toNodeId: z.string().nullable(),
  until: instantSchema.nullable(),
  sentence: textSchema,
  why: z.record(z.string(), z.unknown()),
});
export type TraceItem = z.infer<typeof traceItemSchema>;

export const enrollmentSchema = enrollmentBriefSchema.extend({
  lead: z.object({ id: idSchema, displayName: z.string().nullable() }),
  /** Oldest first. */
  trace: z.array(traceItemSchema),
});
export type EnrollmentDetail = z.infer<typeof enrollmentSchema>;

/** Names the lead by id or by address. `key` makes the request repeatable: the same key enrols once. */
export const enrolBodySchema = z
  .object({ leadId: idSchema.optional(), email: emailSchema.optional(), key: z.string().min(1).max(200).optional() })
  .refine((body) => (body.leadId === undefined) !== (body.email === undefined), { message: 'lead_or_email' });
export type EnrolBody = z.infer<typeof enrolBodySchema>;

export const enrollmentRoutes = defineRoutes({
  getEnrollment: {
    method: 'GET',
    path: '/api/enrollments/:id',
    roles: ALL_ROLES,
    scope: 'leads:read',
    summary: 'Where a lead stands in a journey, and every decision so far',
    response: enrollmentSchema,
  },
  enrolLead: {
    method: 'POST',
    path: '/api/journeys/:id/enrollments',
    roles: MARKETING,
    scope: 'leads:write',
    summary: 'Put a lead into a published journey that starts by hand or API',
    body: enrolBodySchema,
    response: enrollmentBriefSchema,
  },
});
