import type { CompanyField, EpochMs, FieldValue } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { setCompanyFields, writeCompanies } from './companies';
import type { CompanyRow } from './lead.mapper';
import { laterCompanyWords } from './latest-word';

/** Something that was said of a company, and of no lead. */
export interface CompanyWord {
  readonly companyId: string;
  readonly occurredAt: EpochMs;
  readonly dedupeKey: string;
  readonly fields: Partial<Readonly<Record<CompanyField, FieldValue>>>;
}

/**
 * Says something of companies that the caller holds locked: each word once, by its key; what was said later of a field counts. Their leads are
 * scored again in chunks of their own, unless the company was born by the caller's transaction.
 */
export async function sayOfCompanies(
  tx: Tx,
  said: readonly CompanyWord[],
  { rows, born }: { rows: ReadonlyMap<string, CompanyRow>; born: ReadonlySet<string> },
): Promise<void> {
  if (said.length === 0) return;
  const { rows: taken } = await tx.query<{ dedupe_key: string }>(
    `INSERT INTO company_word (company_id, occurred_at, received_at, data, dedupe_key)
     SELECT x."companyId", instant(x."occurredAt"), clock_timestamp(), x.fields, x."dedupeKey"
     FROM jsonb_to_recordset($1) AS x("companyId" uuid, "occurredAt" bigint, fields jsonb, "dedupeKey" text)
     ON CONFLICT (dedupe_key) DO NOTHING RETURNING dedupe_key`,
    [JSON.stringify(said)],
  );
  const keys = new Set(taken.map((row) => row.dedupe_key));
  const later = await laterCompanyWords(tx, said);
  const changed = new Set<string>();
  for (const { companyId, fields, occurredAt, dedupeKey } of said) {
    const row = rows.get(companyId);
    if (!row || !keys.has(dedupeKey)) continue;
    const counting = Object.entries(fields).filter(([field]) => (later.get(companyId)?.get(field) ?? 0) <= occurredAt);
    if (setCompanyFields(row, Object.fromEntries(counting))) changed.add(companyId);
  }
  await writeCompanies(tx, { about: new Map(), ofLead: new Map(), rows, changed, born });
}
