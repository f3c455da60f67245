import type { Tx } from '../db/pool';

/** A row of an import that may be undone. */
export interface UndoneRow {
  readonly number: number;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  readonly lead_id: string | null;
  readonly company_id: string | null;
  readonly before: {
    readonly lead?: Readonly<Record<string, string | number | boolean | null>>;
    readonly custom?: Readonly<Record<string, string | number | boolean | null>>;
    readonly company?: Readonly<Record<string, string | number | boolean | null>>;
    readonly companyId?: string | null;
    readonly companyMade?: boolean;
    readonly externalId?: string | null;
  } | null;
}

/** The next rows to undo, the last of the file first: of two rows about one company the earlier one knows what was there before both. */
export async function undoneBefore(
  tx: Tx,
  { importId, before, limit }: { importId: string; before: number | null; limit: number },
): Promise<UndoneRow[]> {
  const { rows } = await tx.query<UndoneRow>(
    `SELECT number, outcome, lead_id, company_id, before FROM import_result
     WHERE import_id = $1 AND ($2::int IS NULL OR number < $2) AND (outcome IN ('created', 'changed') OR before IS NOT NULL)
     ORDER BY number DESC LIMIT $3`,
    [importId, before, limit],
  );
  return rows;
}

/** A lead of an import who has done something since, or with whom something was done: they stay. `l`: the lead; `$P`: the key of the import's facts. */
const BUSY = (prefix: string) => `(l.merged_into IS NOT NULL
  OR EXISTS (SELECT FROM ledger_entry e WHERE e.lead_id = l.id AND e.kind <> 'stage' AND NOT starts_with(coalesce(e.dedupe_key, ''), ${prefix}))
  OR EXISTS (SELECT FROM handoff h WHERE h.lead_id = l.id) OR EXISTS (SELECT FROM form_submission s WHERE s.lead_id = l.id)
  OR EXISTS (SELECT FROM event_person p WHERE p.lead_id = l.id)
  OR EXISTS (SELECT FROM effect f WHERE f.lead_id = l.id AND f.state IN ('sending', 'sent', 'unknown'))
  OR EXISTS (SELECT FROM lead_identity i WHERE i.lead_id = l.id AND i.kind <> 'external')
  OR EXISTS (SELECT FROM lead m WHERE m.merged_into = l.id))`;

/** Those of the leads who are idle. The caller holds them locked. */
export async function idleOf(tx: Tx, leadIds: readonly string[], prefix: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT l.id FROM lead l WHERE l.id = ANY ($1) AND NOT ${BUSY('$2')}`,
    [leadIds, prefix],
  );
  return rows.map(({ id }) => id);
}

/** Fields that somebody set after the import's own entry: `leadId.part.field`. */
export async function overruledOf(tx: Tx, keys: readonly { leadId: string; key: string }[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ field: string }>(
    `SELECT DISTINCT x.lead_id || '.' || f.field AS field FROM unnest($1::uuid[], $2::text[]) x(lead_id, key)
     JOIN ledger_entry own ON own.dedupe_key = x.key
     JOIN ledger_entry e ON e.lead_id = x.lead_id AND e.kind = 'fields' AND e.id > own.id
     CROSS JOIN LATERAL (SELECT 'lead.' || jsonb_object_keys(e.data -> 'lead') AS field
       UNION ALL SELECT 'custom.' || key FROM jsonb_each(e.data -> 'custom')
       UNION ALL SELECT 'company' WHERE e.data #>> '{company,name}' <> '') f`,
    [keys.map(({ leadId }) => leadId), keys.map(({ key }) => key)],
  );
  return new Set(rows.map(({ field }) => field));
}

export interface UndoCounts {
  readonly removed: number;
  readonly stay: number;
  readonly restored: number;
  readonly overruled: number;
}

/** What undoing would do to leads now. */
export async function previewUndoOfLeads(tx: Tx, importId: string): Promise<UndoCounts> {
  const { rows } = await tx.query<UndoCounts>(
    `WITH born AS (SELECT r.lead_id, l.id IS NOT NULL AND NOT ${BUSY("'import:' || $1::text || ':'")} AS idle
       FROM import_result r LEFT JOIN lead l ON l.id = r.lead_id WHERE r.import_id = $1::uuid AND r.outcome = 'created'),
     touched AS (SELECT r.number, EXISTS (SELECT FROM jsonb_object_keys(coalesce(r.before -> 'lead', '{}') || coalesce(r.before -> 'custom', '{}')) f(field)
         WHERE NOT EXISTS (SELECT FROM ledger_entry own JOIN ledger_entry e ON e.lead_id = own.lead_id AND e.kind = 'fields' AND e.id > own.id
           WHERE own.dedupe_key = 'import:' || $1::text || ':' || r.number AND (e.data -> 'lead' ? f.field OR e.data -> 'custom' ? f.field))) AS returns
       FROM import_result r WHERE r.import_id = $1::uuid AND r.outcome = 'changed')
     SELECT (SELECT count(*) FROM born WHERE idle) AS removed, (SELECT count(*) FROM born WHERE NOT idle) AS stay,
       (SELECT count(*) FROM touched WHERE returns) AS restored, (SELECT count(*) FROM touched WHERE NOT returns) AS overruled`,
    [importId],
  );
  return rows[0] ?? { removed: 0, stay: 0, restored: 0, overruled: 0 };
}

/** The same of companies. */
export async function previewUndoOfCompanies(tx: Tx, importId: string): Promise<UndoCounts> {
  const { rows } = await tx.query<UndoCounts>(
    `SELECT count(*) FILTER (WHERE outcome = 'created' AND NOT used) AS removed, count(*) FILTER (WHERE outcome = 'created' AND used) AS stay,
       count(*) FILTER (WHERE outcome = 'changed') AS restored, 0 AS overruled
     FROM (SELECT r.outcome, EXISTS (SELECT FROM lead l WHERE l.company_id = r.company_id) AS used FROM import_result r WHERE r.import_id = $1) x`,
    [importId],
  );
  return rows[0] ?? { removed: 0, stay: 0, restored: 0, overruled: 0 };
}
