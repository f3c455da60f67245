import type { FactChange } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { applyToLeadsAndBirths, type FactsContext } from '../facts/apply-facts';
import type { CompanyWork } from '../facts/companies';
import { sayOfCompanies } from '../facts/company-words';
import { nameLeads } from '../facts/write.sql';
import { decideRow, type Decision, type Taken } from './decide-row';
import type { ImportPlan } from './plan';
import { isRefused, type ReadRow, readRow, type RefusedRow, type StagedRow } from './read-row';
import type { Decided } from './report';
import { lockAround, lookAround, type World } from './world.sql';

/** Says what would become of rows, and changes nothing. */
export async function checkRows(tx: Tx, rows: readonly StagedRow[], plan: ImportPlan): Promise<Decided> {
  const { good, refused } = readAll(rows, plan);
  return decideAll(good, refused, { world: await lookAround(tx, good, plan), plan });
}

const LOOKS = 3;

/**
 * Writes rows in the caller's transaction: people and companies that are new, what is new of those who are there, consent, and what became of
 * each row. Every change is a fact with a key of its own, so that ledger, scores, triggers and waits are right and nothing comes twice.
 */
export async function writeRows(
  tx: Tx,
  rows: readonly StagedRow[],
  { plan, context }: { plan: ImportPlan; context: FactsContext },
): Promise<Decided> {
  const { good, refused } = readAll(rows, plan);
  const world = await locked(tx, good, plan);
  const decided = decideAll(good, refused, { world, plan });
  if (plan.kind === 'leads') await writePeople(tx, decided.decisions, { world, plan, context });
  else await writeCompanies(tx, decided.decisions, { world, plan });
  await keepResults(tx, decided, { world, plan });
  return decided;
}

async function locked(tx: Tx, rows: readonly ReadRow[], plan: ImportPlan): Promise<World> {
  for (let look = 0; look < LOOKS; look += 1) {
    const world = await lockAround(tx, rows, plan);
    if (world !== null) return world;
  }
  throw new Error('merge_chain_too_long');
}

function readAll(rows: readonly StagedRow[], plan: ImportPlan): { good: ReadRow[]; refused: RefusedRow[] } {
  const good: ReadRow[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const read = readRow(row, plan);
    if (isRefused(read)) refused.push(read);
    else good.push(read);
  }
  return { good, refused };
}

function decideAll(
  good: readonly ReadRow[],
  refused: readonly RefusedRow[],
  { world, plan }: { world: World; plan: ImportPlan },
): Decided {
  const taken: Taken = { emails: new Map(), companies: new Map() };
  const decisions: Decision[] = [];
  const late: RefusedRow[] = [];
  for (const row of good) {
    const decision = decideRow(row, { world, plan, taken });
    if ('reason' in decision) late.push({ number: row.number, reason: decision.reason, detail: null });
    else decisions.push(decision);
  }
  return { decisions, refused: [...refused, ...late] };
}

interface Writing {
  readonly world: World;
  readonly plan: ImportPlan;
  readonly context: FactsContext;
}

async function writePeople(tx: Tx, decisions: readonly Decision[], { world, plan, context }: Writing): Promise<void> {
  const acting = decisions.filter(({ outcome }) => outcome !== 'unchanged');
  const about = new Map(
    acting.flatMap(({ company, companyId }) =>
      company === null || companyId === null ? [] : [[company, companyId] as const],
    ),
  );
  const companies: CompanyWork = {
    about,
    ofLead: new Map(),
    rows: new Map(world.companies),
    changed: new Set(),
    born: world.bornCompanies,
  };
  const born = acting.flatMap(({ outcome, leadId, newExternalId }) =>
    outcome === 'created' && leadId !== null ? [{ id: leadId, externalId: newExternalId }] : [],
  );
  const ids = new Set(acting.map(({ leadId }) => leadId));
  const leads = [...world.leads.values()].filter(({ id }) => ids.has(id));
  const changes = acting.flatMap((decision) => changesOf(decision, plan));
  const now = await context.clock.now(tx);
  await applyToLeadsAndBirths(tx, { leads, changes, now, companies, born });
  nameLeads(
    tx,
    acting.flatMap(({ outcome, leadId, newExternalId }) =>
      outcome === 'changed' && leadId !== null && newExternalId !== null
        ? [{ id: leadId, externalId: newExternalId }]
        : [],
    ),
  );
}

