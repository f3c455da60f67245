import type { SubjectType } from '@ripen/contracts/temporal';
import type { EpochMs, Language } from '@ripen/domain';
import type { NoticeKind } from '@ripen/handoff';
import { noticeStillHolds } from '@ripen/handoff';
import { FORM_MAILS, sendEmailConfig, type SendEmailConfig } from '@ripen/journey';
import type { Tx } from '../db/pool';
import { LATEST_WORD } from '../facts/facts.repository';
import { claimEffect, dropEffect, holdEffect } from './effect.sql';
import { loadHandoff } from './handoff.repository';
import { compiledVersion } from './journey.repository';

/** What an attempt may know of the lead. It lives in the worker's memory only, never in Temporal. */
export interface LeadAddress {
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly position: string | null;
  readonly companyName: string | null;
  readonly language: Language;
}

/** One attempt at a journey's mail, claimed. */
export interface ClaimedMail {
  readonly kind: 'send_email';
  readonly effectId: string;
  readonly attemptToken: string;
  readonly claimedAt: EpochMs;
  readonly leadId: string;
  readonly enrollmentId: string;
  readonly submissionId: string | null;
  /** What was asked for: the content offer, the event, or the form itself where it stands alone. */
  readonly offer: { readonly title: Readonly<Record<Language, string>> } | null;
  readonly to: LeadAddress;
  readonly purpose: SendEmailConfig['purpose'];
  /** Whether one may take back by link what the mail goes out by. */
  readonly needsConsent: boolean;
  readonly content: SendEmailConfig['content'];
}

/** One attempt at telling a rep or manager something, claimed. */
export interface ClaimedNotice {
  readonly kind: 'notify';
  readonly effectId: string;
  readonly attemptToken: string;
  readonly claimedAt: EpochMs;
  readonly handoffId: string;
  readonly notice: NoticeKind;
  readonly clock: string | null;
  readonly to: {
    readonly email: string;
    readonly name: string;
    readonly language: Language;
    readonly zone: string | null;
  };
  readonly lead: { readonly name: string; readonly companyName: string | null; readonly cell: string | null };
  readonly dueAt: EpochMs | null;
}
export type Claimed = ClaimedMail | ClaimedNotice;

/**
 * Claims an effect under the lead's lock, after looking again at what may have changed since it was planned: consent, suppression, the
 * address, a pause. Null: not claimed; the rows say why, and the next decision reads them.
 */
export async function claim(tx: Tx, subject: SubjectType, effectId: string, now: EpochMs): Promise<Claimed | null> {
  return subject === 'enrollment' ? claimMail(tx, effectId, now) : claimNotice(tx, effectId, now);
}

interface MailRow {
  subject_id: string;
  lead_id: string;
  node_id: string | null;
  version_id: string;
  paused: boolean;
  submission_id: string | null;
  submission_email: string | null;
  submission_language: Language | null;
  submission_fields: Record<string, string | null> | null;
  offer_title: Record<Language, string> | null;
  builtin: string | null;
  form_use: keyof typeof FORM_MAILS;
  form_mails: { confirm: SendEmailConfig['content'] | null; thanks: SendEmailConfig['content'] | null } | null;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  position: string | null;
  language: Language | null;
  company_name: string | null;
  workspace_language: Language;
  consent: string | null;
  /** Null: there is no such purpose any more. */
  needs_consent: boolean | null;
  purpose_active: boolean | null;
  held_until: EpochMs | null;
  lead_suppressed: boolean;
  submission_suppressed: boolean;
}

/** Who is held by the brake looks again by themselves, so that one forgotten poke keeps nobody for good. */
const BRAKE_LOOKS_AGAIN_MS = 3_600_000;

