import type { EpochMs, FactChange } from '@ripen/domain';
import type { Clock } from '../db/clock';
import { askAside, together, type Tx } from '../db/pool';
import { type Around, readAround } from './around';
import { enrolByEvents } from './enrol';
import { type CompanyWork, hearOfCompanies, NO_COMPANIES, workOnCompanies, writeCompanies } from './companies';
import { lockLeads } from './facts.repository';
import { appendStages, appendToLedger, type Recorded } from './ledger.sql';
import { blankLead, type LeadRow } from './lead.mapper';
import { type Heard, hearInOrder } from './latest-word';
import { applyChange, type LeadWork, scoreWork, setCustomFields, setLeadFields, startWork } from './lead-work';
import { announceRecorded, announceStages } from '../webhooks/announce-facts';
import { settleWaits } from './waits';
import { bearLeads, nameLeads, writeConsents, writeLeads } from './write.sql';

export interface FactsContext {
  readonly clock: Clock;
}

export interface AppliedFacts {
  /** Changes that the ledger took. */
  readonly recorded: number;
  /** Changes whose key was there before: dropped. */
  readonly duplicates: number;
  /** Enrollments that the changes began or woke. */
  readonly poked: readonly string[];
}

const MAX_REDIRECTS = 3;

/** A lead that the caller brings into being with its first facts. */
export interface BornLead {
  readonly id: string;
  /** Under which name of a system of the customer's it is known; null: none. */
  readonly externalId: string | null;
}

/**
 * The only way facts about leads and companies change. Inside the caller's transaction: locks (company < lead, ascending), appends to the
 * ledger, scores again, settles open waits, begins journeys whose triggers match, and writes the pokes. A change whose `dedupeKey` is in
 * the ledger is dropped whole. Changes of a merged lead go to the lead it was merged into; of a vanished one nowhere.
 */
export async function applyFacts(tx: Tx, changes: readonly FactChange[], context: FactsContext): Promise<AppliedFacts> {
  if (changes.length === 0) return { recorded: 0, duplicates: 0, poked: [] };
  const companies = await workOnCompanies(
    tx,
    changes.filter((change) => change.kind === 'fields'),
  );
  return applyToLocked(tx, { ...(await lockAddressees(tx, changes, context)), companies });
}

/**
 * The same for many rows at once, some of them of leads that are born by it. The caller holds companies and leads locked, none of them merged; those that
 * are born are written once, whole, and nobody can wait for them. Throws a lost race where somebody else was faster with an address or an
 * external id of theirs.
 */
export function applyToLeadsAndBirths(
  tx: Tx,
  { leads, born, ...work }: Locked & { companies: CompanyWork; born: readonly BornLead[] },
): Promise<AppliedFacts> {
  if (work.changes.length === 0) return Promise.resolve({ recorded: 0, duplicates: 0, poked: [] });
  return applyToLocked(tx, { ...work, born, leads: [...leads, ...born.map(({ id }) => blankLead(id, work.now))] });
}

/** Touchpoints of leads that the caller holds locked, none of them merged. `now`: read behind the locks. */
export function applyTouchpoints(tx: Tx, locked: Locked): Promise<AppliedFacts> {
  return applyToLocked(tx, { ...locked, companies: NO_COMPANIES });
}

export interface Locked {
  readonly leads: readonly LeadRow[];
  readonly changes: readonly FactChange[];
  readonly now: EpochMs;
}

async function applyToLocked(
  tx: Tx,
  { leads, changes, now, companies, born = [] }: Locked & { companies: CompanyWork; born?: readonly BornLead[] },
): Promise<AppliedFacts> {
  const [recorded, around] = await together(tx, () => [appendToLedger(tx, changes, now), readAround(tx, leads)]);
  if (born.length === 0) await writeConsents(tx, recorded, now);
  const heard = await hearInOrder(tx, recorded, {
    companyOf: ({ company }) => (company && companies.about.get(company)) ?? null,
    born: new Set(born.map(({ id }) => id)),
  });
  hearOfCompanies(companies, heard);
  await writeCompanies(tx, companies);
  const poked = await applyRecorded(tx, { leads, recorded, heard, companies, around, now, born });
  return { recorded: recorded.length, duplicates: changes.length - recorded.length, poked };
}

interface Recording {
  readonly leads: readonly LeadRow[];
  readonly recorded: readonly Recorded[];
  readonly heard: readonly Heard[];
  readonly companies: CompanyWork;
  readonly around: Around;
  readonly now: EpochMs;
  readonly born: readonly BornLead[];
}

