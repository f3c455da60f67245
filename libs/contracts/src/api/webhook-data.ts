import { FEEDBACK_KINDS, HANDOFF_OUTCOMES, HANDOFF_STATES, STAGES } from '@ripen/domain';
import { z } from 'zod';
import { cellSchema } from './scoring';
import type { WebhookFact } from './webhook-events';

const stage = z.enum(STAGES).nullable();

/** Enough to find the person in a system of one's own. */
const lead = z.strictObject({
  id: z.uuid(),
  known: z.boolean(),
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  cell: cellSchema.nullable(),
  stage,
});
const idOnly = z.strictObject({ id: z.uuid() });
const consent = z.strictObject({ lead, purpose: z.string(), channel: z.string() });
const handoff = z.strictObject({
  lead: idOnly,
  handoff: z.strictObject({ id: z.uuid(), state: z.enum(HANDOFF_STATES), ownerId: z.uuid().nullable() }),
});

/**
 * What stands under `data` of each event that goes out; every `touchpoint.<type>` is a `touchpoint`. Strict, for tests and for the documentation: a receiver
 * has to expect more members in later releases, and never fewer.
 */
export const WEBHOOK_DATA = {
  'lead.known': z.strictObject({ lead }),
  'lead.stage_changed': z.strictObject({ lead, from: stage, to: stage }),
  'lead.erased': z.strictObject({ lead: idOnly }),
  'consent.granted': consent,
  'consent.withdrawn': consent,
  'handoff.offered': handoff,
  'handoff.accepted': handoff,
  'handoff.closed': z.strictObject({
    lead,
    handoff: z.strictObject({ id: z.uuid(), outcome: z.enum(HANDOFF_OUTCOMES) }),
  }),
  'feedback.given': z.strictObject({
    lead,
    feedback: z.strictObject({
      id: z.uuid(),
      kind: z.enum(FEEDBACK_KINDS),
      reason: z.string().nullable(),
      handoffId: z.uuid(),
    }),
  }),
  touchpoint: z.strictObject({
    lead,
    touchpoint: z.strictObject({
      type: z.string(),
      properties: z.record(z.string(), z.unknown()),
      source: z.strictObject({
        channel: z.string().nullable(),
        campaign: z.string().nullable(),
        referrer: z.string().nullable(),
      }),
    }),
  }),
  'webhook.test': z.strictObject({ message: z.string() }),
} satisfies Record<WebhookFact | 'touchpoint' | 'webhook.test', z.ZodType>;
