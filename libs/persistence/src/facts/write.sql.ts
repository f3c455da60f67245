import type { ConsentGiven, EpochMs } from '@ripen/domain';
import { newId } from '../db/ids';
import type { Tx } from '../db/pool';
import type { Recorded } from './ledger.sql';
import { LEAD_COLUMNS, type LeadRow } from './lead.mapper';

const WRITTEN = LEAD_COLUMNS.filter((column) => column !== 'id' && column !== 'created_at' && column !== 'merged_into');

const WRITE_LEADS = `UPDATE lead l SET ${WRITTEN.map((column) => `${column} = x.${column}`).join(', ')}
FROM jsonb_populate_recordset(null::lead, $1) x WHERE l.id = x.id`;

/** Writes leads that the caller holds locked, in one statement. */
export async function writeLeads(tx: Tx, rows: readonly LeadRow[]): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    ...row,
    last_touched_at: iso(row.last_touched_at),
    scored_at: iso(row.scored_at),
    created_at: iso(row.created_at),
  }));
  await tx.query({ name: 'write-leads', text: WRITE_LEADS, values: [JSON.stringify(records)] });
}

function iso(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** Appends what leads said about consent, with its proof. */
export async function writeConsents(tx: Tx, recorded: readonly Recorded[], receivedAt: EpochMs): Promise<void> {
  const given = recorded.flatMap(({ change }) => (change.kind === 'consent' ? [change] : []));
  if (given.length === 0) return;
  await tx.query(
    `INSERT INTO consent (id, lead_id, purpose, channel, state, at, received_at, proof)
     SELECT x.id, x.lead_id, x.purpose, x.channel, x.state, instant(x.at), instant($2), x.proof
     FROM jsonb_to_recordset($1) AS x(id uuid, lead_id uuid, purpose text, channel text, state text, at bigint, proof jsonb)`,
    [JSON.stringify(given.map(consentRecord)), receivedAt],
  );
}

function consentRecord({ leadId, purpose, channel, state, occurredAt, proof }: ConsentGiven): object {
  return { id: newId(), lead_id: leadId, purpose, channel, state, at: occurredAt, proof };
}
