import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';

/** What follows from mails that come back. Rates are complaints per thousand mails that need consent, over the last seven days. */
export interface MailRules {
  /** The domain whose mail comes to us; null: reports come to the sender's own mailbox, and we learn of none. */
  readonly returnDomain: string | null;
  readonly softCount: number;
  readonly softDays: number;
  readonly softPauseDays: number;
  readonly warnPermille: number;
  readonly brake: boolean;
  readonly brakePermille: number;
  readonly brakeLeast: number;
}
export interface StoredMailRules extends MailRules {
  /** Since when advertising is held back; null: it is not. */
  readonly brakedAt: EpochMs | null;
}

export async function readMailRules(db: Pool | Tx): Promise<StoredMailRules> {
  const { rows } = await db.query<StoredMailRules>(
    `SELECT return_domain AS "returnDomain", soft_count AS "softCount", soft_days AS "softDays", soft_pause_days AS "softPauseDays",
       warn_permille::float8 AS "warnPermille", brake, brake_permille::float8 AS "brakePermille", brake_least AS "brakeLeast", braked_at AS "brakedAt" FROM mail_rules`,
  );
  if (!rows[0]) throw new TypeError('the rules for mails that come back are missing');
  return rows[0];
}

export async function writeMailRules(tx: Tx, rules: MailRules): Promise<void> {
  await tx.query(
    `UPDATE mail_rules SET return_domain = $1, soft_count = $2, soft_days = $3, soft_pause_days = $4, warn_permille = $5, brake = $6, brake_permille = $7,
       brake_least = $8, updated_at = clock_timestamp()`,
    [
      rules.returnDomain,
      rules.softCount,
      rules.softDays,
      rules.softPauseDays,
      rules.warnPermille,
      rules.brake,
      rules.brakePermille,
      rules.brakeLeast,
    ],
  );
}

/** Complaints per thousand over the last seven days, as the brake counts them. `$1` is now, in milliseconds. */
const WEEK = /* sql */ `
SELECT count(*) FILTER (WHERE f.feedback = 'complaint') AS complaints, count(*) AS sent
FROM effect f LEFT JOIN purpose p ON p.key = f.purpose
WHERE f.kind = 'send_email' AND f.sent_at > instant($1::bigint - 604800000) AND coalesce(p.needs_consent, true)`;

/** Pulls the brake where it is set and the rate is above its line; true when it was this complaint that did. */
export async function brakeIfDue(tx: Tx, now: EpochMs): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE mail_rules SET braked_at = instant($1) FROM (${WEEK}) week
     WHERE brake AND braked_at IS NULL AND week.complaints >= brake_least AND week.complaints * 1000.0 > brake_permille * greatest(week.sent, 1)`,
    [now],
  );
  return rowCount === 1;
}

/** Lets everything that the brake holds go on; each claim looks again. False: the brake was not pulled. */
export async function releaseBrake(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE mail_rules SET braked_at = NULL WHERE braked_at IS NOT NULL');
  if (rowCount === 0) return false;
  const { rows } = await tx.query<{ subject_id: string }>(
    `UPDATE effect SET not_before = NULL, held_until = NULL WHERE state = 'planned' AND held_until IS NOT NULL RETURNING subject_id`,
  );
  await tx.query('SELECT poke($1, $2)', ['enrollment', [...new Set(rows.map((row) => row.subject_id))]]);
  return true;
}
