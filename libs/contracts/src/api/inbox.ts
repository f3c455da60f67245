import { z } from 'zod';
import { ADMIN, defineRoutes, MARKETING } from './route';
import { idSchema, instantSchema, listQuerySchema, pageSchema } from './shape';

/** A mail that the built-in mailbox took. Only where no mail server is configured; else 404. */
export const inboxRowSchema = z.object({
  id: idSchema,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  receivedAt: instantSchema,
});
export type InboxRow = z.infer<typeof inboxRowSchema>;

export const inboxMailSchema = inboxRowSchema.extend({
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  /** Shown in a sandboxed frame from `/api/inbox/:id/html`. */
  hasHtml: z.boolean(),
});
export type InboxMail = z.infer<typeof inboxMailSchema>;

export const inboxRoutes = defineRoutes({
  listInbox: {
    method: 'GET',
    path: '/api/inbox',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'Mail in the built-in mailbox, newest first',
    query: listQuerySchema,
    response: pageSchema(inboxRowSchema),
  },
  getInboxMail: {
    method: 'GET',
    path: '/api/inbox/:id',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'One mail',
    response: inboxMailSchema,
  },
  getInboxHtml: {
    method: 'GET',
    path: '/api/inbox/:id/html',
    roles: MARKETING,
    scope: 'operations:read',
    summary: 'The HTML of one mail, for a sandboxed frame',
    kind: 'html',
  },
  emptyInbox: {
    method: 'DELETE',
    path: '/api/inbox',
    roles: ADMIN,
    scope: 'system:write',
    summary: 'Empty the built-in mailbox',
  },
});
