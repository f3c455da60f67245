import type { FieldValue, ImportOutcome, ImportPolicy, LeadField } from '@ripen/domain';
import { newId } from '../db/ids';
import { type CompanyRow, LEAD_FIELD_COLUMNS, type LeadRow } from '../facts/lead.mapper';
import type { ImportPlan, RefusalReason } from './plan';
import type { CompanyValues, LeadValues, ReadRow } from './read-row';
import type { World } from './world.sql';

/** What a row changed, as it was before: what undoing gives back. */
export interface Before {
  readonly lead: Readonly<Record<string, FieldValue>>;
  readonly custom: Readonly<Record<string, FieldValue>>;
  readonly company: Readonly<Record<string, FieldValue>>;
  /** Where the lead moved to another company: the one that it left, null for none. */
  readonly companyId?: string | null;
  /** The name of the customer's system that it got. */
  readonly externalId?: string;
}

/** What is to happen with one row. */
export interface Decision {
  readonly row: ReadRow;
  readonly outcome: Exclude<ImportOutcome, 'refused'>;
  readonly leadId: string | null;
  readonly lead: LeadValues;
  readonly custom: Readonly<Record<string, FieldValue>>;
  /** What is said of the company; null: nothing. */
  readonly company: CompanyValues | null;
  readonly companyId: string | null;
  /** A name of the customer's system that the lead gets. */
  readonly newExternalId: string | null;
  readonly consents: boolean;
  readonly before: Before;
}

export interface Refused {
  readonly row: ReadRow;
  readonly reason: RefusalReason;
}

/** What rows of one chunk have taken so far. */
export interface Taken {
  readonly emails: Map<string, string>;
  readonly companies: Map<string, CompanyRow>;
}

/** Decides about a row by who and what is there. `taken` remembers what the rows before it will have done. */
export function decideRow(
  row: ReadRow,
  { world, plan, taken }: { world: World; plan: ImportPlan; taken: Taken },
): Decision | Refused {
  if (plan.kind === 'companies') return decideCompany(row, { world, plan, taken });
  const found = personOf(row, world);
  if ('reason' in found) return { row, reason: found.reason };
  const holder = row.email === null ? undefined : (taken.emails.get(row.email) ?? world.byEmail.get(row.email));
  if (holder !== undefined && holder !== found.leadId) return { row, reason: 'email_taken' };
  const leadId = found.leadId ?? newId();
  if (row.email !== null) taken.emails.set(row.email, leadId);
  const lead = found.leadId === null ? null : (world.leads.get(found.leadId) ?? null);
  return decidePerson(row, { world, plan, taken, lead, leadId });
}

function personOf(row: ReadRow, world: World): { leadId: string | null } | { reason: RefusalReason } {
  const byId = row.externalId === null ? undefined : world.byExternalId.get(row.externalId);
  if (byId !== undefined) return { leadId: byId };
  const byEmail = row.email === null ? undefined : world.byEmail.get(row.email);
  if (byEmail === undefined) return wasErased(row, world) ? { reason: 'erased' } : { leadId: null };
  // The same address under another id of the same system is another person there: nobody may be overwritten.
  return row.externalId !== null && world.named.has(byEmail) ? { reason: 'id_taken' } : { leadId: byEmail };
}

/** Whoever is there has come back by their own word. */
function wasErased({ email, externalId }: ReadRow, { erased }: World): boolean {
  return (email !== null && erased.has(email)) || (externalId !== null && erased.has(externalId));
}

interface Person {
  readonly world: World;
  readonly plan: ImportPlan;
  readonly taken: Taken;
  readonly lead: LeadRow | null;
  readonly leadId: string;
}

function decidePerson(row: ReadRow, person: Person): Decision {
  return person.lead === null ? decideNewcomer(row, person) : decideKnown(row, { ...person, lead: person.lead });
}

function decideNewcomer(row: ReadRow, person: Person): Decision {
  const company = companyChanges(row, { ...person, policy: 'update' });
  return {
    row,
    outcome: 'created',
    leadId: person.leadId,
    lead: row.lead,
    custom: row.custom,
    company: company.set,
    companyId: company.id,
    newExternalId: row.externalId,
    consents: row.consent !== null,
    before: { lead: {}, custom: {}, company: company.before },
  };
}

function decideKnown(row: ReadRow, person: Person & { readonly lead: LeadRow }): Decision {
  const { world, lead, leadId } = person;
  const policy = person.plan.options.existing;
  const own = leadChanges(row.lead, lead, policy);
  const custom = pick(row.custom, (key) => lead.custom[key] ?? null, policy);
  const company = companyChanges(row, { ...person, policy });
  const lets = policy !== 'skip';
  const isNew = lets && row.externalId !== null && !world.byExternalId.has(row.externalId);
  const newExternalId = isNew ? row.externalId : null;
  const consents = lets && row.consent !== null && !world.spoken.has(leadId);
  const says = Object.keys(own.set).length > 0 || Object.keys(custom.set).length > 0 || company.set !== null;
  return {
    row,
    outcome: says || consents || isNew ? 'changed' : 'unchanged',
    leadId,
    lead: own.set,
    custom: custom.set,
    company: company.set,
    companyId: company.id,
    newExternalId,
    consents,
    before: {
      lead: own.before,
      custom: custom.before,
      company: company.before,
      ...(company.moves ? { companyId: lead.company_id } : {}),
      ...(newExternalId === null ? {} : { externalId: newExternalId }),
    },
  };
}