async function applyRecorded(tx: Tx, recording: Recording): Promise<string[]> {
  const { leads, recorded, heard, companies, around, now, born } = recording;
  const touched = new Set(recorded.map(({ change }) => change.leadId));
  const works = beginWorks(
    leads.filter((lead) => touched.has(lead.id)),
    around,
    companies,
  );
  for (const entry of recorded) {
    const work = works.get(entry.change.leadId);
    if (work) applyChange(work, entry, around.model, now);
  }
  for (const { change } of heard) {
    const work = works.get(change.leadId);
    if (!work) continue;
    setLeadFields(work.row, change.lead);
    setCustomFields(work.row, change.custom);
  }
  const bornIds = new Set(born.map(({ id }) => id));
  const poked = await finishWorks(tx, [...works.values()], {
    around,
    now,
    ...(born.length === 0
      ? {}
      : {
          write: async (all: readonly LeadWork[]) => {
            bearLeads(
              tx,
              all.filter(({ row }) => bornIds.has(row.id)).map(({ row }) => row),
            );
            nameLeads(tx, born);
            writeLeads(
              tx,
              all.filter(({ row }) => !bornIds.has(row.id)),
            );
            await writeConsents(tx, recorded, now);
          },
        }),
  });
  announceRecorded(tx, around.listeners, { recorded, works });
  return poked;
}

/** Scores, writes and lets waits and triggers see what changed. The leads are locked; returns the enrollments that were poked. */
export async function finishWorks(
  tx: Tx,
  works: readonly LeadWork[],
  {
    around,
    now,
    write = (all) => writeLeads(tx, all),
  }: {
    around: Pick<Around, 'model' | 'journeys' | 'waits' | 'listeners'>;
    now: EpochMs;
    write?: (works: readonly LeadWork[]) => Promise<void> | void;
  },
): Promise<string[]> {
  for (const work of works) scoreWork(work, around.model, now);
  await write(works);
  appendStages(
    tx,
    works.flatMap(({ row, stageMove }) =>
      stageMove ? [{ leadId: row.id, from: stageMove.from, to: stageMove.to, cell: row.cell, at: stageMove.at }] : [],
    ),
    now,
  );
  announceStages(tx, around.listeners, works);
  const enrolled = await enrolByEvents(tx, works, { journeys: around.journeys, now });
  const woken = settleWaits(tx, works, { waits: around.waits, now });
  const poked = [...new Set([...enrolled, ...woken])].sort();
  if (poked.length > 0) askAside(tx, { name: 'poke', text: 'SELECT poke($1, $2)', values: ['enrollment', poked] });
  return poked;
}

/** Begins the work on locked leads, each with its company as it is after the changes; `companies`: those that the changes speak of. */
export function beginWorks(
  leads: readonly LeadRow[],
  around: Around,
  companies: CompanyWork = NO_COMPANIES,
): Map<string, LeadWork> {
  return new Map(
    leads.map((lead) => {
      const companyId = companies.ofLead.get(lead.id) ?? lead.company_id;
      const company =
        companyId === null ? null : (companies.rows.get(companyId) ?? around.companies.get(companyId) ?? null);
      return [lead.id, startWork({ was: lead, row: { ...lead, company_id: companyId } }, company)];
    }),
  );
}

/** Locks the leads that the changes are about; one that was merged meanwhile is replaced by the lead that it was merged into. */
async function lockAddressees(tx: Tx, changes: readonly FactChange[], { clock }: FactsContext): Promise<Locked> {
  let addressed = [...changes];
  for (let round = 0; round < MAX_REDIRECTS; round += 1) {
    const ids = [...new Set(addressed.map((change) => change.leadId))].sort();
    // The clock is read behind the locks: whoever waited for them comes later by it as well.
    const [leads, now] = await together(tx, () => [lockLeads(tx, ids), clock.now(tx)]);
    const merged = new Map(
      leads.flatMap((lead) => (lead.merged_into === null ? [] : [[lead.id, lead.merged_into] as const])),
    );
    const present = new Set(leads.map((lead) => lead.id));
    addressed = addressed.filter((change) => present.has(change.leadId));
    if (merged.size === 0) return { leads, changes: addressed, now };
    addressed = addressed.map((change) => ({ ...change, leadId: merged.get(change.leadId) ?? change.leadId }));
  }
  throw new Error('merge_chain_too_long');
}
