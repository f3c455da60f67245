import { z } from 'zod';
import { defineRoutes } from './route';
import { idSchema, instantSchema } from './shape';

/**
 * Long work as people see it. It goes on when the page is closed. `kind`: what it does; `subjectId`: what it is about, for the kind to say.
 */
export const jobSchema = z.object({
  id: idSchema,
  kind: z.string(),
  subjectId: idSchema.nullable(),
  state: z.enum(['queued', 'running', 'cancelling', 'done', 'cancelled', 'failed']),
  /** Pieces done, in the unit of its kind (rows, people). */
  done: z.number().int().nonnegative(),
  /** Null: not known (yet). */
  total: z.number().int().nonnegative().nullable(),
  /** Milliseconds until it is done if it goes on as fast as so far; null: nobody can say. */
  remainingMs: z.number().int().nonnegative().nullable(),
  /** A code for support; null unless it failed. */
  failure: z.string().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
});
export type JobShape = z.infer<typeof jobSchema>;

export const jobRoutes = defineRoutes({
  listJobs: {
    method: 'GET',
    path: '/api/jobs',
    roles: 'signed_in',
    summary: 'Long work that you asked for and that goes on; an admin sees all of it',
    response: z.object({ items: z.array(jobSchema) }),
  },
  getJob: {
    method: 'GET',
    path: '/api/jobs/:id',
    roles: 'signed_in',
    summary: 'How far a piece of long work has come',
    response: jobSchema,
  },
  cancelJob: {
    method: 'POST',
    path: '/api/jobs/:id/cancel',
    roles: 'signed_in',
    summary: 'Ask long work to stop; what is done stays done',
    response: jobSchema,
  },
});