function leadChanges(values: LeadValues, lead: LeadRow, policy: ImportPolicy) {
  return pick(
    values,
    (field) => {
      const value = lead[LEAD_FIELD_COLUMNS[field as LeadField]];
      return value === 'unknown' || value === false ? null : value;
    },
    policy,
  );
}

interface Picked<T> {
  readonly set: T;
  readonly before: Record<string, FieldValue>;
}

/** The values that differ from what is there and that the policy lets in, with what was there. */
function pick<T extends Readonly<Record<string, FieldValue>> | LeadValues | CompanyValues>(
  values: T,
  current: (field: string) => FieldValue,
  policy: ImportPolicy,
): Picked<T> {
  const differ = Object.entries<FieldValue>(values).flatMap(([field, value]) => {
    const was = current(field);
    if (policy === 'skip' || same(was, value) || (policy === 'fill' && was !== null)) return [];
    return [{ field, value, was }];
  });
  return {
    set: Object.fromEntries(differ.map(({ field, value }) => [field, value])) as T,
    before: Object.fromEntries(differ.map(({ field, was }) => [field, was])),
  };
}

/** Nothing, *unknown* and *no* are one and the same word of a row. */
function same(was: FieldValue, value: FieldValue): boolean {
  return was === value || (was === null && (value === false || value === 'unknown'));
}

interface CompanyChange {
  readonly id: string | null;
  readonly set: CompanyValues | null;
  readonly before: Record<string, FieldValue>;
  readonly moves: boolean;
}

interface CompanyInput {
  readonly world: World;
  readonly plan: ImportPlan;
  readonly taken: Taken;
  readonly lead: LeadRow | null;
  readonly policy: ImportPolicy;
}

const NOTHING: CompanyChange = { id: null, set: null, before: {}, moves: false };

function companyChanges({ company: said }: ReadRow, input: CompanyInput): CompanyChange {
  const { world, plan, taken, policy } = input;
  if (Object.keys(said).length === 0 || policy === 'skip') return NOTHING;
  const meant = companyMeant(said, input);
  if (meant === null) return NOTHING;
  const { id, moves } = meant;
  const row = id === null ? null : companyAsItWillBe(id, world, taken);
  const existing = id !== null && world.bornCompanies.has(id) ? 'update' : plan.options.existing;
  const { set, before } = row === null ? { set: said, before: {} } : companyFields(said, row, existing);
  if (row !== null) Object.assign(row, set);
  if (!moves && Object.keys(set).length === 0) return NOTHING;
  const name = moves ? only(said, ['name', 'domain']) : {};
  return { id, set: { ...name, ...set }, before, moves };
}

/** Which company a row speaks of, and whether the lead goes there; null: none, or one that the policy leaves alone. `id` null: a new one. */
function companyMeant(
  said: CompanyValues,
  { world, lead, policy }: CompanyInput,
): { readonly id: string | null; readonly moves: boolean } | null {
  const own = lead?.company_id ?? null;
  if (said.name === undefined && said.domain === undefined) return own === null ? null : { id: own, moves: false };
  const id = world.companyOf.get(said) ?? null;
  if (policy === 'fill' && own !== null && own !== id) return null;
  return { id, moves: id === null || own !== id };
}

function companyAsItWillBe(id: string, world: World, taken: Taken): CompanyRow | null {
  const there = taken.companies.get(id);
  if (there) return there;
  const row = world.companies.get(id);
  if (!row) return null;
  const copy = { ...row };
  taken.companies.set(id, copy);
  return copy;
}

/** A company that was found by its name or domain keeps the spelling that it has. */
function companyFields(said: CompanyValues, row: CompanyRow, policy: ImportPolicy): Picked<CompanyValues> {
  const { name: _name, ...others } = said;
  return pick(
    others,
    (field) => {
      const value = row[field as keyof CompanyRow];
      return field === 'relationship' && value === 'prospect' ? null : value;
    },
    policy,
  );
}

function only(values: CompanyValues, fields: readonly (keyof CompanyValues)[]): CompanyValues {
  return Object.fromEntries(Object.entries(values).filter(([field]) => fields.some((one) => one === field)));
}

function decideCompany(
  row: ReadRow,
  { world, plan, taken }: { world: World; plan: ImportPlan; taken: Taken },
): Decision {
  const id = world.companyOf.get(row.company) ?? null;
  const base = { row, leadId: null, lead: {}, custom: {}, companyId: id, newExternalId: null, consents: false };
  const key = String(row.company.domain ?? row.company.name).toLowerCase();
  const born = id === null ? !taken.emails.has(key) : world.bornCompanies.has(id) && !taken.emails.has(id);
  taken.emails.set(id ?? key, key);
  const there = id === null ? null : companyAsItWillBe(id, world, taken);
  const { set, before } =
    there === null
      ? { set: row.company, before: {} }
      : companyFields(row.company, there, born ? 'update' : plan.options.existing);
  if (there !== null) Object.assign(there, set);
  const outcome = born ? 'created' : Object.keys(set).length > 0 ? 'changed' : 'unchanged';
  return {
    ...base,
    outcome,
    company: outcome === 'unchanged' ? null : set,
    before: { lead: {}, custom: {}, company: before },
  };
}
