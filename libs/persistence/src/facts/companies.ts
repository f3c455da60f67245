import type { CompanyField, FieldValue, LeadFieldsSet } from '@ripen/domain';
import { newId } from '../db/ids';
import type { Tx } from '../db/pool';
import { lockCompanies } from './facts.repository';
import type { Heard } from './latest-word';
import type { CompanyRow } from './lead.mapper';

type CompanyChange = Partial<Readonly<Record<CompanyField, FieldValue>>>;

/** Companies that a set of changes touches, locked. */
export interface CompanyWork {
  /** What a change says → the company that it says it of. A change keeps that object when its lead is replaced by another. */
  readonly about: ReadonlyMap<CompanyChange, string>;
  /** Lead id → its company after the changes. */
  readonly ofLead: Map<string, string>;
  /** Locked rows by company id, with the changes already in them. */
  readonly rows: ReadonlyMap<string, CompanyRow>;
  /** Ids whose row must be written. */
  readonly changed: Set<string>;
}

/** Nothing is said of any company. */
export const NO_COMPANIES: CompanyWork = { about: new Map(), ofLead: new Map(), rows: new Map(), changed: new Set() };

/**
 * Finds or makes the companies that `changes` name (by domain, else by name; else the lead's own) and locks them in ascending order. Called
 * before the leads are locked: company < lead. What is said of them is put into their rows by `hearOfCompanies`, once the ledger took it.
 */
export async function workOnCompanies(tx: Tx, changes: readonly LeadFieldsSet[]): Promise<CompanyWork> {
  const asked = changes.flatMap((change) =>
    change.company === null ? [] : [{ leadId: change.leadId, fields: change.company }],
  );
  if (asked.length === 0) return NO_COMPANIES;
  const own = await companiesOf(
    tx,
    asked.map((item) => item.leadId),
  );
  const about = new Map<CompanyChange, string>();
  for (const { leadId, fields } of asked) {
    const id = (await findOrMake(tx, fields)) ?? own.get(leadId);
    if (id) about.set(fields, id);
  }
  const rows = await lockCompanies(tx, [...new Set(about.values())].sort());
  return { about, ofLead: new Map(), rows: new Map(rows.map((row) => [row.id, row])), changed: new Set() };
}

/** Something that will be said of a company, of whom as far as that is known before any lead is locked. */
export interface ToBeSaid {
  readonly company: CompanyChange;
  readonly leadIds: readonly string[];
  readonly address: string | null;
}

/**
 * Takes the locks on companies that will be spoken of, for those who lock leads before their facts are applied (a merge, an address that is
 * claimed): company < lead, or two of them wait for each other.
 */
export async function lockCompaniesFirst(tx: Tx, said: readonly ToBeSaid[]): Promise<void> {
  if (said.length === 0) return;
  const { rows } = await tx.query<{ id: string }>(
    `SELECT company_id AS id FROM lead WHERE id = ANY ($1) AND company_id IS NOT NULL
     UNION SELECT company_id FROM lead WHERE lower(email) = ANY ($2) AND merged_into IS NULL AND company_id IS NOT NULL`,
    [said.flatMap(({ leadIds }) => leadIds), said.flatMap(({ address }) => address?.toLowerCase() ?? [])],
  );
  const ids = new Set(rows.map((row) => row.id));
  for (const { company } of said) {
    const id = await findOrMake(tx, company);
    if (id !== null) ids.add(id);
  }
  await lockCompanies(tx, [...ids].sort());
}

/** Puts what was heard of companies into their rows, and the leads into the companies that they say they belong to. */
export function hearOfCompanies(work: CompanyWork, heard: readonly Heard[]): void {
  for (const { change, companyId, belongs } of heard) {
    const row = work.rows.get(companyId ?? '');
    if (!row || change.company === null) continue;
    if (belongs) work.ofLead.set(change.leadId, row.id);
    if (setFields(row, change.company)) work.changed.add(row.id);
  }
}

async function companiesOf(tx: Tx, leadIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; company_id: string }>(
    'SELECT id, company_id FROM lead WHERE id = ANY ($1) AND company_id IS NOT NULL',
    [leadIds],
  );
  return new Map(rows.map((row) => [row.id, row.company_id]));
}

async function findOrMake(tx: Tx, fields: CompanyChange): Promise<string | null> {
  const name = text(fields.name);
  const domain = text(fields.domain);
  if (name === null && domain === null) return null;
  const found = await find(tx, name, domain);
  if (found !== null) return found;
  await tx.query('INSERT INTO company (id, name, domain) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    newId(),
    name ?? domain,
    domain,
  ]);
  return find(tx, name, domain);
}

async function find(tx: Tx, name: string | null, domain: string | null): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM company WHERE lower(domain) = lower($2) OR lower(name) = lower($1)
     ORDER BY (lower(domain) = lower($2)) DESC NULLS LAST LIMIT 1`,
    [name, domain],
  );
  return rows[0]?.id ?? null;
}

function setFields(row: CompanyRow, fields: CompanyChange): boolean {
  const next: CompanyRow = { ...row };
  for (const [field, value] of Object.entries(fields)) {
    if (field === 'name' && text(value) === null) continue;
    Object.assign(next, { [field]: value === '' ? null : value });
  }
  const changed = JSON.stringify(next) !== JSON.stringify(row);
  Object.assign(row, next);
  return changed;
}

function text(value: FieldValue | undefined): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Writes the changed rows, and asks for a new score of the colleagues: their facts changed too. */
export async function writeCompanies(tx: Tx, work: CompanyWork): Promise<void> {
  if (work.changed.size === 0) return;
  const rows = [...work.changed].map((id) => work.rows.get(id));
  await tx.query(
    `UPDATE company c SET name = x.name, domain = x.domain, relationship = x.relationship, employees = x.employees, industry = x.industry,
       country = x.country, zone = x.zone, updated_at = clock_timestamp()
     FROM jsonb_populate_recordset(null::company, $1) x WHERE c.id = x.id`,
    [JSON.stringify(rows)],
  );
  await tx.query(`INSERT INTO rescore_request (company_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING`, [
    [...work.changed],
  ]);
}