const MAIL = /* sql */ `
SELECT f.subject_id, f.lead_id, f.node_id, e.version_id, j.state = 'paused' AS paused, s.id AS submission_id, s.email AS submission_email, s.language AS submission_language,
  s.fields AS submission_fields, coalesce(o.title, ev.name, fv.definition -> 'title') AS offer_title, j.builtin,
  CASE WHEN o.id IS NOT NULL THEN 'offer' WHEN ev.id IS NOT NULL THEN 'event' ELSE 'alone' END AS form_use, fv.definition -> 'mails' AS form_mails,
  l.email, l.first_name, l.last_name, l.position, l.language, c.name AS company_name,
  coalesce((SELECT settings ->> 'language' FROM workspace), 'de') AS workspace_language,
  (SELECT state FROM consent WHERE lead_id = l.id AND purpose = f.purpose AND channel = 'email' ORDER BY ${LATEST_WORD} LIMIT 1) AS consent,
  p.needs_consent, p.active AND 'email' = ANY (p.channels) AS purpose_active,
  CASE WHEN p.needs_consent THEN greatest(
    (SELECT until FROM mail_pause WHERE lead_id = l.id AND until > instant($2)),
    (SELECT instant($2::bigint + ${BRAKE_LOOKS_AGAIN_MS}) FROM mail_rules WHERE braked_at IS NOT NULL)) END AS held_until,
  l.email IS NOT NULL AND EXISTS (SELECT FROM suppression WHERE address_hash = suppression_key(l.email) AND (scope = 'all' OR p.needs_consent)) AS lead_suppressed,
  s.email IS NOT NULL AND EXISTS (SELECT FROM suppression WHERE address_hash = suppression_key(s.email) AND (scope = 'all' OR p.needs_consent)) AS submission_suppressed
FROM effect f JOIN enrollment e ON e.id = f.subject_id JOIN journey j ON j.id = e.journey_id JOIN lead l ON l.id = e.lead_id
LEFT JOIN purpose p ON p.key = f.purpose LEFT JOIN company c ON c.id = l.company_id LEFT JOIN form_submission s ON s.id = e.submission_id LEFT JOIN offer o ON o.id = s.offer_id
LEFT JOIN form fm ON fm.id = s.form_id LEFT JOIN form_version fv ON fv.form_id = s.form_id AND fv.version = s.form_version LEFT JOIN event ev ON ev.id = fm.event_id
WHERE f.id = $1 AND f.state = 'planned'`;

async function claimMail(tx: Tx, effectId: string, now: EpochMs): Promise<ClaimedMail | null> {
  const { rows } = await tx.query<MailRow>({ name: 'mail-to-claim', text: MAIL, values: [effectId, now] });
  const row = rows[0];
  if (!row || row.paused) return null;
  const version = await compiledVersion(tx, row.version_id);
  const config = version === null || row.node_id === null ? null : sendEmailConfig(version, row.node_id);
  if (config === null) return drop(tx, effectId, 'node_gone');
  const toSubmission = config.to === 'submission';
  const to = toSubmission ? submissionAddress(row) : leadAddress(row);
  if (to === null) return drop(tx, effectId, 'no_address');
  if (toSubmission ? row.submission_suppressed : row.lead_suppressed) return drop(tx, effectId, 'suppressed');
  if (row.purpose_active !== true) return drop(tx, effectId, 'purpose_off');
  if (row.needs_consent !== false && row.consent !== 'granted') return drop(tx, effectId, 'no_consent');
  if (row.held_until !== null) return hold(tx, effectId, row.held_until);
  const attemptToken = await claimEffect(tx, effectId, now, to.email);
  if (attemptToken === null) return null;
  return {
    kind: 'send_email',
    effectId,
    attemptToken,
    claimedAt: now,
    leadId: row.lead_id,
    enrollmentId: row.subject_id,
    submissionId: row.submission_id,
    offer: row.offer_title === null ? null : { title: row.offer_title },
    to,
    purpose: config.purpose,
    needsConsent: row.needs_consent !== false,
    content: contentOf(row, config),
  };
}

