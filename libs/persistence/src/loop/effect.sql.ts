import { randomUUID } from 'node:crypto';
import { EFFECT_LEASE_MS } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { type Clock, nowForStatement } from '../db/clock';
import { together, type Tx } from '../db/pool';

/**
 * A claim whose lease ran out: its worker died or was too slow. Marked (the mail's body may have gone out): *unknown*, never sent again.
 * Not marked: nothing went out, so it is planned again. Called under the lead's lock.
 */
export async function settleExpiredLeases(tx: Tx, subjectId: string, now: EpochMs): Promise<void> {
  await tx.query({
    name: 'settle-expired-leases',
    text: `UPDATE effect SET state = CASE WHEN data_at IS NULL THEN 'planned' ELSE 'unknown' END,
        code = CASE WHEN data_at IS NULL THEN code ELSE 'lease_expired' END, attempt_token = NULL, lease_until = NULL
      WHERE subject_id = $1 AND state = 'sending' AND lease_until <= instant($2)`,
    values: [subjectId, now],
  });
}

/**
 * Claims a planned effect for one attempt, by compare-and-set. Null: somebody else has it, or it is not due. `to`: the lead's address, of which a hash is
 * kept, so that what comes back is laid to this address even when the lead has another by then.
 */
export async function claimEffect(
  tx: Tx,
  effectId: string,
  now: EpochMs,
  to: string | null = null,
): Promise<string | null> {
  const token = randomUUID();
  const { rowCount } = await tx.query({
    name: 'claim-effect',
    text: `UPDATE effect SET state = 'sending', attempt = attempt + 1, attempt_token = $2, lease_until = instant($3::bigint + $4), not_before = NULL,
        to_hash = suppression_key($5)
      WHERE id = $1 AND state = 'planned' AND (not_before IS NULL OR not_before <= instant($3))`,
    values: [effectId, token, now, EFFECT_LEASE_MS, to],
  });
  return rowCount === 1 ? token : null;
}

/** The claim found that the effect must wait: it stays planned, and the time that it is held does not count as time of trying. */
export async function holdEffect(tx: Tx, effectId: string, until: EpochMs): Promise<void> {
  await tx.query({
    name: 'hold-effect',
    text: `UPDATE effect SET not_before = instant($2), held_until = instant($2) WHERE id = $1 AND state = 'planned'`,
    values: [effectId, until],
  });
}

/** The claim found that the effect must not happen any more. */
export async function dropEffect(tx: Tx, effectId: string, code: string): Promise<void> {
  await tx.query({
    name: 'drop-effect',
    text: `UPDATE effect SET state = 'dropped', code = $2 WHERE id = $1 AND state = 'planned'`,
    values: [effectId, code],
  });
}

/**
 * Marks that the mail's body is about to go out: after the server's 354, before the first byte. False: the claim is no longer ours, and
 * nothing may be written to the wire. From here on a crash makes the outcome *unknown*.
 */
export async function markData(
  db: Pool | Tx,
  claim: { effectId: string; attemptToken: string },
  { clock }: { readonly clock: Clock },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'mark-data',
    text: `UPDATE effect SET data_at = coalesce(instant($3), clock_timestamp()) WHERE id = $1 AND attempt_token = $2 AND state = 'sending'
      AND lease_until > coalesce(instant($3), clock_timestamp())`,
    values: [claim.effectId, claim.attemptToken, await nowForStatement(clock, db)],
  });
  return rowCount === 1;
}

/** How an attempt ended, in codes. */
export type EffectOutcome =
  | { readonly outcome: 'sent' }
  /** Refused for now: planned again after a pause that grows; `afterMs`, where the server named one, is never undercut. */
  | {
      readonly outcome: 'retry';
      readonly code: string;
      readonly afterMs: number | null;
      /** Where the fault is ours and not the world's: from this attempt on the same code twice in a row is a failure. Absent: three days. */
      readonly most?: number;
    }
  | { readonly outcome: 'failed'; readonly code: string }
  /** A hard bounce: failed, and the address is suppressed. */
  | { readonly outcome: 'bounced'; readonly code: string; readonly address: string }
  | { readonly outcome: 'unknown'; readonly code: string };

/** Doubled by every try up to the longest, then spread by a fifth, so that mails refused together do not come back together. */
const RETRY_BASE_MS = 15_000;
const RETRY_MAX_MS = 3_600_000;
const GIVE_UP_MS = 3 * 86_400_000;

/** Records an attempt's outcome, if the claim is still ours. Called under the lead's lock. Asks for its statements at once. */
export async function recordOutcome(
  tx: Tx,
  claim: { effectId: string; attemptToken: string },
  outcome: EffectOutcome,
  now: EpochMs,
): Promise<boolean> {
  if (outcome.outcome === 'retry') return planAgain(tx, claim, outcome, now);
  const record = {
    name: 'record-outcome',
    text: `UPDATE effect SET state = $3, code = $4, sent_at = CASE WHEN $3 = 'sent' THEN instant($5) END, attempt_token = NULL, lease_until = NULL
      WHERE id = $1 AND attempt_token = $2 AND state = 'sending'`,
    values: [
      claim.effectId,
      claim.attemptToken,
      outcome.outcome === 'bounced' ? 'failed' : outcome.outcome,
      outcome.outcome === 'sent' ? null : outcome.code,
      now,
    ],
  };
  const [{ rowCount }] = await together(tx, () => [
    tx.query(record),
    outcome.outcome === 'bounced' ? suppress(tx, outcome.address, outcome.code) : Promise.resolve(),
  ]);
  return rowCount === 1;
}

async function planAgain(
  tx: Tx,
  claim: { effectId: string; attemptToken: string },
  { code, afterMs, most }: Extract<EffectOutcome, { outcome: 'retry' }>,
  now: EpochMs,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'plan-again',
    text: `UPDATE effect SET state = CASE WHEN greatest(created_at, held_until) < instant($3::bigint - $6) OR (attempt >= $9 AND code = $4) THEN 'failed' ELSE 'planned' END,
        code = CASE WHEN attempt >= $9 AND code = $4 THEN $4 WHEN greatest(created_at, held_until) < instant($3::bigint - $6) THEN 'gave_up' ELSE $4 END, attempt_token = NULL, lease_until = NULL, data_at = NULL,
        refused_at = instant($3),
        not_before = instant($3::bigint + greatest((coalesce($5::bigint, 0) * (1 + 0.2 * random()))::bigint, (least($7 * power(2, least(attempt, 12) - 1), $8) * (0.8 + 0.4 * random()))::bigint))
      WHERE id = $1 AND attempt_token = $2 AND state = 'sending'`,
    values: [
      claim.effectId,
      claim.attemptToken,
      now,
      code,
      afterMs,
      GIVE_UP_MS,
      RETRY_BASE_MS,
      RETRY_MAX_MS,
      most ?? null,
    ],
  });
  return rowCount === 1;
}

/** Puts an address on the suppression list, as a salted hash. What was stopped for advertising alone is stopped for everything. */
export async function suppress(tx: Tx, address: string, reason: string): Promise<void> {
  await tx.query(
    `INSERT INTO suppression (address_hash, reason) VALUES (suppression_key($1), $2)
     ON CONFLICT (address_hash) DO UPDATE SET scope = 'all', reason = EXCLUDED.reason, at = EXCLUDED.at WHERE suppression.scope <> 'all'`,
    [address, reason],
  );
}
