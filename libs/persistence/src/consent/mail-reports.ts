import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction, type Tx } from '../db/pool';
import { applyFacts, type FactsContext } from '../facts/apply-facts';
import { lockLeads } from '../facts/facts.repository';
import { releaseHeld } from './held-mails.sql';
import { brakeIfDue, readMailRules } from './mail-rules.sql';
import { withdrawals } from './preferences';

/** What became known of a mail after it was sent. `unsigned`: a report without an address that we signed; it changes nothing. */
export const MAIL_REPORT_KINDS = [
  'hard_bounce',
  'soft_bounce',
  'refused',
  'delayed',
  'delivered',
  'complaint',
  'unsubscribe',
  'auto_reply',
  'unsigned',
  'unreadable',
] as const;
export type MailReportKind = (typeof MAIL_REPORT_KINDS)[number];

export interface NewMailReport {
  readonly kind: MailReportKind;
  /** Of the mail that it speaks of, proven by a signed address; null: none is. */
  readonly effectId: string | null;
  /** A number of a server, or the type of a complaint; never a text. */
  readonly code: string | null;
  readonly via: 'mailbox' | 'hook';
  readonly sourceId: string | null;
  /** The same report again has the same key. */
  readonly key: string;
}

interface ReportedRow {
  id: string;
  lead_id: string;
  subject_id: string;
  purpose: string;
  needs_consent: boolean;
  to_hash: string | null;
}

/**
 * Takes one report, once: under the lead's lock, with all that follows from it. A report without one of our mails is listed and changes nothing.
 * `known`: it was taken before.
 */
export async function takeMailReport(
  pool: Pool,
  report: NewMailReport,
  context: FactsContext,
): Promise<'taken' | 'known'> {
  return inTransaction(pool, async (tx) => {
    const effect = report.effectId === null ? null : await effectOf(tx, report.effectId);
    if (effect !== null) await lockLeads(tx, [effect.lead_id]);
    const now = await context.clock.now(tx);
    // A mail of somebody who was erased is nobody's any more.
    const kind = effect === null && report.kind !== 'unreadable' ? 'unsigned' : report.kind;
    const { rowCount } = await tx.query(
      `INSERT INTO mail_report (at, via, source_id, kind, effect_id, lead_id, code, dedupe_key) VALUES (instant($1), $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (dedupe_key) DO NOTHING`,
      [
        now,
        report.via,
        report.sourceId,
        kind,
        effect?.id ?? null,
        effect?.lead_id ?? null,
        report.code,
        `${effect?.id ?? 'none'}:${report.kind}:${report.key}`,
      ],
    );
    if (rowCount === 0) return 'known';
    if (effect !== null) await follow(tx, { effect, kind, now }, context);
    return 'taken';
  });
}

async function effectOf(tx: Tx, effectId: string): Promise<ReportedRow | null> {
  const { rows } = await tx.query<ReportedRow>(
    `SELECT f.id, f.lead_id, f.subject_id, f.purpose, coalesce(p.needs_consent, true) AS needs_consent, f.to_hash
     FROM effect f LEFT JOIN purpose p ON p.key = f.purpose WHERE f.id = $1 AND f.kind = 'send_email' AND f.subject_type = 'enrollment'`,
    [effectId],
  );
  return rows[0] ?? null;
}

interface Reported {
  readonly effect: ReportedRow;
  readonly kind: MailReportKind;
  readonly now: EpochMs;
}

async function follow(tx: Tx, reported: Reported, context: FactsContext): Promise<void> {
  await noteOnMail(tx, reported);
  switch (reported.kind) {
    case 'hard_bounce':
      return suppressHash(tx, reported.effect.to_hash, { reason: 'hard_bounce', scope: 'all' });
    case 'soft_bounce':
      return pauseAfterSoftBounces(tx, reported);
    case 'complaint':
      return takeComplaint(tx, reported, context);
    case 'unsubscribe':
      return takeUnsubscribe(tx, reported, context);
    case 'refused':
    case 'delayed':
    case 'delivered':
    case 'auto_reply':
    case 'unsigned':
    case 'unreadable':
      return;
  }
}

