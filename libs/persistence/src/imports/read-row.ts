import type { CompanyField, EpochMs, FieldValue, LeadField } from '@ripen/domain';
import type { ImportPlan, PlannedColumn, RefusalReason } from './plan';
import { FIELD_READERS, readCustom, readDay, readText, readYesNo, UnreadableValue } from './read-value';

export type LeadValues = Partial<Record<LeadField, FieldValue>>;
export type CompanyValues = Partial<Record<CompanyField, FieldValue>>;

/** What a row says. Cells that mean nothing say nothing: an import empties no field. */
export interface ReadRow {
  readonly number: number;
  /** With the system before it, as it is kept. */
  readonly externalId: string | null;
  /** Lower case. */
  readonly email: string | null;
  readonly lead: LeadValues;
  readonly company: CompanyValues;
  readonly custom: Readonly<Record<string, FieldValue>>;
  readonly consent: { readonly at: EpochMs; readonly wording: string; readonly where: string } | null;
}

export interface RefusedRow {
  readonly number: number;
  readonly reason: RefusalReason;
  /** The column, where it is one cell's fault. */
  readonly detail: string | null;
}

export interface StagedRow {
  readonly number: number;
  readonly cells: readonly string[];
  /** Another row of the file, further up, has the same key (1) or the same address (2). */
  readonly repeats: number;
}

/** Reads a row by the plan, or says why it cannot be. Knows nothing of who is there already. */
export function readRow(row: StagedRow, plan: ImportPlan): ReadRow | RefusedRow {
  const { number } = row;
  if (row.cells.length > plan.width) return { number, reason: 'too_many_cells', detail: null };
  const read: Draft = {
    externalId: null,
    lead: {},
    company: {},
    custom: {},
    given: null,
    at: null,
    where: null,
    wording: null,
  };
  for (const column of plan.columns) {
    const cell = (row.cells[column.index] ?? '').trim();
    if (cell === '' || plan.empty.has(cell.toLowerCase())) continue;
    try {
      take(read, { column, cell, plan });
    } catch (error) {
      if (error instanceof UnreadableValue) return { number, reason: error.reason, detail: column.label };
      throw error;
    }
  }
  const refused = refusalOf(read, row, plan);
  if (refused !== null) return { number, reason: refused, detail: null };
  return {
    number,
    externalId: read.externalId,
    email: typeof read.lead.email === 'string' ? read.lead.email : null,
    lead: read.lead,
    company: read.company,
    custom: read.custom,
    consent: consentOf(read, plan),
  };
}

export function isRefused(row: ReadRow | RefusedRow): row is RefusedRow {
  return 'reason' in row;
}

interface Draft {
  externalId: string | null;
  lead: LeadValues;
  company: CompanyValues;
  custom: Record<string, FieldValue>;
  given: boolean | null;
  at: EpochMs | null;
  where: string | null;
  wording: string | null;
}

interface Cell {
  readonly column: PlannedColumn;
  readonly cell: string;
  readonly plan: ImportPlan;
}

function take(read: Draft, { column, cell, plan }: Cell): void {
  const { to, custom } = column;
  const { notation, system } = plan.options;
  if (custom !== null) {
    read.custom[custom.key] = readCustom(custom, cell, notation);
    return;
  }
  const [part, field = ''] = to.split('.');
  switch (part) {
    case 'externalId':
      read.externalId = `${system}:${readText(cell)}`;
      return;
    case 'name':
      Object.assign(read.lead, { ...splitName(readText(cell)), ...read.lead });
      return;
    case 'lead':
      read.lead[field as LeadField] = FIELD_READERS[to]?.(cell, notation) ?? readText(cell);
      return;
    case 'company':
      read.company[field as CompanyField] = FIELD_READERS[to]?.(cell, notation) ?? readText(cell);
      return;
    case 'consent':
      takeConsent(read, { field, cell, plan });
      return;
    default:
      throw new Error(`No field is called ${to}`);
  }
}

function takeConsent(read: Draft, { field, cell, plan }: { field: string; cell: string; plan: ImportPlan }): void {
  if (field === 'given') read.given = readYesNo(cell);
  else if (field === 'at') {
    read.at = Date.parse(`${readDay(cell, plan.options.notation)}T00:00:00Z`);
    if (read.at > plan.at) throw new UnreadableValue('future_consent');
  } else if (field === 'where') read.where = readText(cell, 500);
  else read.wording = readText(cell, 2_000);
}

/** `Muster, Anna` and `Anna Maria Muster`: the last word is the last name, unless a comma says otherwise. */
function splitName(name: string): LeadValues {
  const [last = '', first] = name.split(/\s*,\s*/, 2);
  if (first !== undefined && first !== '') return { firstName: first, lastName: last };
  const words = name.split(/\s+/);
  const lastName = words.pop() ?? name;
  return words.length === 0 ? { lastName } : { firstName: words.join(' '), lastName };
}

function refusalOf(read: Draft, { repeats }: StagedRow, { kind, options }: ImportPlan): RefusalReason | null {
  if (kind === 'companies')
    return read.company.name === undefined && read.company.domain === undefined ? 'no_company' : null;
  if (options.keyBy === 'externalId' ? read.externalId === null : read.lead.email === undefined) return 'no_key';
  return repeats === 1 ? 'repeated' : repeats === 2 ? 'repeated_email' : null;
}

/** Proof needs its words and its moment: without either, nobody agreed to anything. */
function consentOf(read: Draft, plan: ImportPlan): ReadRow['consent'] {
  const { consent } = plan.options;
  if (consent === null || read.given === false) return null;
  if (read.given === null && plan.columns.some(({ to }) => to === 'consent.given')) return null;
  const at = read.at ?? consent.at;
  const wording = read.wording ?? consent.wording;
  return at === null || wording === '' ? null : { at, wording, where: read.where ?? consent.where };
}
