import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { idSchema, instantSchema } from './shape';

/** What may go by itself after a while: people with everything about them, or rows of one kind. */
export const RETENTION_RULE_KEYS = [
  'anonymous',
  'known',
  'refused_event',
  'inbox_mail',
  'webhook_delivery',
  'notification',
  'session',
  'job',
] as const;
export const retentionKeySchema = z.enum(RETENTION_RULE_KEYS);

export const retentionRuleSchema = z.object({
  key: retentionKeySchema,
  active: z.boolean(),
  keep: z.number().int().positive(),
  unit: z.enum(['months', 'days']),
  /** People are erased with a receipt; rows are deleted. */
  erases: z.enum(['leads', 'rows']),
  /** What would go now, were it on. */
  due: z.number().int().nonnegative(),
  lastRunAt: instantSchema.nullable(),
  lastGone: z.number().int().nullable(),
});
export type RetentionRuleShape = z.infer<typeof retentionRuleSchema>;

const rulesSchema = z.object({ items: z.array(retentionRuleSchema) });
export type RetentionShape = z.infer<typeof rulesSchema>;

export const updateRetentionBodySchema = z.object({
  key: retentionKeySchema,
  active: z.boolean(),
  /** In the rule's unit; ten years at most. */
  keep: z.number().int().min(1).max(3_650),
});
export type UpdateRetentionBody = z.infer<typeof updateRetentionBodySchema>;

export const retentionPreviewSchema = z.object({
  total: z.number().int(),
  /** Some of them, the longest quiet first. */
  leads: z.array(
    z.object({ id: idSchema, displayName: z.string().nullable(), lastTouchpointAt: instantSchema.nullable() }),
  ),
});
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

export const retentionRoutes = defineRoutes({
  getRetention: {
    method: 'GET',
    path: '/api/retention',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'Rules of retention, with what each would take out now',
    response: rulesSchema,
  },
  updateRetention: {
    method: 'PUT',
    path: '/api/retention',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Set one rule of retention; one that is turned on begins the next night',
    body: updateRetentionBodySchema,
    response: rulesSchema,
  },
  previewRetention: {
    method: 'GET',
    path: '/api/retention/preview',
    roles: ADMIN,
    scope: 'privacy:read',
    summary: 'Whom a rule would erase now',
    query: z.object({ key: retentionKeySchema, keep: z.coerce.number().int().min(1).max(3_650) }),
    response: retentionPreviewSchema,
  },
  runRetention: {
    method: 'POST',
    path: '/api/retention/run',
    roles: ADMIN,
    scope: 'privacy:write',
    summary: 'Carry out the rules that are on at once',
    response: rulesSchema,
  },
});
