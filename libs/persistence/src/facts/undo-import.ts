import type { FactChange, FieldValue } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { idleOf, overruledOf, type UndoneRow } from '../imports/undo.sql';
import { removeLeads } from '../sample/remove-sample';
import { applyFacts, type FactsContext } from './apply-facts';
import { sayOfCompanies } from './company-words';
import { laterCompanyWords } from './latest-word';
import { lockCompanies, lockLeads } from './facts.repository';

/**
 * Undoes rows of an import in the caller's transaction: leads that it created go, unless something happened with them since; fields that it changed return
 * to what they were, unless somebody set them since; consent that it brought is withdrawn. Companies that it made and that nobody belongs to go.
 */
export async function undoRows(
  tx: Tx,
  rows: readonly UndoneRow[],
  { importId, context }: { importId: string; context: FactsContext },
): Promise<void> {
  const companyIds = [...new Set(rows.flatMap(({ company_id }) => company_id ?? []))].sort();
  const companies = await lockCompanies(tx, companyIds);
  const leads = await lockLeads(tx, [...new Set(rows.flatMap(({ lead_id }) => lead_id ?? []))].sort());
  const present = new Set(leads.map(({ id }) => id));
  const born = rows.flatMap(({ outcome, lead_id }) => (outcome === 'created' && lead_id !== null ? [lead_id] : []));
  const idle = await idleOf(tx, born, `import:${importId}:`);
  await removeLeads(tx, idle);
  const changed = rows.filter(
    ({ outcome, lead_id }) => outcome === 'changed' && lead_id !== null && present.has(lead_id),
  );
  await applyFacts(tx, await returning(tx, changed, { importId, context }), context);
  await forgetNames(tx, changed);
  await restoreCompanies(tx, rows, { importId, rows: new Map(companies.map((row) => [row.id, row])) });
  await dropUnused(
    tx,
    rows.flatMap(({ before, company_id }) => (before?.companyMade === true && company_id !== null ? [company_id] : [])),
  );
}

interface Undoing {
  readonly importId: string;
  readonly context: FactsContext;
}

async function returning(tx: Tx, changed: readonly UndoneRow[], { importId, context }: Undoing): Promise<FactChange[]> {
  const now = await context.clock.now(tx);
  const keys = changed.map(({ number, lead_id }) => ({ leadId: lead_id ?? '', key: `import:${importId}:${number}` }));
  const overruled = await overruledOf(tx, keys);
  const consented = await consentsOf(
    tx,
    keys.map(({ key }) => `${key}:consent`),
  );
  const former = await namesOf(
    tx,
    changed.flatMap(({ before }) => before?.companyId ?? []),
  );
  return changed.flatMap(({ number, lead_id, before }): FactChange[] => {
    const leadId = lead_id ?? '';
    const key = `import-undo:${importId}:${number}`;
    const stands = (part: string, values: Readonly<Record<string, FieldValue>> | undefined) =>
      Object.fromEntries(
        Object.entries(values ?? {}).filter(([field]) => !overruled.has(`${leadId}.${part}.${field}`)),
      );
    const name = former.get(before?.companyId ?? '');
    const company = name !== undefined && !overruled.has(`${leadId}.company`) ? { name } : null;
    const base = { leadId, occurredAt: now, dedupeKey: key };
    const consent = consented.get(`import:${importId}:${number}:consent`);
    return [
      {
        ...base,
        kind: 'fields',
        lead: stands('lead', before?.lead),
        company,
        custom: stands('custom', before?.custom),
      },
      ...(consent === undefined ? [] : [{ ...base, ...consent, dedupeKey: `${key}:consent` }]),
    ];
  });
}

type Withdrawal = Pick<Extract<FactChange, { kind: 'consent' }>, 'kind' | 'purpose' | 'channel' | 'state' | 'proof'>;

async function consentsOf(tx: Tx, keys: readonly string[]): Promise<Map<string, Withdrawal>> {
  const { rows } = await tx.query<{ dedupe_key: string; type: string; via: string }>(
    `SELECT dedupe_key, type, data #>> '{proof,via}' AS via FROM ledger_entry WHERE dedupe_key = ANY ($1)`,
    [keys],
  );
  return new Map(
    rows.map(({ dedupe_key, type, via }) => {
      const [purpose = '', channel] = type.split('.');
      const proof = { via, wording: null, wordingVersion: null, confirmedAt: null, submissionId: null };
      return [
        dedupe_key,
        { kind: 'consent', purpose, channel: channel === 'phone' ? 'phone' : 'email', state: 'withdrawn', proof },
      ];
    }),
  );
}

async function namesOf(tx: Tx, companyIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; name: string }>('SELECT id, name FROM company WHERE id = ANY ($1)', [
    companyIds,
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function forgetNames(tx: Tx, changed: readonly UndoneRow[]): Promise<void> {
  const named = changed.flatMap(({ lead_id, before }) =>
    before?.externalId ? [{ leadId: lead_id, value: before.externalId }] : [],
  );
  if (named.length === 0) return;
  await tx.query(
    `DELETE FROM lead_identity i USING unnest($1::uuid[], $2::text[]) x(lead_id, value)
     WHERE i.kind = 'external' AND i.value = x.value AND i.lead_id = x.lead_id`,
    [named.map(({ leadId }) => leadId), named.map(({ value }) => value)],
  );
}

async function restoreCompanies(
  tx: Tx,
  undone: readonly UndoneRow[],
  { importId, rows }: { importId: string; rows: Parameters<typeof sayOfCompanies>[2]['rows'] },
): Promise<void> {
  const asked = undone.flatMap(({ number, company_id, before }) =>
    company_id === null ||
    before?.company === undefined ||
    before.companyMade === true ||
    Object.keys(before.company).length === 0
      ? []
      : [{ companyId: company_id, number, fields: before.company }],
  );
  if (asked.length === 0) return;
  const at = await instantOf(tx, importId);
  const later = await laterCompanyWords(
    tx,
    asked.map(({ companyId }) => ({ companyId, occurredAt: at })),
  );
  const said = asked.map(({ companyId, number, fields }) => ({
    companyId,
    // As if the import had said so itself: what anybody said after it counts.
    occurredAt: at,
    dedupeKey: `import-undo:${importId}:${number}`,
    fields: Object.fromEntries(
      Object.entries(fields)
        .filter(([field]) => !later.get(companyId)?.has(field))
        .map(([field, value]) => [field, field === 'relationship' ? (value ?? 'prospect') : value]),
    ),
  }));
  await sayOfCompanies(tx, said, { rows, born: new Set() });
}

/** The instant of what the import said. */
async function instantOf(tx: Tx, importId: string): Promise<number> {
  const { rows } = await tx.query<{ at: number }>(
    `SELECT (state ->> 'at')::bigint AS at FROM job WHERE subject_id = $1 AND kind = 'import' AND state ->> 'task' = 'run' ORDER BY created_at DESC LIMIT 1`,
    [importId],
  );
  return rows[0]?.at ?? 0;
}

async function dropUnused(tx: Tx, companyIds: readonly string[]): Promise<void> {
  await tx.query(
    `DELETE FROM company c WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM lead l WHERE l.company_id = c.id)`,
    [companyIds],
  );
}
