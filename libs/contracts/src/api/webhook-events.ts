import { z } from 'zod';

/** Facts that other systems may subscribe to, beside touchpoints. `webhook.test` goes out when somebody asks for it. */
export const WEBHOOK_FACTS = [
  'lead.known',
  'lead.stage_changed',
  'lead.erased',
  'consent.granted',
  'consent.withdrawn',
  'handoff.offered',
  'handoff.accepted',
  'handoff.closed',
  'feedback.given',
] as const;
export type WebhookFact = (typeof WEBHOOK_FACTS)[number];

/** `touchpoint.<type>`; the subscription `touchpoint.*` hears them all. */
export type WebhookType = WebhookFact | `touchpoint.${string}` | 'webhook.test';
export const ALL_TOUCHPOINTS = 'touchpoint.*';

/** What an endpoint listens to. */
export const webhookSubscriptionSchema = z.union([
  z.enum(WEBHOOK_FACTS),
  z.literal(ALL_TOUCHPOINTS),
  z.string().regex(/^touchpoint\.[a-z][a-z0-9_]{0,99}$/, 'unknown_event'),
]);

/** Whether an endpoint with these subscriptions hears of something. */
export function hears(subscriptions: readonly string[], type: string): boolean {
  return subscriptions.includes(type) || (type.startsWith('touchpoint.') && subscriptions.includes(ALL_TOUCHPOINTS));
}

/** The body that goes out: what happened, when (ISO 8601, UTC), and the facts of it. Its id is the header `webhook-id`. */
export const webhookPayloadSchema = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;