/** The built-in journey behind forms sends the words of the form that was sent, as it was published then. */
function contentOf(
  { builtin, form_mails: own, form_use: use }: MailRow,
  config: SendEmailConfig,
): SendEmailConfig['content'] {
  if (builtin !== 'offer_delivery' || own === null) return config.content;
  const mail = config.to === 'submission' ? 'confirm' : 'thanks';
  return own[mail] ?? FORM_MAILS[use][mail];
}

async function drop(tx: Tx, effectId: string, code: string): Promise<null> {
  await dropEffect(tx, effectId, code);
  return null;
}

/** Not now: whoever asked for a pause, and who is under the brake, gets the mail afterwards if it may still go out then. */
async function hold(tx: Tx, effectId: string, until: EpochMs): Promise<null> {
  await holdEffect(tx, effectId, until);
  return null;
}

function leadAddress(row: MailRow): LeadAddress | null {
  if (row.email === null) return null;
  return {
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    position: row.position,
    companyName: row.company_name,
    language: row.language ?? row.submission_language ?? row.workspace_language,
  };
}

function submissionAddress(row: MailRow): LeadAddress | null {
  if (row.submission_email === null) return null;
  const fields = row.submission_fields ?? {};
  return {
    email: row.submission_email,
    firstName: fields['firstName'] ?? null,
    lastName: fields['lastName'] ?? null,
    position: fields['position'] ?? null,
    companyName: fields['company'] ?? null,
    language: row.submission_language ?? row.workspace_language,
  };
}

interface NoticeRow {
  email: string;
  name: string;
  language: Language;
  zone: string | null;
  disabled: boolean;
  lead_name: string;
  company_name: string | null;
  cell: string | null;
  due_at: EpochMs | null;
}

interface PlannedNoticeRow {
  subject_id: string;
  visit: number;
  notice: NoticeKind | null;
  clock: string | null;
  user_id: string | null;
}

async function claimNotice(tx: Tx, effectId: string, now: EpochMs): Promise<ClaimedNotice | null> {
  const planned = await tx.query<PlannedNoticeRow>({
    name: 'planned-notice',
    text: `SELECT subject_id, visit, notice, clock, user_id FROM effect WHERE id = $1 AND state = 'planned'`,
    values: [effectId],
  });
  const effect = planned.rows[0];
  if (!effect) return null;
  const loaded = await loadHandoff(tx, effect.subject_id);
  if (loaded === null || effect.notice === null || effect.user_id === null) return drop(tx, effectId, 'handoff_gone');
  const told = { visit: effect.visit, notice: effect.notice, userId: effect.user_id };
  if (!noticeStillHolds(loaded.handoff, told)) return drop(tx, effectId, 'no_longer_asked');
  const row = await readNotice(tx, effect.user_id, effect.subject_id);
  if (row === null || row.disabled) return drop(tx, effectId, 'user_gone');
  const attemptToken = await claimEffect(tx, effectId, now);
  if (attemptToken === null) return null;
  return {
    kind: 'notify',
    effectId,
    attemptToken,
    claimedAt: now,
    handoffId: effect.subject_id,
    notice: effect.notice,
    clock: effect.clock,
    to: { email: row.email, name: row.name, language: row.language, zone: row.zone },
    lead: { name: row.lead_name, companyName: row.company_name, cell: row.cell },
    dueAt: row.due_at,
  };
}

async function readNotice(tx: Tx, userId: string, handoffId: string): Promise<NoticeRow | null> {
  const { rows } = await tx.query<NoticeRow>({
    name: 'notice-to-claim',
    text: `SELECT u.email, u.name, u.language, u.zone, u.disabled_at IS NOT NULL AS disabled,
        coalesce(nullif(trim(coalesce(l.first_name, '') || ' ' || coalesce(l.last_name, '')), ''), l.email, '') AS lead_name,
        c.name AS company_name, l.cell, h.due_at
      FROM app_user u, handoff h JOIN lead l ON l.id = h.lead_id LEFT JOIN company c ON c.id = l.company_id WHERE u.id = $1 AND h.id = $2`,
    values: [userId, handoffId],
  });
  return rows[0] ?? null;
}
