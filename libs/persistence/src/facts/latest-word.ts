import type { EpochMs, FieldValue, LeadField, LeadFieldsSet } from '@ripen/domain';
import type { Tx } from '../db/pool';
import type { Recorded } from './ledger.sql';

/** What the ledger says about fields after some instant: subject → field → when it was last set. */
type Words = ReadonlyMap<string, ReadonlyMap<string, EpochMs>>;

interface WordRow {
  readonly subject: string;
  readonly field: string;
  readonly at: EpochMs;
}

/** The key under which a lead's words about which company it belongs to are kept. */
const BELONGS = 'company';
/** Before the key of a field of the workspace's own. */
const CUSTOM = 'custom.';

const LEAD_WORDS = /* sql */ `
SELECT e.lead_id AS subject, f.field, max(ms(e.occurred_at)) AS at
FROM unnest($1::uuid[], $2::bigint[]) x(id, after)
JOIN ledger_entry e ON e.lead_id = x.id AND e.occurred_at > instant(x.after) AND e.kind = 'fields'
CROSS JOIN LATERAL (SELECT jsonb_object_keys(e.data -> 'lead') AS field
  UNION ALL SELECT '${CUSTOM}' || key FROM jsonb_each(e.data -> 'custom')
  UNION ALL SELECT '${BELONGS}' WHERE e.data #>> '{company,name}' <> '' OR e.data #>> '{company,domain}' <> '') f
GROUP BY 1, 2`;

/** A company's words are those of the leads that belong to it, as far as they name no other, and what was said of it alone. */
const COMPANY_WORDS = /* sql */ `
SELECT c.id AS subject, f.field, max(ms(e.occurred_at)) AS at
FROM unnest($1::uuid[], $2::bigint[]) x(id, after) JOIN company c ON c.id = x.id JOIN lead l ON l.company_id = c.id
JOIN ledger_entry e ON e.lead_id = l.id AND e.occurred_at > instant(x.after) AND e.kind = 'fields' AND jsonb_typeof(e.data -> 'company') = 'object'
  AND (e.data #>> '{company,name}' IS NULL OR lower(e.data #>> '{company,name}') = lower(c.name))
CROSS JOIN LATERAL jsonb_object_keys(e.data -> 'company') f(field)
GROUP BY 1, 2
UNION ALL SELECT w.company_id, f.field, max(ms(w.occurred_at))
FROM unnest($1::uuid[], $2::bigint[]) x(id, after) JOIN company_word w ON w.company_id = x.id AND w.occurred_at > instant(x.after)
CROSS JOIN LATERAL jsonb_object_keys(w.data) f(field)
GROUP BY 1, 2`;

/** What was said of companies, by anybody, after the earliest of some words about each. */
export function laterCompanyWords(
  tx: Tx,
  said: readonly { readonly companyId: string; readonly occurredAt: EpochMs }[],
): Promise<Words> {
  return words(tx, COMPANY_WORDS, earliest(said.map(({ companyId, occurredAt }) => [companyId, occurredAt])));
}

async function words(tx: Tx, text: string, after: ReadonlyMap<string, EpochMs>): Promise<Words> {
  if (after.size === 0) return new Map();
  const { rows } = await tx.query<WordRow>(text, [[...after.keys()], [...after.values()]]);
  const found = new Map<string, Map<string, EpochMs>>();
  for (const { subject, field, at } of rows) {
    const own = found.get(subject) ?? new Map<string, EpochMs>();
    found.set(subject, own.set(field, Math.max(at, own.get(field) ?? 0)));
  }
  return found;
}

const NOBODY: ReadonlySet<string> = new Set();

/** A field change that the ledger took, without what a later word has overruled. */
export interface Heard {
  readonly change: LeadFieldsSet;
  /** The company that the change is about; null: it is about none. */
  readonly companyId: string | null;
  /** Whether the lead belongs to that company by its latest word. */
  readonly belongs: boolean;
}

