import { z } from 'zod';
import { defineRoutes } from './route';
import { flagSchema, idSchema, instantSchema, listQuerySchema, pageSchema, textSchema } from './shape';

export const notificationSchema = z.object({
  id: idSchema,
  /** A code such as `handoff_offered`. */
  kind: z.string(),
  sentence: textSchema,
  /** Where a click leads inside the studio, for example `/worklist/<handoff>`. */
  link: z.string().nullable(),
  at: instantSchema,
  readAt: instantSchema.nullable(),
});
export type NotificationShape = z.infer<typeof notificationSchema>;

export const listNotificationsQuerySchema = listQuerySchema
  .omit({ search: true })
  .extend({ unread: flagSchema.optional() });
export type ListNotificationsQuery = z.infer<typeof listNotificationsQuerySchema>;

/** Absent ids: all. */
export const markReadBodySchema = z.object({ ids: z.array(idSchema).max(500).optional() });
export type MarkReadBody = z.infer<typeof markReadBodySchema>;

export const unreadSchema = z.object({ unread: z.number().int() });
export type Unread = z.infer<typeof unreadSchema>;

export const notificationRoutes = defineRoutes({
  listNotifications: {
    method: 'GET',
    path: '/api/notifications',
    roles: 'signed_in',
    summary: 'Your notifications, newest first',
    query: listNotificationsQuerySchema,
    response: pageSchema(notificationSchema).extend(unreadSchema.shape),
  },
  markNotificationsRead: {
    method: 'POST',
    path: '/api/notifications/read',
    roles: 'signed_in',
    summary: 'Mark some or all of your notifications as read',
    body: markReadBodySchema,
    response: unreadSchema,
  },
  streamNotifications: {
    method: 'GET',
    path: '/api/notifications/stream',
    roles: 'signed_in',
    summary: 'The number of unread notifications as server-sent events named `unread`, whenever it changes',
    kind: 'stream',
    response: unreadSchema,
  },
});
