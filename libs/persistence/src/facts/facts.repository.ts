import type { Consent, Feedback, LeadFacts, Touchpoint } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { type CompanyRow, leadColumns, type LeadRow, toCompany, toLead, toScore } from './lead.mapper';

/** What a decision asked to have loaded; lead, company, score and consents always are. */
export interface FactNeeds {
  readonly touchpoints: boolean;
  readonly feedback: boolean;
}

/** Locks leads in ascending order of their ids and returns them as they are under the lock. Merged and missing ids are left out. */
export async function lockLeads(tx: Tx, ids: readonly string[]): Promise<LeadRow[]> {
  const { rows } = await tx.query<LeadRow>({
    name: 'lock-leads',
    text: `SELECT ${leadColumns('l')} FROM lead l WHERE l.id = ANY ($1) ORDER BY l.id FOR UPDATE`,
    values: [ids],
  });
  return rows;
}

/** Locks companies in ascending order of their ids: before any lead. */
export async function lockCompanies(tx: Tx, ids: readonly string[]): Promise<CompanyRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.query<CompanyRow>({
    name: 'lock-companies',
    text: `SELECT id, name, domain, relationship, employees, industry, country, zone FROM company WHERE id = ANY ($1) ORDER BY id FOR UPDATE`,
    values: [ids],
  });
  return rows;
}

/** What stands around a lead, as one SELECT reads it. */
export interface SurroundingsRow {
  lead_id: string;
  company: CompanyRow | null;
  consents: Consent[];
  suppressed: boolean;
  touchpoints: Touchpoint[] | null;
  feedback: Feedback[] | null;
}

/** The latest word about consent comes first: by when it was said, whenever it arrived; of two at one instant, the *no*. */
export const LATEST_WORD = `at DESC, state DESC, id DESC`;

/** The SELECT list of what stands around a lead `l` whatever is asked for: for statements that read more in the same round trip. */
export const NEAR_COLUMNS = /* sql */ `
  (SELECT to_jsonb(c) FROM (SELECT id, name, domain, relationship, employees, industry, country, zone FROM company WHERE id = l.company_id) c) AS company,
  coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', d.purpose, 'channel', d.channel, 'state', d.state, 'at', ms(d.at)))
    FROM (SELECT DISTINCT ON (purpose, channel) purpose, channel, state, at FROM consent WHERE lead_id = l.id
      ORDER BY purpose, channel, ${LATEST_WORD}) d), '[]') AS consents,
  l.email IS NOT NULL AND EXISTS (SELECT FROM suppression WHERE address_hash = suppression_key(l.email)) AS suppressed`;

const SURROUNDINGS = /* sql */ `
SELECT l.id AS lead_id, ${NEAR_COLUMNS},
  CASE WHEN $2 THEN coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id::text, 'type', t.type, 'occurredAt', ms(t.occurred_at), 'receivedAt',
      ms(t.received_at), 'properties', t.data, 'source', jsonb_build_object('channel', t.channel, 'campaign', t.campaign, 'referrer', t.referrer),
      'enrollmentId', t.enrollment_id) ORDER BY t.occurred_at, t.id)
    FROM ledger_entry t WHERE t.lead_id = l.id AND t.kind = 'touchpoint'), '[]') END AS touchpoints,
  CASE WHEN $3 THEN coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'handoffId', f.handoff_id, 'kind', f.kind, 'reason', f.reason,
      'unmet', f.unmet, 'answers', f.answers, 'amount', f.amount, 'currency', f.currency, 'at', ms(f.at)) ORDER BY f.at, f.id)
    FROM feedback f WHERE f.lead_id = l.id), '[]') END AS feedback
FROM lead l WHERE l.id = ANY ($1)`;

/** The facts of leads that the caller holds locked, by lead id. */
export async function loadFacts(tx: Tx, leads: readonly LeadRow[], needs: FactNeeds): Promise<Map<string, LeadFacts>> {
  const { rows } = await tx.query<SurroundingsRow>({
    name: 'lead-surroundings',
    text: SURROUNDINGS,
    values: [leads.map((lead) => lead.id), needs.touchpoints, needs.feedback],
  });
  const around = new Map(rows.map((row) => [row.lead_id, row]));
  return new Map(
    leads.flatMap((lead) => {
      const row = around.get(lead.id);
      return row ? [[lead.id, assembleFacts(lead, row)] as const] : [];
    }),
  );
}

/** Facts out of a lead's row and what stands around it; history that was not read is empty. */
export function assembleFacts(lead: LeadRow, row: Omit<SurroundingsRow, 'lead_id'>): LeadFacts {
  return {
    lead: toLead(lead),
    company: row.company === null ? null : toCompany(row.company),
    score: toScore(lead),
    consents: row.consents,
    suppressed: row.suppressed,
    touchpoints: row.touchpoints ?? [],
    feedback: row.feedback ?? [],
  };
}
