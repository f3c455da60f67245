import { AUDIT_ACTIONS } from '@ripen/domain';
import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { idSchema, instantSchema, listQuerySchema, manySchema, pageSchema, textSchema } from './shape';

export const auditEntrySchema = z.object({
  /** 1, 2, 3 …: without a gap. */
  number: z.number().int(),
  at: instantSchema,
  actor: z.object({ kind: z.enum(['user', 'key', 'nobody']), id: idSchema.nullable(), name: z.string().nullable() }),
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }).nullable(),
  sentence: textSchema,
});
export type AuditRow = z.infer<typeof auditEntrySchema>;

export const listAuditQuerySchema = listQuerySchema.extend({
  actorId: idSchema.optional(),
  action: manySchema(z.enum(AUDIT_ACTIONS)).optional(),
  /** Instants: from the first on, before the second. */
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
});
export type ListAuditQuery = z.infer<typeof listAuditQuerySchema>;

/** The newest number and hash: kept elsewhere, they prove later that nothing up to there was changed. */
export const auditHeadSchema = z.object({ number: z.number().int(), hash: z.string() });

export const auditCheckSchema = z.object({
  entries: z.number().int(),
  head: auditHeadSchema.nullable(),
  faults: z.array(
    z.object({ number: z.number().int().nullable(), problem: z.enum(['changed', 'removed', 'inserted']) }),
  ),
});
export type AuditCheckShape = z.infer<typeof auditCheckSchema>;

export const verifyAuditQuerySchema = z.object({
  /** A head that was noted earlier: number and hash. */
  number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const auditRoutes = defineRoutes({
  listAudit: {
    method: 'GET',
    path: '/api/audit',
    roles: ADMIN,
    scope: 'audit:read',
    summary: 'Who did what, newest first',
    query: listAuditQuerySchema,
    response: pageSchema(auditEntrySchema),
  },
  verifyAudit: {
    method: 'GET',
    path: '/api/audit/verification',
    roles: ADMIN,
    scope: 'audit:read',
    summary: 'Whether the log is as it was written; names what was changed, removed or put in',
    query: verifyAuditQuerySchema,
    response: auditCheckSchema,
  },
});
