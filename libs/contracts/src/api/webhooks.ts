import { z } from 'zod';
import { ADMIN, defineRoutes } from './route';
import { httpUrlSchema, idSchema, instantSchema, lineSchema, listQuerySchema, manySchema, pageSchema } from './shape';
import { webhookPayloadSchema, webhookSubscriptionSchema } from './webhook-events';

/** `disabled`: the receiver said that it is gone. */
export const WEBHOOK_STATES = ['active', 'paused', 'disabled'] as const;
/** `pending`: not yet, or to be tried again; `dead`: given up after three days of tries, or gone. */
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;

const eventsSchema = z.array(webhookSubscriptionSchema).min(1).max(100);

export const webhookSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  state: z.enum(WEBHOOK_STATES),
  disabledReason: z.string().nullable(),
  createdAt: instantSchema,
  /** The old secret signs along until then; null: there is one secret. */
  rotatingUntil: instantSchema.nullable(),
  health: z.object({
    /** Attempts in a row that got no 2xx. */
    failures: z.number().int().nonnegative(),
    /** It is left alone until then. */
    nextTryAt: instantSchema.nullable(),
    pending: z.number().int().nonnegative(),
    dead: z.number().int().nonnegative(),
    /** In the last 24 hours. */
    delivered: z.number().int().nonnegative(),
    lastDeliveredAt: instantSchema.nullable(),
    /** Since when the oldest that is not delivered waits. */
    oldestPendingAt: instantSchema.nullable(),
  }),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const createWebhookBodySchema = z.object({ name: lineSchema, url: httpUrlSchema, events: eventsSchema });
export type CreateWebhookBody = z.infer<typeof createWebhookBodySchema>;
export const updateWebhookBodySchema = createWebhookBodySchema
  .extend({ state: z.enum(['active', 'paused']) })
  .partial();
export type UpdateWebhookBody = z.infer<typeof updateWebhookBodySchema>;

/** The secret is shown this once. */
export const webhookWithSecretSchema = webhookSchema.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof webhookWithSecretSchema>;

export const deliverySchema = z.object({
  /** The same as the header `webhook-id`, at every attempt. */
  id: idSchema,
  type: z.string(),
  at: instantSchema,
  state: z.enum(DELIVERY_STATES),
  attempts: z.number().int().nonnegative(),
  triedAt: instantSchema.nullable(),
  nextTryAt: instantSchema.nullable(),
  /** The last answer's HTTP status; null where there was none. */
  status: z.number().int().nullable(),
  /** Why the last attempt counts as failed: a code. */
  problem: z.string().nullable(),
  tookMs: z.number().int().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

export const deliveryDetailSchema = deliverySchema.extend({
  request: z.object({ url: z.string(), headers: z.record(z.string(), z.string()), body: webhookPayloadSchema }),
  /** The first 2,000 bytes of the last answer's body. */
  answer: z.string().nullable(),
});
export type DeliveryDetail = z.infer<typeof deliveryDetailSchema>;

export const listDeliveriesQuerySchema = listQuerySchema.extend({
  state: manySchema(z.enum(DELIVERY_STATES)).optional(),
  type: z.string().max(120).optional(),
});
export type ListDeliveriesQuery = z.infer<typeof listDeliveriesQuerySchema>;

const one = z.object({ id: idSchema });
const two = z.object({ id: idSchema, deliveryId: idSchema });
const count = z.object({ count: z.number().int().nonnegative() });

export const webhookRoutes = defineRoutes({
  listWebhooks: {
    method: 'GET',
    path: '/api/webhooks',
    roles: ADMIN,
    summary: 'The endpoints of other systems that are told what happens, and how they are',
    response: z.object({ items: z.array(webhookSchema) }),
  },
  createWebhook: {
    method: 'POST',
    path: '/api/webhooks',
    roles: ADMIN,
    summary: 'Subscribe an endpoint to facts; its secret is shown this once',
    body: createWebhookBodySchema,
    response: webhookWithSecretSchema,
  },
  updateWebhook: {
    method: 'PATCH',
    path: '/api/webhooks/:id',
    roles: ADMIN,
    summary: 'Change an endpoint, pause or resume it',
    params: one,
    body: updateWebhookBodySchema,
    response: webhookSchema,
  },
  deleteWebhook: {
    method: 'DELETE',
    path: '/api/webhooks/:id',
    roles: ADMIN,
    summary: 'Remove an endpoint with all its deliveries',
    params: one,
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/api/webhooks/:id/rotate',
    roles: ADMIN,
    summary: 'A new secret, shown this once; the old one signs along for a day',
    params: one,
    response: webhookWithSecretSchema,
  },
  testWebhook: {
    method: 'POST',
    path: '/api/webhooks/:id/test',
    roles: ADMIN,
    summary: 'Send a test event to an endpoint',
    params: one,
    response: deliverySchema,
  },
  listDeliveries: {
    method: 'GET',
    path: '/api/webhooks/:id/deliveries',
    roles: ADMIN,
    summary: 'What an endpoint was told, newest first; the search finds an id or a lead',
    params: one,
    query: listDeliveriesQuerySchema,
    response: pageSchema(deliverySchema),
  },
  getDelivery: {
    method: 'GET',
    path: '/api/webhooks/:id/deliveries/:deliveryId',
    roles: ADMIN,
    summary: 'One delivery: what goes out, and what came back',
    params: two,
    response: deliveryDetailSchema,
  },
  replayDelivery: {
    method: 'POST',
    path: '/api/webhooks/:id/deliveries/:deliveryId/replay',
    roles: ADMIN,
    summary: 'Send a delivery again, under the same id',
    params: two,
    response: deliverySchema,
  },
  replayDeadDeliveries: {
    method: 'POST',
    path: '/api/webhooks/:id/replay-dead',
    roles: ADMIN,
    summary: 'Send all again that were given up',
    params: one,
    response: count,
  },
});
