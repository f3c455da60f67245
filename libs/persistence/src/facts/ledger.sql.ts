import { randomUUID } from 'node:crypto';
import type { EpochMs, FactChange } from '@ripen/domain';
import { askAside, type Tx } from '../db/pool';

/** A change that the ledger took (its key was new), with the entry's id. */
export interface Recorded {
  readonly change: FactChange;
  readonly entryId: string;
}

/** When it was received comes as a text: a function of a parameter makes Postgres plan the statement again for every batch. */
const APPEND = /* sql */ `
INSERT INTO ledger_entry (lead_id, kind, type, occurred_at, received_at, data, channel, campaign, referrer, enrollment_id, points_milli, dedupe_key)
SELECT x.lead_id, x.kind, x.type, instant(x.occurred_at), $2::timestamptz, x.data, x.channel, x.campaign, x.referrer, x.enrollment_id, x.points_milli, x.dedupe_key
FROM jsonb_to_recordset($1) AS x(lead_id uuid, kind text, type text, occurred_at bigint, data jsonb, channel text, campaign text, referrer text,
  enrollment_id uuid, points_milli int, dedupe_key text)
ON CONFLICT (dedupe_key) DO NOTHING
RETURNING id::text, dedupe_key`;

/** Appends the changes to the ledger in one statement; a change whose key is there already is left out of the answer. */
export async function appendToLedger(tx: Tx, changes: readonly FactChange[], receivedAt: EpochMs): Promise<Recorded[]> {
  if (changes.length === 0) return [];
  const byKey = new Map<string, FactChange>();
  const entries: object[] = [];
  for (const change of changes) {
    const key = change.dedupeKey ?? `once:${randomUUID()}`;
    if (byKey.has(key)) continue;
    byKey.set(key, change);
    entries.push({
      ...entryOf(change),
      lead_id: change.leadId,
      kind: change.kind,
      occurred_at: change.occurredAt,
      dedupe_key: key,
    });
  }
  const { rows } = await tx.query<{ id: string; dedupe_key: string }>({
    name: 'append-ledger',
    text: APPEND,
    values: [JSON.stringify(entries), new Date(receivedAt).toISOString()],
  });
  const ids = new Map(rows.map((row) => [row.dedupe_key, row.id]));
  return [...byKey].flatMap(([key, change]) => {
    const entryId = ids.get(key);
    return entryId === undefined ? [] : [{ change, entryId }];
  });
}

interface Entry {
  type?: string;
  data: object;
  channel?: string | null;
  campaign?: string | null;
  referrer?: string | null;
  enrollment_id?: string | null;
  points_milli?: number;
}

function entryOf(change: FactChange): Entry {
  switch (change.kind) {
    case 'touchpoint':
      return { type: change.type, data: change.properties, ...change.source, enrollment_id: change.enrollmentId };
    case 'fields':
      return { data: { lead: change.lead, company: change.company, ...(change.custom && { custom: change.custom }) } };
    case 'consent':
      return { type: `${change.purpose}.${change.channel}`, data: { state: change.state, proof: change.proof } };
    case 'feedback':
      return {
        type: change.feedback.kind,
        data: { feedbackId: change.feedback.id, handoffId: change.feedback.handoffId, reason: change.feedback.reason },
      };
    case 'handoff_closed':
      return { type: change.outcome, data: { handoffId: change.handoffId } };
    case 'points_adjusted':
      return { data: { reason: change.reason }, points_milli: change.pointsMilli };
    case 'owner':
      return { data: { ownerId: change.ownerId } };
    case 'known':
      return { data: {} };
  }
}

/** Stage transitions are facts too: the lead's page and the triggers read them. */
export interface StageEntry {
  readonly leadId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly cell: string | null;
  readonly at: EpochMs;
}

export function appendStages(tx: Tx, stages: readonly StageEntry[], receivedAt: EpochMs): void {
  if (stages.length === 0) return;
  askAside(tx, {
    name: 'append-stages',
    text: `INSERT INTO ledger_entry (lead_id, kind, type, occurred_at, received_at, data)
      SELECT x."leadId", 'stage', x."to", instant(x.at), $2::timestamptz, jsonb_build_object('from', x."from", 'to', x."to", 'cell', x.cell)
      FROM jsonb_to_recordset($1) AS x("leadId" uuid, "from" text, "to" text, cell text, at bigint)`,
    values: [JSON.stringify(stages), new Date(receivedAt).toISOString()],
  });
}
