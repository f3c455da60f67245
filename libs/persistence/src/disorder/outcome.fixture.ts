import type { Pool } from 'pg';
import type { Person } from './person.fixture';

/** What must not depend on when and how often anything arrived: one text per fact. */
export type Outcome = readonly string[];

/** The surviving leads that a person's browsers and account lead to, with everything that hangs on them. */
const OUTCOME = /* sql */ `
WITH who AS (
  SELECT DISTINCT p.seed, coalesce(l.merged_into, l.id) AS id
  FROM unnest($1::int[], $2::text[]) p(seed, value) JOIN lead_identity i ON i.value = p.value JOIN lead l ON l.id = i.lead_id)
SELECT w.seed, jsonb_build_object(
  'lead', jsonb_build_array(l.known, l.email, l.position, l.phone, l.language, l.merged_into, l.category_by_hand),
  'company', (SELECT jsonb_build_array(c.name, c.employees, c.industry) FROM company c WHERE c.id = l.company_id),
  'score', jsonb_build_array(l.raw_points_milli, l.points_milli, l.touchpoint_count, l.careers_count, l.grade, l.band, l.cell, l.stage, l.category,
    l.pseudo_reason, l.answered, l.criteria),
  'lastTouched', ms(l.last_touched_at),
  'identities', (SELECT jsonb_agg(i.kind || ':' || i.value ORDER BY i.kind, i.value) FROM lead_identity i WHERE i.lead_id = l.id),
  'consents', (SELECT jsonb_agg(d.state ORDER BY d.purpose, d.channel) FROM (SELECT DISTINCT ON (purpose, channel) purpose, channel, state FROM consent
    WHERE lead_id = l.id ORDER BY purpose, channel, at DESC, id DESC) d),
  'ledger', (SELECT jsonb_agg(e.dedupe_key || ' ' || e.kind || ' ' || coalesce(e.type, '') || ' ' || ms(e.occurred_at) ORDER BY e.dedupe_key)
    FROM ledger_entry e WHERE e.lead_id = l.id AND e.kind NOT IN ('stage', 'merged')),
  'journeys', (SELECT jsonb_agg(j.name || ' ' || n.status || ' ' || coalesce(n.end_reason, t.node_id) ORDER BY j.name, n.entry_key)
    FROM enrollment n JOIN journey j ON j.id = n.journey_id LEFT JOIN token t ON t.enrollment_id = n.id
    WHERE n.lead_id = l.id AND n.entry_key NOT LIKE 'merged:%')
)::text AS outcome
FROM who w JOIN lead l ON l.id = w.id ORDER BY w.seed, outcome`;

/** By seed. Two leads of one person are two texts. */
export async function outcomes(pool: Pool, people: readonly Person[]): Promise<Map<number, Outcome>> {
  const named = people.flatMap(({ seed, userId, visitors }) => [userId, ...visitors].map((value) => ({ seed, value })));
  const { rows } = await pool.query<{ seed: number; outcome: string }>(OUTCOME, [
    named.map(({ seed }) => seed),
    named.map(({ value }) => value),
  ]);
  const found = new Map<number, string[]>(people.map(({ seed }) => [seed, []]));
  for (const row of rows) found.get(row.seed)?.push(row.outcome);
  return found;
}
