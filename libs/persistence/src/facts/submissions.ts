import type {
  ConsentChannel,
  ConsentPurpose,
  EpochMs,
  FactChange,
  Language,
  LeadFieldsSet,
  Source,
} from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction, type Tx } from '../db/pool';
import { cameBack } from '../erasure/erased-keys.sql';
import { applyFacts, type FactsContext } from './apply-facts';
import { lockCompaniesFirst } from './companies';
import { registrationFor } from './event-people';
import { claimAddress, resolveLeads } from './identity';

/** What was answered, by the id of the field. Ids of known fields become facts about the lead or the company; the others stay here. */
export type FormAnswers = Readonly<Record<string, string | number | boolean | null>>;

/** Where a visit came from: `source`, `medium`, `campaign`, `term`, `content`, `referrer`, as far as known. */
export type Touch = Readonly<Record<string, string>>;

/** A form as it was sent, checked by the API. */
export interface FormSubmission {
  /** Null: the form hands out no content. */
  readonly offerId: string | null;
  /** The content offer's address, or the form's own where there is none: what journeys listen for. */
  readonly offerSlug: string;
  readonly form?: { readonly id: string; readonly version: number };
  readonly email: string;
  readonly fields: FormAnswers;
  readonly language: Language;
  readonly wording: string;
  readonly wordingVersion: number;
  /** What was agreed to; null where the box stayed empty or there is none. */
  readonly consent?: { readonly purpose: ConsentPurpose; readonly channel: ConsentChannel } | null;
  /** The visitor, when `ripen.js` or an SDK has consent to say so. */
  readonly anonymousId: string | null;
  /** Made by the sender, who sends it again when the answer was lost; null: every call is a submission of its own. */
  readonly submissionId?: string | null;
  readonly source: Source;
  readonly touches?: { readonly first: Touch; readonly last: Touch };
}

const MAILS: FormSubmission['consent'] = { purpose: 'marketing', channel: 'email' };

/**
 * Keeps a submission and begins the delivery journey for it. The lead stays anonymous, and the submit gives no points, until the address is
 * confirmed. Returns the submission's id. The same id with the same address and form again changes nothing; with another it is another
 * submission, of somebody who went back and corrected the form.
 */
export async function submitForm(pool: Pool, form: FormSubmission, context: FactsContext): Promise<string> {
  return inTransaction(pool, async (tx) => {
    const asked = form.submissionId ?? null;
    const earlier = asked === null ? undefined : await submissionOf(tx, asked);
    if (asked !== null && earlier && isSame(earlier, form)) return asked;
    const id = asked === null || earlier !== undefined ? newId() : asked;
    const [leadId] = await resolveLeads(
      tx,
      [{ anonymousId: form.anonymousId ?? `submission:${id}`, userId: null }],
      context,
    );
    if (leadId === undefined) throw new TypeError('a submission has no lead');
    const now = await context.clock.now(tx);
    await insertSubmission(tx, form, { id, leadId, now });
    await applyFacts(tx, [submitted(form, { id, leadId, now })], context);
    return id;
  });
}

interface Place {
  readonly id: string;
  readonly leadId: string;
  readonly now: EpochMs;
}

async function insertSubmission(tx: Tx, form: FormSubmission, { id, leadId, now }: Place): Promise<void> {
  const { consent = MAILS, touches = { first: {}, last: {} }, source } = form;
  await tx.query(
    `INSERT INTO form_submission (id, offer_id, lead_id, email, fields, language, wording, wording_version, channel, campaign, referrer, submitted_at,
       form_id, form_version, consent_given, purpose, consent_channel, first_touch, last_touch)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, instant($12), $13, $14, $15, $16, $17, $18, $19)`,
    [
      id,
      form.offerId,
      leadId,
      form.email,
      form.fields,
      form.language,
      form.wording,
      form.wordingVersion,
      source.channel,
      source.campaign,
      source.referrer,
      now,
      form.form?.id ?? null,
      form.form?.version ?? null,
      consent !== null,
      consent?.purpose ?? 'marketing',
      consent?.channel ?? 'email',
      touches.first,
      touches.last,
    ],
  );
}

