import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';

/** A delivery that this worker may send now, until its lease ends. */
export interface LeasedDelivery {
  readonly id: string;
  readonly type: string;
  readonly at: EpochMs;
  readonly data: Readonly<Record<string, unknown>>;
  /** Attempts before this one. */
  readonly attempts: number;
  /** The first attempt, or the replay: retries are counted from here. */
  readonly retryFrom: EpochMs;
}

export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  readonly state: 'active' | 'paused' | 'disabled' | 'deleted';
  readonly secrets: readonly { readonly sealed: string; readonly until: EpochMs | null }[];
  /** Consecutive attempts that failed, whatever the delivery. */
  readonly failures: number;
  /** While it does not answer, nothing is tried before this instant. */
  readonly not_before: EpochMs | null;
}

/** Long enough for the longest attempt; what a dead worker held comes again after it. */
const LEASE_MS = 30_000;

export async function webhookEndpoint(tx: Tx, id: string): Promise<EndpointRow | null> {
  const { rows } = await tx.query<EndpointRow>(
    'SELECT id, url, state, secrets, failures, not_before FROM webhook_endpoint WHERE id = $1',
    [id],
  );
  return rows[0] ?? null;
}

/** Leases the deliveries of an endpoint that are due, oldest first. */
export async function leaseDeliveries(
  tx: Tx,
  { endpointId, now, limit }: { endpointId: string; now: EpochMs; limit: number },
): Promise<LeasedDelivery[]> {
  const { rows } = await tx.query<LeasedDelivery>(
    `UPDATE webhook_delivery d SET lease_until = instant($2) + $4 * interval '1 millisecond', attempts = attempts + 1, tried_at = instant($2)
     FROM (SELECT id FROM webhook_delivery WHERE endpoint_id = $1 AND state = 'pending' AND coalesce(not_before, created_at) <= instant($2)
         AND (lease_until IS NULL OR lease_until <= instant($2) OR lease_until > instant($2) + $4 * interval '1 millisecond')
       ORDER BY coalesce(not_before, created_at), id LIMIT $3 FOR UPDATE SKIP LOCKED) due
     WHERE d.id = due.id RETURNING d.id, d.type, d.at, d.data, d.attempts - 1 AS attempts, d.retry_from AS "retryFrom"`,
    [endpointId, now, limit, LEASE_MS],
  );
  return rows;
}

/** When an endpoint has something to do again; null: not before somebody pokes it. */
export async function nextDelivery(tx: Tx, endpointId: string): Promise<EpochMs | null> {
  const { rows } = await tx.query<{ at: EpochMs | null }>(
    `SELECT min(greatest(coalesce(not_before, created_at), lease_until)) AS at FROM webhook_delivery WHERE endpoint_id = $1 AND state = 'pending'`,
    [endpointId],
  );
  return rows[0]?.at ?? null;
}

/** What came of one attempt. */
export interface Attempt {
  readonly id: string;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly at: EpochMs;
  readonly notBefore: EpochMs | null;
  readonly status: number | null;
  readonly problem: string | null;
  /** The beginning of the answer's body. */
  readonly answer: string | null;
  readonly tookMs: number;
}

/** Records attempts, and what they say of the endpoint. A delivery that was erased meanwhile stays erased. */
export async function recordAttempts(
  tx: Tx,
  { endpointId, attempts, endpoint }: { endpointId: string; attempts: readonly Attempt[]; endpoint: EndpointFate },
): Promise<void> {
  await tx.query(
    `UPDATE webhook_delivery d SET state = x.state, not_before = instant(x."notBefore"), lease_until = NULL, status = x.status, problem = x.problem,
       answer = x.answer, took_ms = x."tookMs", ended_at = CASE WHEN x.state = 'pending' THEN NULL ELSE instant(x.at) END
     FROM jsonb_to_recordset($2) AS x(id uuid, state text, at bigint, "notBefore" bigint, status int, problem text, answer text, "tookMs" int)
     WHERE d.id = x.id AND d.endpoint_id = $1`,
    [endpointId, JSON.stringify(attempts)],
  );
  await tx.query(
    `UPDATE webhook_endpoint SET failures = $2, not_before = instant($3),
       state = CASE WHEN $4::text IS NULL OR state = 'deleted' THEN state ELSE 'disabled' END, disabled_reason = coalesce($4, disabled_reason) WHERE id = $1`,
    [endpointId, endpoint.failures, endpoint.notBefore, endpoint.disabled],
  );
}

export interface EndpointFate {
  readonly failures: number;
  readonly notBefore: EpochMs | null;
  /** Why it is told nothing any more; null: it goes on. */
  readonly disabled: string | null;
}

const DELIVERED_FOR = '30 days';
const DEAD_FOR = '90 days';
const AT_MOST = 5_000;

/** Forgets deliveries that nobody looks at any more. */
export async function forgetDeliveries(pool: Pool, now: EpochMs): Promise<void> {
  await pool.query(
    `DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
       WHERE (state = 'delivered' AND ended_at < instant($1) - interval '${DELIVERED_FOR}') OR (state = 'dead' AND ended_at < instant($1) - interval '${DEAD_FOR}') LIMIT $2)`,
    [now, AT_MOST],
  );
}