function changesOf(
  { row, outcome, leadId, lead, custom, company, consents }: Decision,
  plan: ImportPlan,
): FactChange[] {
  if (leadId === null) return [];
  const key = rowKey(plan.importId, row.number);
  const base = { leadId, occurredAt: plan.at };
  const changes: FactChange[] = [];
  const own = Object.keys(custom).length > 0 ? { custom } : {};
  if (Object.keys(lead).length > 0 || 'custom' in own || company !== null)
    changes.push({ ...base, dedupeKey: key, kind: 'fields', lead, company, ...own });
  if (outcome === 'created') changes.push({ ...base, dedupeKey: `${key}:known`, kind: 'known' });
  const { consent } = plan.options;
  if (consents && consent !== null && row.consent !== null) {
    const { at, wording, where } = row.consent;
    const said = where === '' ? wording : `${wording} (${where})`;
    const proof = {
      via: `import:${plan.importId}`,
      wording: said,
      wordingVersion: null,
      confirmedAt: null,
      submissionId: null,
    };
    changes.push({
      ...base,
      occurredAt: at,
      dedupeKey: `${key}:consent`,
      kind: 'consent',
      purpose: consent.purpose,
      channel: consent.channel,
      state: 'granted',
      proof,
    });
  }
  return changes;
}

/** The key of what one row says, in the ledger: the same row of the same import is one fact. */
export function rowKey(importId: string, number: number): string {
  return `import:${importId}:${number}`;
}

async function writeCompanies(
  tx: Tx,
  decisions: readonly Decision[],
  { world, plan }: Omit<Writing, 'context'>,
): Promise<void> {
  const said = decisions.flatMap(({ row, company, companyId }) =>
    company === null || companyId === null
      ? []
      : [{ companyId, occurredAt: plan.at, dedupeKey: rowKey(plan.importId, row.number), fields: company }],
  );
  await sayOfCompanies(tx, said, { rows: world.companies, born: world.bornCompanies });
}

interface ResultRow {
  number: number;
  outcome: string;
  reason?: string;
  detail?: string;
  lead_id?: string;
  company_id?: string;
  before?: object;
}

async function keepResults(
  tx: Tx,
  { decisions, refused }: Decided,
  { world, plan }: Omit<Writing, 'context'>,
): Promise<void> {
  const toldOf = new Set<string>();
  const results: ResultRow[] = decisions.map(({ row, outcome, leadId, companyId, before }) => {
    // A company is the work of the row that named it first.
    const made = companyId !== null && world.bornCompanies.has(companyId) && !toldOf.has(companyId);
    if (made) toldOf.add(companyId);
    const concerned =
      made || (companyId !== null && (plan.kind === 'companies' || Object.keys(before.company).length > 0));
    return {
      number: row.number,
      outcome,
      ...(leadId === null ? {} : { lead_id: leadId }),
      ...(concerned ? { company_id: companyId } : {}),
      ...(outcome === 'changed' || Object.keys(before.company).length > 0
        ? { before: { ...before, companyMade: made } }
        : made
          ? { before: { companyMade: true } }
          : {}),
    };
  });
  for (const { number, reason, detail } of refused)
    results.push({ number, outcome: 'refused', reason, ...(detail === null ? {} : { detail }) });
  await tx.query({
    name: 'import-results',
    text: `INSERT INTO import_result (import_id, number, outcome, reason, detail, lead_id, company_id, before)
      SELECT $1, x.number, x.outcome, x.reason, x.detail, x.lead_id, x.company_id, x.before
      FROM jsonb_to_recordset($2) AS x(number int, outcome text, reason text, detail text, lead_id uuid, company_id uuid, before jsonb)`,
    values: [plan.importId, JSON.stringify(results)],
  });
}
