import { z } from 'zod';
import { defineRoutes } from './route';
import { instantSchema } from './shape';

export const partSchema = z.object({ ok: z.boolean(), code: z.string().nullable() });
export const readinessSchema = z.object({
  ok: z.boolean(),
  parts: z.object({ postgres: partSchema, temporal: partSchema, worker: partSchema }),
  at: instantSchema,
});
export type Readiness = z.infer<typeof readinessSchema>;

export const healthRoutes = defineRoutes({
  getLive: {
    method: 'GET',
    path: '/health/live',
    roles: 'public',
    summary: 'The process answers',
    response: z.object({ ok: z.literal(true) }),
  },
  getReady: {
    method: 'GET',
    path: '/health/ready',
    roles: 'public',
    summary: 'Which part is down; 503 when one is',
    response: readinessSchema,
  },
  getOpenApi: {
    method: 'GET',
    path: '/api/openapi.json',
    roles: 'public',
    summary: 'This description',
    response: z.record(z.string(), z.unknown()),
  },
});
