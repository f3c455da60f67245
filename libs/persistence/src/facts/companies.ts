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
  /** Ids of those that this transaction made: nobody else belongs to them yet. */
  readonly born: ReadonlySet<string>;
}

/** Nothing is said of any company. */
export const NO_COMPANIES: CompanyWork = {
  about: new Map(),
  ofLead: new Map(),
  rows: new Map(),
  changed: new Set(),
  born: new Set(),
};

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
  const named = await findOrMake(
    tx,
    asked.map(({ fields }) => fields),
  );
  for (const { leadId, fields } of asked) {
    const id = named.ofWhat.get(fields) ?? own.get(leadId);
    if (id) about.set(fields, id);
  }
  const rows = await lockCompanies(tx, [...new Set(about.values())].sort());
  const { born } = named;
  return { about, ofLead: new Map(), rows: new Map(rows.map((row) => [row.id, row])), changed: new Set(), born };
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
  const named = await findOrMake(
    tx,
    said.map(({ company }) => company),
  );
  for (const id of named.ofWhat.values()) ids.add(id);
  await lockCompanies(tx, [...ids].sort());
}

/** Puts what was heard of companies into their rows, and the leads into the companies that they say they belong to. */
export function hearOfCompanies(work: CompanyWork, heard: readonly Heard[]): void {
  for (const { change, companyId, belongs } of heard) {
    const row = work.rows.get(companyId ?? '');
    if (!row || change.company === null) continue;
    if (belongs) work.ofLead.set(change.leadId, row.id);
    if (setCompanyFields(row, change.company)) work.changed.add(row.id);
  }
}

async function companiesOf(tx: Tx, leadIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; company_id: string }>(
    'SELECT id, company_id FROM lead WHERE id = ANY ($1) AND company_id IS NOT NULL',
    [leadIds],
  );
  return new Map(rows.map((row) => [row.id, row.company_id]));
}

/** The companies that are meant, by what was said of them; what names none has none. */
export interface Named {
  readonly ofWhat: ReadonlyMap<CompanyChange, string>;
  readonly born: ReadonlySet<string>;
}

function findOrMake(tx: Tx, said: readonly CompanyChange[]): Promise<Named> {
  return nameCompanies(tx, said, 'make');
}

/**
 * By domain, else by name. With `make`, those that are missing are made: of two that share one of the two, the one that is said first. What is
 * said is known again by its object.
 */
export async function nameCompanies(
  tx: Tx,
  said: readonly CompanyChange[],
  missingAre: 'find' | 'make',
): Promise<Named> {
  const asked = said.flatMap((fields) => {
    const [name, domain] = [text(fields.name), text(fields.domain)];
    return name === null && domain === null ? [] : [{ fields, name, domain, key: JSON.stringify([name, domain]) }];
  });
  if (asked.length === 0) return { ofWhat: new Map(), born: new Set() };
  const wanted = [...new Map(asked.map((one) => [one.key, one])).values()];
  const found = await findCompanies(tx, wanted);
  const missing = missingAre === 'find' ? [] : wanted.filter(({ key }) => !found.has(key));
  const born = await makeCompanies(tx, missing);
  for (const [key, id] of await findCompanies(tx, missing)) found.set(key, id);
  const ofWhat = asked.flatMap(({ fields, key }) => {
    const id = found.get(key);
    return id === undefined ? [] : [[fields, id] as const];
  });
  return { ofWhat: new Map(ofWhat), born };
}

interface WantedCompany {
  readonly key: string;
  readonly name: string | null;
  readonly domain: string | null;
}

const COLUMNS_OF = (wanted: readonly WantedCompany[]): [(string | null)[], (string | null)[]] => [
  wanted.map(({ name }) => name),
  wanted.map(({ domain }) => domain),
];

async function findCompanies(tx: Tx, wanted: readonly WantedCompany[]): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await tx.query<{ place: number; id: string }>({
    name: 'find-companies',
    text: `SELECT x.place, coalesce(d.id, n.id) AS id
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY x(name, domain, place)
      LEFT JOIN company d ON lower(d.domain) = lower(x.domain) LEFT JOIN company n ON lower(n.name) = lower(x.name)
      WHERE coalesce(d.id, n.id) IS NOT NULL`,
    values: COLUMNS_OF(wanted),
  });
  return new Map(rows.map(({ place, id }) => [wanted[place - 1]?.key ?? '', id]));
}

async function makeCompanies(tx: Tx, missing: readonly WantedCompany[]): Promise<Set<string>> {
  if (missing.length === 0) return new Set();
  const [names, domains] = COLUMNS_OF(missing);
  const { rows } = await tx.query<{ id: string }>({
    name: 'make-companies',
    text: `INSERT INTO company (id, name, domain) SELECT x.id, coalesce(x.name, x.domain), x.domain
      FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY x(id, name, domain, place) ORDER BY x.place ON CONFLICT DO NOTHING RETURNING id`,
    values: [missing.map(() => newId()), names, domains],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Puts fields into a row. True: something is different now. */
export function setCompanyFields(row: CompanyRow, fields: CompanyChange): boolean {
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
  // Whoever belongs to one that was made just now is scored with it in this transaction.
  const known = [...work.changed].filter((id) => !work.born.has(id));
  if (known.length === 0) return;
  await tx.query(`INSERT INTO rescore_request (company_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING`, [known]);
}
