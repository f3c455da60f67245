import type { Delivery, Webhook } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';

export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  events: string[];
  state: Webhook['state'];
  disabled_reason: string | null;
  created_at: EpochMs;
  secrets: { until: EpochMs | null }[];
  failures: number;
  not_before: EpochMs | null;
  pending: number;
  dead: number;
  delivered: number;
  last_delivered_at: EpochMs | null;
  oldest_pending_at: EpochMs | null;
}

/** Endpoints with their health; a condition may follow. */
export const WEBHOOKS_SQL = /* sql */ `
SELECT e.id, e.name, e.url, e.events, e.state, e.disabled_reason, e.created_at, e.secrets, e.failures, e.not_before, h.*
FROM webhook_endpoint e CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE d.state = 'pending')::int AS pending, count(*) FILTER (WHERE d.state = 'dead')::int AS dead,
    count(*) FILTER (WHERE d.state = 'delivered' AND d.ended_at > clock_timestamp() - interval '24 hours')::int AS delivered,
    max(d.ended_at) FILTER (WHERE d.state = 'delivered') AS last_delivered_at, min(d.created_at) FILTER (WHERE d.state = 'pending') AS oldest_pending_at
  FROM webhook_delivery d WHERE d.endpoint_id = e.id) h
WHERE e.state <> 'deleted'`;

export function toWebhook(row: WebhookRow): Webhook {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    state: row.state,
    disabledReason: row.disabled_reason,
    createdAt: row.created_at,
    rotatingUntil: row.secrets.map(({ until }) => until).find((until) => until !== null && until > Date.now()) ?? null,
    health: {
      failures: row.failures,
      nextTryAt: row.not_before,
      pending: row.pending,
      dead: row.dead,
      delivered: row.delivered,
      lastDeliveredAt: row.last_delivered_at,
      oldestPendingAt: row.oldest_pending_at,
    },
  };
}

export interface DeliveryRow {
  id: string;
  type: string;
  at: EpochMs;
  state: Delivery['state'];
  attempts: number;
  tried_at: EpochMs | null;
  not_before: EpochMs | null;
  status: number | null;
  problem: string | null;
  took_ms: number | null;
}

export const DELIVERY_COLUMNS =
  'd.id, d.type, d.at, d.state, d.attempts, d.tried_at, d.not_before, d.status, d.problem, d.took_ms';

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    type: row.type,
    at: row.at,
    state: row.state,
    attempts: row.attempts,
    triedAt: row.tried_at,
    nextTryAt: row.state === 'pending' ? row.not_before : null,
    status: row.status,
    problem: row.problem,
    tookMs: row.took_ms,
  };
}
