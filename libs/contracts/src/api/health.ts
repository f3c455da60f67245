import { z } from 'zod';
import { defineRoutes } from './route';
import { instantSchema } from './shape';

export const partSchema = z.object({ ok: z.boolean(), code: z.string().nullable() });

/**
 * What the embedded parts carry on two cores. Journeys: enrollments and handoffs that are open; `npm run bench -- waiting` measures what one takes in both
 * stores and in the worker. Wake-ups: turns that workflows ask for; `npm run bench -- sla-timers` prints how many a second are sustained.
 */
export const SUPPORTED = { openJourneys: 50_000, wakeUpsPerSecond: 20 } as const;

/** Of what is supported: from here on it is time to think of servers of one's own. */
export const NEARLY_FULL = 0.8;

export const FULLNESSES = ['fine', 'near', 'over'] as const;
export type Fullness = (typeof FULLNESSES)[number];

/** How full one side of the envelope is; both null while nobody can tell. */
export const fillSchema = z.object({
  now: z.number().nonnegative().nullable(),
  supported: z.number().positive(),
  fullness: z.enum(FULLNESSES).nullable(),
});
export type Fill = z.infer<typeof fillSchema>;

/** Puts a figure into its envelope: `near` from 80 % of what is supported, `over` above all of it. */
export function fillOf(now: number | null, supported: number): Fill {
  if (now === null) return { now, supported, fullness: null };
  return { now, supported, fullness: now > supported ? 'over' : now >= NEARLY_FULL * supported ? 'near' : 'fine' };
}

export const readinessSchema = z.object({
  ok: z.boolean(),
  parts: z.object({ postgres: partSchema, temporal: partSchema, worker: partSchema }),
  /** What the embedded parts carry; null on servers of one's own, which have their own measure. */
  envelope: z.object({ openJourneys: fillSchema, wakeUpsPerSecond: fillSchema }).nullable(),
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
    summary: 'Which part is down (503 when one is), and how full the embedded parts are',
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
