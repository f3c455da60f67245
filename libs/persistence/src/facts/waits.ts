import type { EpochMs } from '@ripen/domain';
import { matchWait, type Wait } from '@ripen/journey';
import { askAside, type Tx } from '../db/pool';
import type { LeadWork } from './lead-work';

export interface WaitRow {
  id: string;
  enrollment_id: string;
  lead_id: string;
  token_id: number;
  visit: number;
  node_id: string;
  events: Wait['events'];
  timeout_port: string;
  opened_at: EpochMs;
  deadline: EpochMs | null;
  state: Wait['state'];
  port: string | null;
  by: string | null;
}

export function toWait(row: WaitRow): Wait {
  return {
    id: row.id,
    tokenId: row.token_id,
    visit: row.visit,
    nodeId: row.node_id,
    events: row.events,
    timeoutPort: row.timeout_port,
    openedAt: row.opened_at,
    deadline: row.deadline,
    state: row.state,
    port: row.port,
    by: row.by,
  };
}

/** The open waits of leads. */
export async function openWaits(tx: Tx, leadIds: readonly string[]): Promise<WaitRow[]> {
  const { rows } = await tx.query<WaitRow>({
    name: 'open-waits',
    text: `SELECT id, enrollment_id, lead_id, token_id, visit, node_id, events, timeout_port, opened_at, deadline, state, port, by
      FROM wait WHERE lead_id = ANY ($1) AND state = 'open' ORDER BY id`,
    values: [leadIds],
  });
  return rows;
}

/**
 * Holds what happened against the open waits of the same leads and closes those that it satisfies. The row is the arbiter: a wait that was
 * closed by its deadline stays closed. Returns the enrollments to poke.
 */
export function settleWaits(
  tx: Tx,
  works: readonly LeadWork[],
  { waits, now }: { waits: readonly WaitRow[]; now: EpochMs },
): string[] {
  const stirred = works.filter(
    (work) => work.touchpoints.length > 0 || work.handoffs.length > 0 || work.stageMove !== null,
  );
  const byLead = new Map(stirred.map((work) => [work.row.id, work]));
  const closed = waits.flatMap((row) => {
    const work = byLead.get(row.lead_id);
    const match = work ? matchWait(toWait(row), happenedTo(work, now)) : null;
    return match ? [{ id: row.id, enrollmentId: row.enrollment_id, port: match.port, by: match.by }] : [];
  });
  if (closed.length === 0) return [];
  askAside(tx, {
    name: 'satisfy-waits',
    text: `UPDATE wait w SET state = 'satisfied', port = x.port, by = x.by, closed_at = instant($2)
      FROM jsonb_to_recordset($1) AS x(id uuid, port text, by text) WHERE w.id = x.id AND w.state = 'open'`,
    values: [JSON.stringify(closed), now],
  });
  return closed.map((wait) => wait.enrollmentId);
}

function happenedTo(work: LeadWork, now: EpochMs): Parameters<typeof matchWait>[1] {
  const confirmed = work.touchpoints.flatMap(({ type, properties }) =>
    type === 'content_requested' && typeof properties['submissionId'] === 'string' ? [properties['submissionId']] : [],
  );
  return {
    touchpoints: work.touchpoints,
    stage: work.stageMove?.to ?? null,
    confirmedSubmissions: confirmed,
    handoffs: work.handoffs,
    at: work.at || now,
  };
}
