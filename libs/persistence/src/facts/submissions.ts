import type { EpochMs, FactChange, Language, LeadFieldsSet, Source } from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction, type Tx } from '../db/pool';
import { cameBack } from '../erasure/erased-keys.sql';
import { applyFacts, type FactsContext } from './apply-facts';
import { lockCompaniesFirst } from './companies';
import { claimAddress, resolveLeads } from './identity';

/** A form as it was sent, checked by the API. */
export interface FormSubmission {
  readonly offerId: string;
  readonly offerSlug: string;
  readonly email: string;
  readonly fields: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly company: string | null;
    readonly position: string | null;
    readonly employees: number | null;
    readonly industry: string | null;
  };
  readonly language: Language;
  readonly wording: string;
  readonly wordingVersion: number;
  /** The visitor, when `ripen.js` or an SDK has consent to say so. */
  readonly anonymousId: string | null;
  /** Made by the sender, who sends it again when the answer was lost; null: every call is a submission of its own. */
  readonly submissionId?: string | null;
  readonly source: Source;
}

/**
 * Keeps a submission and begins the delivery journey for it. The lead stays anonymous, and the submit gives no points, until the address is
 * confirmed. Returns the submission's id. The same id with the same address and offer again changes nothing; with another it is another
 * submission, of somebody who went back and corrected the form.
 */
export async function submitForm(pool: Pool, form: FormSubmission, context: FactsContext): Promise<string> {
  return inTransaction(pool, async (tx) => {
    const asked = form.submissionId ?? null;
    const earlier = asked === null ? undefined : await submissionOf(tx, asked);
    if (asked !== null && earlier?.email === form.email && earlier.offer_id === form.offerId) return asked;
    const id = asked === null || earlier !== undefined ? newId() : asked;
    const [leadId] = await resolveLeads(
      tx,
      [{ anonymousId: form.anonymousId ?? `submission:${id}`, userId: null }],
      context,
    );
    if (leadId === undefined) throw new TypeError('a submission has no lead');
    const now = await context.clock.now(tx);
    await tx.query(
      `INSERT INTO form_submission (id, offer_id, lead_id, email, fields, language, wording, wording_version, channel, campaign, referrer, submitted_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, instant($12))`,
      [
        id,
        form.offerId,
        leadId,
        form.email,
        form.fields,
        form.language,
        form.wording,
        form.wordingVersion,
        form.source.channel,
        form.source.campaign,
        form.source.referrer,
        now,
      ],
    );
    await applyFacts(tx, [submitted(form, { id, leadId, now })], context);
    return id;
  });
}

/** What was sent under this id before, by whoever is not sending it at this moment: two tries at once are taken one after the other. */
async function submissionOf(tx: Tx, id: string): Promise<{ email: string; offer_id: string } | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`submission:${id}`]);
  const { rows } = await tx.query<{ email: string; offer_id: string }>(
    'SELECT email, offer_id FROM form_submission WHERE id = $1',
    [id],
  );
  return rows[0];
}

function submitted(
  form: FormSubmission,
  { id, leadId, now }: { id: string; leadId: string; now: EpochMs },
): FactChange {
  return {
    kind: 'touchpoint',
    leadId,
    occurredAt: now,
    dedupeKey: `submitted:${id}`,
    type: 'form_submitted',
    properties: { submissionId: id, offerSlug: form.offerSlug },
    source: form.source,
    enrollmentId: null,
  };
}

interface SubmissionRow {
  id: string;
  lead_id: string;
  lead_known: boolean;
  lead_email: string | null;
  slug: string;
  email: string;
  fields: FormSubmission['fields'];
  language: Language;
  wording: string;
  wording_version: number;
  channel: string | null;
  campaign: string | null;
  referrer: string | null;
  confirmed_at: EpochMs | null;
}

/**
 * The second opt-in: the address is confirmed, so the lead becomes known, consents with proof, and the offer counts, once. Earlier visits of
 * the same browser join. False: there is no such submission. Confirming again changes nothing.
 */
