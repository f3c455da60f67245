import { SUBJECT_TYPES, type SubjectType } from '@ripen/contracts/temporal';
import type { Tx } from '../db/pool';
import {
  removeSampleCompanies,
  removeSampleJourneys,
  removeSampleOffers,
  removeSampleUsers,
  removeSampleWebsite,
} from './sample.sql';

/** How many rows went, and how many lost the sample mark because real ones hang on them. */
export interface RemovedSample {
  readonly leads: number;
  readonly companies: number;
  readonly journeys: number;
  readonly offers: number;
  readonly users: number;
  readonly kept: { readonly journeys: number; readonly offers: number; readonly users: number };
}

/** Leads per statement: each stays far below the statement limit. */
const CHUNK = 25;

/**
 * Takes the sample data out, in the caller's transaction: sample leads with all that hangs on them, and what came with them unless real
 * leads have used it since. Team, model and policies stay. The workflows of the vanished rows are poked: they find nothing and end.
 */
export async function removeSample(tx: Tx): Promise<RemovedSample> {
  await tx.query('SELECT 1 FROM workspace FOR UPDATE');
  for (const ids of chunks((await sampleLeads(tx)).map(({ id }) => id).sort())) {
    await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
  }
  // Read again under the locks: nobody is merged into these leads any more.
  const leads = await sampleLeads(tx);
  for (const part of chunks(leads))
    await removeLeads(
      tx,
      part.map(({ id }) => id),
    );
  const companies = await removeSampleCompanies(
    tx,
    leads.flatMap(({ company_id }) => company_id ?? []),
  );
  const journeys = await removeSampleJourneys(tx);
  const offers = await removeSampleOffers(tx);
  const users = await removeSampleUsers(tx);
  await removeSampleWebsite(tx);
  await tx.query('UPDATE workspace SET example_installed_at = NULL');
  return {
    leads: leads.length,
    companies,
    journeys: journeys.removed,
    offers: offers.removed,
    users: users.removed,
    kept: { journeys: journeys.kept, offers: offers.kept, users: users.kept },
  };
}

interface SampleLead {
  id: string;
  company_id: string | null;
}

/** Sample leads and whoever was merged into one; the merged ones first, since they point to the others. */
async function sampleLeads(tx: Tx): Promise<SampleLead[]> {
  const { rows } = await tx.query<SampleLead>(
    `WITH RECURSIVE gone(id, company_id, depth) AS (
       SELECT id, company_id, 0 FROM lead WHERE sample
       UNION ALL SELECT l.id, l.company_id, g.depth + 1 FROM lead l JOIN gone g ON l.merged_into = g.id)
     SELECT id, company_id FROM gone GROUP BY id, company_id ORDER BY max(depth) DESC, id`,
  );
  return rows;
}

/** Takes leads out of the database with all that hangs on them; their workflows find nothing and end. The caller holds them locked. */
export async function removeLeads(tx: Tx, leadIds: readonly string[]): Promise<void> {
  for (const type of SUBJECT_TYPES) await wakeWorkflows(tx, type, leadIds);
  for (const table of ['handoff', 'enrollment', 'form_submission'])
    await tx.query(`DELETE FROM ${table} WHERE lead_id = ANY ($1)`, [leadIds]);
  await tx.query('DELETE FROM lead WHERE id = ANY ($1)', [leadIds]);
}

async function wakeWorkflows(tx: Tx, type: SubjectType, leadIds: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT poke($2, coalesce(array_agg(id), '{}')) FROM ${type} WHERE lead_id = ANY ($1) AND status <> 'ended'`,
    [leadIds, type],
  );
}

function chunks<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) =>
    all.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