/**
 * The latest word counts by when it was said, not by when it arrived: a change that comes late says nothing about fields that were set
 * since. Of two words of the same instant the later arrival counts. `companyOf` tells which company a change is about; of leads in `born`
 * nothing was said before.
 */
export async function hearInOrder(
  tx: Tx,
  recorded: readonly Recorded[],
  {
    companyOf,
    born = NOBODY,
  }: { readonly companyOf: (change: LeadFieldsSet) => string | null; readonly born?: ReadonlySet<string> },
): Promise<Heard[]> {
  const said = recorded
    .flatMap(({ change }) => (change.kind === 'fields' ? [{ change, companyId: companyOf(change) }] : []))
    .sort((a, b) => a.change.occurredAt - b.change.occurredAt);
  if (said.length === 0) return [];
  const known = said.filter(({ change }) => !born.has(change.leadId));
  const ofLeads = await words(tx, LEAD_WORDS, earliest(known.map(({ change }) => [change.leadId, change.occurredAt])));
  const ofCompanies = await words(
    tx,
    COMPANY_WORDS,
    earliest(said.flatMap(({ change, companyId }) => (companyId === null ? [] : [[companyId, change.occurredAt]]))),
  );
  return said.map(({ change, companyId }) => {
    const stands = (at: EpochMs | undefined): boolean => at === undefined || at <= change.occurredAt;
    const lead = ofLeads.get(change.leadId);
    const company = ofCompanies.get(companyId ?? '');
    return {
      companyId,
      belongs: stands(lead?.get(BELONGS)),
      change: {
        ...change,
        lead: only(change.lead, (field) => stands(lead?.get(field))),
        ...(change.custom && { custom: standing(change.custom, (field) => stands(lead?.get(`${CUSTOM}${field}`))) }),
        company: change.company && only(change.company, (field) => stands(company?.get(field))),
      },
    };
  });
}

function earliest(said: readonly (readonly [subject: string, at: EpochMs])[]): Map<string, EpochMs> {
  const first = new Map<string, EpochMs>();
  for (const [subject, at] of said) first.set(subject, Math.min(at, first.get(subject) ?? at));
  return first;
}

function only<T extends object>(fields: T, stands: (field: string) => boolean): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => stands(field))) as Partial<T>;
}

function standing<V>(fields: Readonly<Record<string, V>>, stands: (field: string) => boolean): Record<string, V> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => stands(field)));
}

/** Every field of a lead by its latest word; fields that no entry set are left out. */
export function latestFields(tx: Tx, leadId: string): Promise<Partial<Record<LeadField, FieldValue>>> {
  return latestOf(tx, leadId, 'lead');
}

/** The same of the fields of the workspace's own. */
export function latestCustom(tx: Tx, leadId: string): Promise<Record<string, FieldValue>> {
  return latestOf(tx, leadId, 'custom');
}

async function latestOf(tx: Tx, leadId: string, part: 'lead' | 'custom'): Promise<Record<string, FieldValue>> {
  const { rows } = await tx.query<{ field: string; value: FieldValue }>(
    `SELECT DISTINCT ON (f.key) f.key AS field, f.value FROM ledger_entry e CROSS JOIN LATERAL jsonb_each(e.data -> $2) f
     WHERE e.lead_id = $1 AND e.kind = 'fields' ORDER BY f.key, e.occurred_at DESC, e.id DESC`,
    [leadId, part],
  );
  return Object.fromEntries(rows.map(({ field, value }) => [field, value]));
}

/** Which of two leads was last to say which company it belongs to; null: neither did. */
export async function lastToBelong(tx: Tx, leadIds: readonly string[]): Promise<string | null> {
  const said = await words(tx, LEAD_WORDS, new Map(leadIds.map((id) => [id, 0])));
  const told = leadIds.flatMap((id) => {
    const at = said.get(id)?.get(BELONGS);
    return at === undefined ? [] : [{ id, at }];
  });
  return told.sort((a, b) => b.at - a.at)[0]?.id ?? null;
}