export async function confirmSubmission(pool: Pool, submissionId: string, context: FactsContext): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<SubmissionRow>(
      `SELECT s.id, s.lead_id, l.known AS lead_known, l.email AS lead_email, o.slug, s.email, s.fields, s.language, s.wording, s.wording_version,
         s.channel, s.campaign, s.referrer, s.confirmed_at
       FROM form_submission s JOIN offer o ON o.id = s.offer_id JOIN lead l ON l.id = s.lead_id WHERE s.id = $1`,
      [submissionId],
    );
    const row = rows[0];
    if (!row) return false;
    if (row.confirmed_at !== null) return true;
    const company = companySaid(row);
    if (company !== null) await lockCompaniesFirst(tx, [{ company, leadIds: [row.lead_id], address: row.email }]);
    const leadId = await leadOfConfirmed(tx, row, context);
    // Who was erased and confirms a form comes back by their own word.
    await cameBack(tx, [{ kind: 'email', value: row.email }]);
    const now = await context.clock.now(tx);
    await applyFacts(tx, confirmedFacts(row, leadId, now), context);
    await tx.query(
      'UPDATE form_submission SET confirmed_at = coalesce(confirmed_at, instant($2)), lead_id = $3 WHERE id = $1',
      [row.id, now, leadId],
    );
    return true;
  });
}

/** Whose address it is: the form's own lead, the lead that has the address, or (a shared browser) somebody new. */
async function leadOfConfirmed(tx: Tx, row: SubmissionRow, context: FactsContext): Promise<string> {
  const someoneElse = row.lead_known && row.lead_email?.toLowerCase() !== row.email.toLowerCase();
  const own = someoneElse ? await separateLead(tx, row, context) : row.lead_id;
  return (await claimAddress(tx, { leadId: own, email: row.email }, context)).leadId;
}

/** Somebody else used the browser of a known lead: the submission and its delivery get a lead of their own. */
async function separateLead(tx: Tx, row: SubmissionRow, context: FactsContext): Promise<string> {
  const [leadId] = await resolveLeads(tx, [{ anonymousId: `submission:${row.id}`, userId: null }], context);
  if (leadId === undefined) throw new TypeError('a submission has no lead');
  await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [[row.lead_id, leadId]]);
  const { rows } = await tx.query<{ id: string }>(
    'UPDATE enrollment SET lead_id = $2 WHERE submission_id = $1 RETURNING id',
    [row.id, leadId],
  );
  const ids = rows.map((enrollment) => enrollment.id);
  await tx.query('UPDATE wait SET lead_id = $2 WHERE enrollment_id = ANY ($1)', [ids, leadId]);
  await tx.query('UPDATE effect SET lead_id = $2 WHERE subject_id = ANY ($1)', [ids, leadId]);
  await tx.query('UPDATE trace SET lead_id = $2 WHERE subject_id = ANY ($1)', [ids, leadId]);
  return leadId;
}

function companySaid({ fields: { company, employees, industry } }: SubmissionRow): LeadFieldsSet['company'] {
  if (company === null || company.trim() === '') return null;
  return {
    name: company,
    ...(employees === null ? {} : { employees }),
    ...(industry === null || industry === '' ? {} : { industry }),
  };
}

function confirmedFacts(row: SubmissionRow, leadId: string, now: EpochMs): FactChange[] {
  const base = { leadId, occurredAt: now };
  const { company: _company, employees: _employees, industry: _industry, ...person } = row.fields;
  const lead = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null && value !== ''));
  const proof = {
    via: `form:${row.slug}`,
    wording: row.wording,
    wordingVersion: row.wording_version,
    confirmedAt: now,
    submissionId: row.id,
  };
  return [
    { ...base, kind: 'known', dedupeKey: `confirmed:${row.id}:known` },
    {
      ...base,
      kind: 'fields',
      dedupeKey: `confirmed:${row.id}:fields`,
      lead: { ...lead, email: row.email, language: row.language },
      company: companySaid(row),
    },
    {
      ...base,
      kind: 'consent',
      dedupeKey: `confirmed:${row.id}:consent`,
      purpose: 'marketing',
      channel: 'email',
      state: 'granted',
      proof,
    },
    {
      ...base,
      kind: 'touchpoint',
      dedupeKey: `confirmed:${row.id}:offer`,
      type: 'content_requested',
      properties: { submissionId: row.id, offerSlug: row.slug },
      source: { channel: row.channel, campaign: row.campaign, referrer: row.referrer },
      enrollmentId: null,
    },
  ];
}