/** The gravest that is known of a mail: who complains has got it, and what bounced was not delivered after all. */
const GRAVITY: readonly MailReportKind[] = [
  'delivered',
  'delayed',
  'refused',
  'soft_bounce',
  'hard_bounce',
  'complaint',
];

async function noteOnMail(tx: Tx, { effect, kind, now }: Reported): Promise<void> {
  const gravity = GRAVITY.indexOf(kind);
  if (gravity < 0) return;
  await tx.query(
    `UPDATE effect SET feedback = $2, feedback_at = instant($3) WHERE id = $1 AND (feedback IS NULL OR feedback = ANY ($4))`,
    [effect.id, kind, now, GRAVITY.slice(0, gravity)],
  );
}

/** By the hash that was kept when the mail was claimed: what a report says of the address was written by somebody else. */
export async function suppressHash(
  tx: Tx,
  hash: string | null,
  { reason, scope }: { reason: string; scope: 'all' | 'consent' },
): Promise<void> {
  if (hash === null) return;
  await tx.query(
    `INSERT INTO suppression (address_hash, reason, scope) VALUES ($1, $2, $3)
     ON CONFLICT (address_hash) DO UPDATE SET scope = 'all', reason = EXCLUDED.reason, at = EXCLUDED.at
       WHERE suppression.scope = 'consent' AND EXCLUDED.scope = 'all'`,
    [hash, reason, scope],
  );
}

async function pauseAfterSoftBounces(tx: Tx, { effect, now }: Reported): Promise<void> {
  const { softCount, softDays, softPauseDays } = await readMailRules(tx);
  // Counted by mails: one that comes back from two servers came back once. A delivery in between begins anew.
  await tx.query(
    `INSERT INTO mail_pause (lead_id, until, reason, since) SELECT $1, instant($2::bigint + $5::bigint * 86400000), 'soft_bounces', instant($2)
     WHERE (SELECT count(DISTINCT effect_id) FROM mail_report WHERE lead_id = $1 AND kind = 'soft_bounce' AND at > greatest(instant($2::bigint - $4::bigint * 86400000),
       (SELECT max(at) FROM mail_report WHERE lead_id = $1 AND kind = 'delivered'))) >= $3
     ON CONFLICT (lead_id) DO UPDATE SET until = EXCLUDED.until, reason = 'soft_bounces', since = EXCLUDED.since WHERE mail_pause.until < EXCLUDED.until`,
    [effect.lead_id, now, softCount, softDays, softPauseDays],
  );
}

async function takeComplaint(tx: Tx, { effect, now }: Reported, context: FactsContext): Promise<void> {
  const everything = { purpose: null, everywhere: false, via: 'complaint' };
  await applyFacts(tx, await withdrawals(tx, { id: effect.lead_id, now }, everything), context);
  await suppressHash(tx, effect.to_hash, { reason: 'complaint', scope: 'consent' });
  await releaseHeld(tx, effect.lead_id);
  await incident(tx, 'complaint', { now, subjectId: effect.subject_id });
  if (await brakeIfDue(tx, now)) await incident(tx, 'mail_braked', { now, subjectId: null });
}

async function takeUnsubscribe(tx: Tx, { effect, now }: Reported, context: FactsContext): Promise<void> {
  const purpose = effect.needs_consent ? effect.purpose : null;
  const withdrawal = { purpose, everywhere: false, via: 'unsubscribe' };
  await applyFacts(tx, await withdrawals(tx, { id: effect.lead_id, now }, withdrawal), context);
  await releaseHeld(tx, effect.lead_id);
}

async function incident(
  tx: Tx,
  kind: string,
  { now, subjectId }: { now: EpochMs; subjectId: string | null },
): Promise<void> {
  await tx.query(
    `INSERT INTO incident (kind, subject_type, subject_id, at) VALUES ($1, CASE WHEN $2::uuid IS NOT NULL THEN 'enrollment' END, $2, instant($3))`,
    [kind, subjectId, now],
  );
}
