import type { CompiledModel } from '@ripen/scoring';
import { together, type Tx } from '../db/pool';
import { type LiveJourney, liveJourneys } from '../loop/journey.repository';
import { type Listener, webhookListeners } from '../webhooks/announce';
import type { CompanyRow, LeadRow } from './lead.mapper';
import { activeModel } from './model.repository';
import { openWaits, type WaitRow } from './waits';

/** What decides what a change of facts about some leads does, beside the leads themselves. */
export interface Around {
  readonly model: CompiledModel | null;
  readonly journeys: readonly LiveJourney[];
  /** The companies that the leads belong to, by id. */
  readonly companies: ReadonlyMap<string, CompanyRow>;
  /** The leads' open waits, by id. */
  readonly waits: readonly WaitRow[];
  /** The endpoints of others that are told what happens. */
  readonly listeners: readonly Listener[];
}

/** Reads what is around leads that the caller holds locked: one trip. */
export async function readAround(tx: Tx, leads: readonly LeadRow[]): Promise<Around> {
  const [model, journeys, companies, waits, listeners] = await together(tx, () => [
    activeModel(tx),
    liveJourneys(tx),
    readCompanies(
      tx,
      leads.flatMap((lead) => lead.company_id ?? []),
    ),
    openWaits(
      tx,
      leads.map((lead) => lead.id),
    ),
    webhookListeners(tx),
  ]);
  return { model, journeys, companies, waits, listeners };
}

async function readCompanies(tx: Tx, ids: readonly string[]): Promise<Map<string, CompanyRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<CompanyRow>({
    name: 'read-companies',
    text: 'SELECT id, name, domain, relationship, employees, industry, country, zone FROM company WHERE id = ANY ($1)',
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