interface Earlier {
  email: string;
  offer_id: string | null;
  form_id: string | null;
}

function isSame(earlier: Earlier, form: FormSubmission): boolean {
  return (
    earlier.email === form.email && earlier.offer_id === form.offerId && earlier.form_id === (form.form?.id ?? null)
  );
}

/** What was sent under this id before, by whoever is not sending it at this moment: two tries at once are taken one after the other. */
async function submissionOf(tx: Tx, id: string): Promise<Earlier | undefined> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`submission:${id}`]);
  const { rows } = await tx.query<Earlier>('SELECT email, offer_id, form_id FROM form_submission WHERE id = $1', [id]);
  return rows[0];
}

function submitted(form: FormSubmission, { id, leadId, now }: Place): FactChange {
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
  offer_id: string | null;
  event_id: string | null;
  email: string;
  fields: FormAnswers;
  language: Language;
  wording: string;
  wording_version: number;
  consent_given: boolean;
  purpose: ConsentPurpose;
  consent_channel: ConsentChannel;
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
      `SELECT s.id, s.lead_id, l.known AS lead_known, l.email AS lead_email, coalesce(o.slug, f.slug, '') AS slug, s.offer_id, f.event_id,
         s.email, s.fields, s.language, s.wording, s.wording_version, s.consent_given, s.purpose, s.consent_channel,
         s.channel, s.campaign, s.referrer, s.confirmed_at
       FROM form_submission s JOIN lead l ON l.id = s.lead_id LEFT JOIN offer o ON o.id = s.offer_id LEFT JOIN form f ON f.id = s.form_id WHERE s.id = $1`,
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
    const registration =
      row.event_id === null
        ? []
        : await registrationFor(tx, { eventId: row.event_id, leadId, at: now, source: sourceOf(row) });
    await applyFacts(tx, [...confirmedFacts(row, leadId, now), ...registration], context);
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

const LEAD_ANSWERS = ['firstName', 'lastName', 'position', 'department', 'phone', 'country'] as const;

function companySaid({ fields }: SubmissionRow): LeadFieldsSet['company'] {
  const { company: name, employees, industry } = fields;
  const said = {
    ...(typeof name === 'string' && name.trim() !== '' ? { name } : {}),
    ...(typeof employees === 'number' ? { employees } : {}),
    ...(typeof industry === 'string' && industry !== '' ? { industry } : {}),
  };
  return Object.keys(said).length === 0 ? null : said;
}

function personSaid({ fields }: SubmissionRow): LeadFieldsSet['lead'] {
  return Object.fromEntries(
    LEAD_ANSWERS.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

function sourceOf({ channel, campaign, referrer }: SubmissionRow): Source {
  return { channel, campaign, referrer };
}

function confirmedFacts(row: SubmissionRow, leadId: string, now: EpochMs): FactChange[] {
  const base = { leadId, occurredAt: now };
  const facts: FactChange[] = [
    { ...base, kind: 'known', dedupeKey: `confirmed:${row.id}:known` },
    {
      ...base,
      kind: 'fields',
      dedupeKey: `confirmed:${row.id}:fields`,
      lead: { ...personSaid(row), email: row.email, language: row.language },
      company: companySaid(row),
    },
  ];
  if (row.consent_given) facts.push(consentOf(row, leadId, now));
  facts.push({
    ...base,
    kind: 'touchpoint',
    dedupeKey: `confirmed:${row.id}:offer`,
    type: row.offer_id === null ? 'form_confirmed' : 'content_requested',
    properties: { submissionId: row.id, offerSlug: row.slug },
    source: sourceOf(row),
    enrollmentId: null,
  });
  return facts;
}

function consentOf(row: SubmissionRow, leadId: string, now: EpochMs): FactChange {
  return {
    leadId,
    occurredAt: now,
    kind: 'consent',
    dedupeKey: `confirmed:${row.id}:consent`,
    purpose: row.purpose,
    channel: row.consent_channel,
    state: 'granted',
    proof: {
      via: `form:${row.slug}`,
      wording: row.wording,
      wordingVersion: row.wording_version,
      confirmedAt: now,
      submissionId: row.id,
    },
  };
}
