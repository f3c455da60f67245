import type { Tx } from '../db/pool';
import { erasedAmong } from '../erasure/erased-keys.sql';
import { lockCompanies, lockLeads } from '../facts/facts.repository';
import { nameCompanies } from '../facts/companies';
import { type CompanyRow, leadColumns, type LeadRow } from '../facts/lead.mapper';
import type { ImportPlan } from './plan';
import type { CompanyValues, ReadRow } from './read-row';

/** Who and what is there already of what some rows speak about. */
export interface World {
  readonly leads: ReadonlyMap<string, LeadRow>;
  /** External id → lead. */
  readonly byExternalId: ReadonlyMap<string, string>;
  /** Address, lower case → lead. */
  readonly byEmail: ReadonlyMap<string, string>;
  /** Leads that this system knows under another name already. */
  readonly named: ReadonlyMap<string, string>;
  readonly companies: ReadonlyMap<string, CompanyRow>;
  /** What a row says of a company → that company. */
  readonly companyOf: ReadonlyMap<CompanyValues, string>;
  /** Companies that were made just now for these rows. */
  readonly bornCompanies: ReadonlySet<string>;
  /** Addresses and external ids of people who were erased and did not come back by themselves. */
  readonly erased: ReadonlySet<string>;
  /** Leads who have said something already about the purpose and channel of the import's consent. */
  readonly spoken: ReadonlySet<string>;
}

/** Looks, and changes nothing. */
export async function lookAround(tx: Tx, rows: readonly ReadRow[], plan: ImportPlan): Promise<World> {
  const ids = await idsOf(tx, rows);
  const found = await nameCompanies(
    tx,
    rows.map(({ company }) => company),
    'find',
  );
  const leadIds = [...new Set([...ids.byExternalId.values(), ...ids.byEmail.values()])].sort();
  const { rows: leads } = await tx.query<LeadRow>({
    name: 'import-read-leads',
    text: `SELECT ${leadColumns('l')} FROM lead l WHERE id = ANY ($1)`,
    values: [leadIds],
  });
  const companyIds = new Set([...found.ofWhat.values(), ...leads.flatMap(({ company_id }) => company_id ?? [])]);
  const { rows: companies } = await tx.query<CompanyRow>({
    name: 'import-read-companies',
    text: 'SELECT id, name, domain, relationship, employees, industry, country, zone FROM company WHERE id = ANY ($1)',
    values: [[...companyIds]],
  });
  return assemble(tx, rows, { ids, found, leads, companies, plan });
}

/** The same under locks (company < lead, ascending), making the companies that are missing. Null: somebody was merged meanwhile; look again. */
export async function lockAround(tx: Tx, rows: readonly ReadRow[], plan: ImportPlan): Promise<World | null> {
  const ids = await idsOf(tx, rows);
  const found = await nameCompanies(
    tx,
    rows.map(({ company }) => company),
    'make',
  );
  const leadIds = [...new Set([...ids.byExternalId.values(), ...ids.byEmail.values()])].sort();
  const own = await tx.query<{ company_id: string }>({
    name: 'import-own-companies',
    text: 'SELECT DISTINCT company_id FROM lead WHERE id = ANY ($1) AND company_id IS NOT NULL',
    values: [leadIds],
  });
  const companyIds = new Set([...found.ofWhat.values(), ...own.rows.map(({ company_id }) => company_id)]);
  const companies = await lockCompanies(tx, [...companyIds].sort());
  const leads = leadIds.length === 0 ? [] : await lockLeads(tx, leadIds);
  if (leads.length < leadIds.length || leads.some(({ merged_into }) => merged_into !== null)) return null;
  return assemble(tx, rows, { ids, found, leads, companies, plan });
}

interface Ids {
  readonly byExternalId: ReadonlyMap<string, string>;
  readonly byEmail: ReadonlyMap<string, string>;
}

async function idsOf(tx: Tx, rows: readonly ReadRow[]): Promise<Ids> {
  const named = await tx.query<{ value: string; id: string }>({
    name: 'import-by-external-id',
    text: `SELECT i.value, coalesce(l.merged_into, l.id) AS id FROM unnest($1::text[]) k(value)
      JOIN lead_identity i ON i.kind = 'external' AND i.value = k.value JOIN lead l ON l.id = i.lead_id`,
    values: [rows.flatMap(({ externalId }) => externalId ?? [])],
  });
  const addressed = await tx.query<{ address: string; id: string }>({
    name: 'import-by-email',
    text: `SELECT k.address, l.id FROM unnest($1::text[]) k(address)
      JOIN lead l ON lower(l.email) = k.address AND l.email IS NOT NULL AND l.merged_into IS NULL`,
    values: [rows.flatMap(({ email }) => email ?? [])],
  });
  return {
    byExternalId: new Map(named.rows.map(({ value, id }) => [value, id])),
    byEmail: new Map(addressed.rows.map(({ address, id }) => [address, id])),
  };
}

interface Parts {
  readonly ids: Ids;
  readonly found: { readonly ofWhat: ReadonlyMap<CompanyValues, string>; readonly born: ReadonlySet<string> };
  readonly leads: readonly LeadRow[];
  readonly companies: readonly CompanyRow[];
  readonly plan: ImportPlan;
}

async function assemble(
  tx: Tx,
  rows: readonly ReadRow[],
  { ids, found, leads, companies, plan }: Parts,
): Promise<World> {
  const leadIds = leads.map(({ id }) => id);
  return {
    ...ids,
    leads: new Map(leads.map((lead) => [lead.id, lead])),
    companies: new Map(companies.map((company) => [company.id, company])),
    companyOf: found.ofWhat,
    bornCompanies: found.born,
    erased: await erasedOf(tx, rows),
    named: leadIds.length === 0 ? new Map() : await namedBy(tx, leadIds, plan.options.system),
    spoken: leadIds.length === 0 ? new Set() : await spokenOf(tx, leadIds, plan),
  };
}

async function namedBy(tx: Tx, leadIds: readonly string[], system: string): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ lead_id: string; value: string }>({
    name: 'import-named',
    text: `SELECT lead_id, value FROM lead_identity WHERE lead_id = ANY ($1) AND kind = 'external' AND starts_with(value, $2 || ':')`,
    values: [leadIds, system],
  });
  return new Map(rows.map(({ lead_id, value }) => [lead_id, value]));
}

async function spokenOf(tx: Tx, leadIds: readonly string[], { options }: ImportPlan): Promise<Set<string>> {
  if (options.consent === null) return new Set();
  const { rows } = await tx.query<{ lead_id: string }>({
    name: 'import-spoken',
    text: 'SELECT DISTINCT lead_id FROM consent WHERE lead_id = ANY ($1) AND purpose = $2 AND channel = $3',
    values: [leadIds, options.consent.purpose, options.consent.channel],
  });
  return new Set(rows.map(({ lead_id }) => lead_id));
}

async function erasedOf(tx: Tx, rows: readonly ReadRow[]): Promise<Set<string>> {
  const { rows: any } = await tx.query<{ some: boolean }>({
    name: 'import-any-erased',
    text: 'SELECT EXISTS (SELECT FROM erased_key WHERE returned_at IS NULL) AS some',
  });
  if (any[0]?.some !== true) return new Set();
  const keys = rows.flatMap(({ email, externalId }) => [
    ...(email === null ? [] : [{ kind: 'email', value: email } as const]),
    ...(externalId === null ? [] : [{ kind: 'user', value: externalId } as const]),
  ]);
  return new Set((await erasedAmong(tx, keys)).map(({ key }) => key.value));
}
