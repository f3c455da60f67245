import { calendarSchema } from '@ripen/handoff';
import { z } from 'zod';
import { defineRoutes } from './route';
import { meSchema, passwordSchema } from './session';
import { emailSchema, languageSchema, lineSchema, zoneSchema } from './shape';

export const setupStatusSchema = z.object({
  /** True as soon as one user exists; then set-up is closed for good. */
  done: z.boolean(),
});
export type SetupStatus = z.infer<typeof setupStatusSchema>;

/** The three steps of the first visit in one request. */
export const setupBodySchema = z.object({
  admin: z.object({ name: lineSchema, email: emailSchema, password: passwordSchema }),
  companyName: lineSchema,
  language: languageSchema,
  zone: zoneSchema,
  calendar: calendarSchema,
  sender: z.object({ name: lineSchema, email: emailSchema }),
  /** Goes under every mail. */
  imprint: z.string().trim().min(1).max(2_000),
  /** Fill the workspace with the labelled sample data. */
  example: z.boolean(),
});
export type SetupBody = z.infer<typeof setupBodySchema>;

export const setupRoutes = defineRoutes({
  getSetup: {
    method: 'GET',
    path: '/api/setup',
    roles: 'public',
    summary: 'Whether this installation has been set up',
    response: setupStatusSchema,
  },
  runSetup: {
    method: 'POST',
    path: '/api/setup',
    roles: 'public',
    summary: 'Create the first admin and the workspace, and sign in; only while no user exists',
    body: setupBodySchema,
    response: meSchema,
  },
});
