import type { Tx } from '../db/pool';

/** Of the rows of one kind that carried the sample mark. */
export interface Swept {
  readonly removed: number;
  /** Used by real ones: they stay and lose the mark. */
  readonly kept: number;
}

/** Marks a lead as one of the example workspace, to be removed with it. */
export async function markSampleLead(tx: Tx, leadId: string): Promise<void> {
  await tx.query('UPDATE lead SET sample = true WHERE id = $1', [leadId]);
}

/** Removes those companies of removed leads that nobody else belongs to. Returns how many. */
export async function removeSampleCompanies(tx: Tx, companyIds: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    'DELETE FROM company c WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM lead l WHERE l.company_id = c.id)',
    [companyIds],
  );
  return rowCount ?? 0;
}

/** Removes sample journeys that nobody is or was in. The sample leads are gone already. */
export async function removeSampleJourneys(tx: Tx): Promise<Swept> {
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM journey WHERE sample ORDER BY id FOR UPDATE');
  const ids = rows.map(({ id }) => id);
  // A statement of its own: under the rows' locks nobody enters any more.
  const unused = await tx.query<{ id: string }>(
    'SELECT id FROM journey j WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM enrollment e WHERE e.journey_id = j.id)',
    [ids],
  );
  const removed = unused.rows.map(({ id }) => id);
  await tx.query('UPDATE journey SET live_version_id = NULL WHERE id = ANY ($1)', [removed]);
  await tx.query('DELETE FROM journey WHERE id = ANY ($1)', [removed]);
  return { removed: removed.length, kept: await unmark(tx, 'journey') };
}

/** Removes sample offers that nobody asked for and that no journey names. */
export async function removeSampleOffers(tx: Tx): Promise<Swept> {
  const { rowCount } = await tx.query(
    `DELETE FROM offer o WHERE sample AND NOT EXISTS (SELECT FROM form_submission s WHERE s.offer_id = o.id)
       AND NOT EXISTS (SELECT FROM journey j LEFT JOIN journey_version v ON v.id = j.live_version_id
         WHERE strpos(j.draft::text || coalesce(v.graph::text, ''), '"' || o.slug || '"') > 0)`,
  );
  return { removed: rowCount ?? 0, kept: await unmark(tx, 'offer') };
}

/** Where a person's name stands that must not be lost. Membership and lead of a team are not among them: the team stays without. */
const OWNS = [
  ['lead', 'owner_id'],
  ['handoff', 'owner_id'],
  ['feedback', 'given_by'],
  ['handoff_note', 'author_id'],
  ['effect', 'user_id'],
  ['effect', 'acknowledged_by'],
  ['journey', 'draft_saved_by'],
  ['journey_version', 'published_by'],
  ['scoring_model', 'published_by'],
  ['form_version', 'published_by'],
  ['api_key', 'created_by'],
] as const;

/** Removes made-up people who own nothing. Who was given a real address is nobody's example any more. */
export async function removeSampleUsers(tx: Tx): Promise<Swept> {
  const free = OWNS.map(([table, column]) => `AND NOT EXISTS (SELECT FROM ${table} x WHERE x.${column} = u.id)`).join(
    ' ',
  );
  const { rows } = await tx.query<{ id: string }>(
    `SELECT u.id FROM app_user u WHERE u.sample AND u.email LIKE '%.example' ${free}
       AND NOT EXISTS (SELECT FROM handoff h WHERE h.state <> 'closed' AND u.id = ANY (h.offers)) ORDER BY u.id FOR UPDATE`,
  );
  const ids = rows.map(({ id }) => id);
  await tx.query('UPDATE team SET manager_id = NULL WHERE manager_id = ANY ($1)', [ids]);
  await tx.query('UPDATE team SET last_assigned = NULL WHERE last_assigned = ANY ($1)', [ids]);
  await tx.query('DELETE FROM app_user WHERE id = ANY ($1)', [ids]);
  return { removed: ids.length, kept: await unmark(tx, 'app_user') };
}

/** Removes the write key of the sample website, and what takes its pages for topic pages. */
export async function removeSampleWebsite(tx: Tx): Promise<void> {
  await tx.query('DELETE FROM api_key WHERE sample');
  await tx.query(
    `UPDATE workspace SET settings = jsonb_set(settings, '{touchpointMapping,pages}', (
       SELECT coalesce(jsonb_agg(page ORDER BY place), '[]') FROM jsonb_array_elements(settings #> '{touchpointMapping,pages}') WITH ORDINALITY AS x(page, place)
       WHERE page ->> 'prefix' NOT LIKE '/example/%'))
     WHERE jsonb_typeof(settings #> '{touchpointMapping,pages}') = 'array'`,
  );
}

async function unmark(tx: Tx, table: 'journey' | 'offer' | 'app_user'): Promise<number> {
  const { rowCount } = await tx.query(`UPDATE ${table} SET sample = false WHERE sample`);
  return rowCount ?? 0;
}
