import { createHash } from 'node:crypto';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';

/** An event that came in and could not be used. */
export interface RefusedEvent {
  /** By a write key, or by a source of inbound webhooks. */
  readonly from: { readonly keyId: string } | { readonly sourceId: string };
  readonly call: string;
  readonly reason: string;
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
  readonly raw: string;
  readonly cut: boolean;
  /** The sender's own; null: one is made up, so that it is still taken in once at most. */
  readonly messageId: string | null;
  readonly sentAt: EpochMs | null;
  readonly receivedAt: EpochMs;
}

/** Keeps what could not be used; the same again from the same sender is kept once. When it returns, everything is stored. */
export async function keepRefused(pool: Pool, refused: readonly RefusedEvent[]): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map((event) => {
    const id = newId();
    const { from, messageId } = event;
    return {
      ...event,
      id,
      raw: event.raw.replaceAll('\0', ''),
      keyId: 'keyId' in from ? from.keyId : null,
      sourceId: 'sourceId' in from ? from.sourceId : null,
      messageId: messageId ?? `refused:${id}`,
      digest: createHash('sha256')
        .update(JSON.stringify([messageId, event.raw]))
        .digest('hex'),
    };
  });
  await pool.query(
    `INSERT INTO refused_event (id, key_id, source_id, call, reason, problems, raw, cut, message_id, sent_at, received_at, digest)
     SELECT x.id, x."keyId", x."sourceId", x.call, x.reason, x.problems, x.raw, x.cut, x."messageId", x."sentAt", instant(x."receivedAt"), x.digest
     FROM jsonb_to_recordset($1) AS x(id uuid, "keyId" uuid, "sourceId" uuid, call text, reason text, problems jsonb, raw text, cut boolean, "messageId" text,
       "sentAt" bigint, "receivedAt" bigint, digest text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  );
}

const KEPT_FOR = '30 days';
const AT_MOST = 5_000;

/** Forgets refused events after thirty days, whatever became of them. */
export async function forgetRefused(pool: Pool, now: EpochMs): Promise<void> {
  await pool.query(
    `DELETE FROM refused_event WHERE id IN (SELECT id FROM refused_event WHERE received_at < instant($1) - interval '${KEPT_FOR}' LIMIT $2)`,
    [now, AT_MOST],
  );
}

/** What came by a key within one hour. */
export interface KeyUse {
  readonly keyId: string;
  readonly hour: EpochMs;
  readonly events: number;
  readonly refused: number;
  readonly throttled: number;
}

/** Adds to what came by keys. One that was deleted meanwhile is left out. */
export async function addKeyUse(pool: Pool, uses: readonly KeyUse[]): Promise<void> {
  if (uses.length === 0) return;
  await pool.query(
    `INSERT INTO key_usage (key_id, hour, events, refused, throttled)
     SELECT k.id, instant(x.hour), x.events, x.refused, x.throttled
     FROM jsonb_to_recordset($1) AS x("keyId" uuid, hour bigint, events bigint, refused bigint, throttled bigint) JOIN api_key k ON k.id = x."keyId"
     ON CONFLICT (key_id, hour) DO UPDATE SET events = key_usage.events + excluded.events, refused = key_usage.refused + excluded.refused,
       throttled = key_usage.throttled + excluded.throttled`,
    [JSON.stringify(uses)],
  );
}
