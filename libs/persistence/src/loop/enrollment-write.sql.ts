import type { Command, EpochMs } from '@ripen/domain';
import type { JourneyChange, JourneyDecision } from '@ripen/journey';
import { askAside, type Tx } from '../db/pool';
import { openHandoff } from './handoff-open.sql';

export interface EnrollmentWrite {
  readonly row: { readonly id: string; readonly journey_id: string; readonly lead_id: string };
  readonly turn: number;
  readonly now: EpochMs;
  readonly decision: JourneyDecision;
  readonly command: Command;
  /** The reconciler's and the screens' view of the command. */
  readonly deadline: EpochMs | null;
  readonly cell: string | null;
  /** The lead's open handoff: a second hand-off node joins it, since a lead has one owner at a time. */
  readonly openHandoff: string | null;
}

const WRITE = /* sql */ `
WITH d AS (SELECT $1::jsonb AS v),
own AS (
  UPDATE enrollment e SET turn = (v ->> 'turn')::int, command = v -> 'command', deadline = instant((v ->> 'deadline')::bigint), poke_at = NULL,
    status = v ->> 'status', next_visit = (v ->> 'nextVisit')::int, end_reason = v ->> 'endReason', park_reason = v ->> 'parkReason',
    ended_at = CASE WHEN v ->> 'status' = 'ended' THEN instant((v ->> 'now')::bigint) END
  FROM d WHERE e.id = (v ->> 'id')::uuid),
gone AS (
  DELETE FROM token t USING d WHERE t.enrollment_id = (v ->> 'id')::uuid
    AND NOT t.id IN (SELECT x.id FROM jsonb_to_recordset(v -> 'tokens') AS x(id int))),
standing AS (
  INSERT INTO token AS t (enrollment_id, id, journey_id, node_id, visit, phase, since)
  SELECT (v ->> 'id')::uuid, x.id, (v ->> 'journeyId')::uuid, x."nodeId", x.visit, x.phase, instant((v ->> 'now')::bigint)
  FROM d, jsonb_to_recordset(v -> 'tokens') AS x(id int, "nodeId" text, visit int, phase text)
  ON CONFLICT (enrollment_id, id) DO UPDATE SET node_id = excluded.node_id, visit = excluded.visit, phase = excluded.phase,
    since = CASE WHEN t.visit = excluded.visit THEN t.since ELSE excluded.since END
  WHERE (t.node_id, t.visit, t.phase) IS DISTINCT FROM (excluded.node_id, excluded.visit, excluded.phase)),
opened AS (
  INSERT INTO wait (id, enrollment_id, lead_id, token_id, visit, node_id, events, timeout_port, opened_at, deadline)
  SELECT x.id, (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, x."tokenId", x.visit, x."nodeId", x.events, x."timeoutPort", instant(x."openedAt"), instant(x.deadline)
  FROM d, jsonb_to_recordset(v -> 'opened') AS x(id uuid, "tokenId" int, visit int, "nodeId" text, events jsonb, "timeoutPort" text,
    "openedAt" bigint, deadline bigint)),
closed AS (
  UPDATE wait w SET state = x.state, port = x.port, by = x.by, closed_at = instant((v ->> 'now')::bigint)
  FROM d, jsonb_to_recordset(v -> 'closed') AS x("waitId" uuid, state text, port text, by text) WHERE w.id = x."waitId" AND w.state = 'open'),
planned AS (
  INSERT INTO effect (id, subject_type, subject_id, lead_id, visit, step, kind, node_id, purpose, created_at)
  SELECT x.id, 'enrollment', (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, x.visit, x.step, x.kind, x."nodeId", x.purpose, instant((v ->> 'now')::bigint)
  FROM d, jsonb_to_recordset(v -> 'planned') AS x(id uuid, visit int, step text, kind text, "nodeId" text, purpose text)),
cancelled AS (
  UPDATE effect f SET state = 'cancelled', code = x.code
  FROM d, jsonb_to_recordset(v -> 'cancelled') AS x("effectId" uuid, code text) WHERE f.id = x."effectId" AND f.state = 'planned')
INSERT INTO trace (subject_type, subject_id, lead_id, turn, at, node_id, visit, event, port, to_node_id, until, why)
SELECT 'enrollment', (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, (v ->> 'turn')::int, instant(x.at), x."nodeId", x.visit, x.event, x.port,
  x."toNodeId", instant(x.until), coalesce(x.why, '{}')
FROM d, jsonb_to_recordset(v -> 'trace') AS x(at bigint, "nodeId" text, visit int, event text, port text, "toNodeId" text, until bigint, why jsonb)`;

/** Writes one decision: the row, its tokens, waits, effects and trace in one statement, and a handoff where one was opened. */
export async function writeEnrollmentDecision(tx: Tx, write: EnrollmentWrite): Promise<void> {
  const { row, turn, now, decision, command, deadline } = write;
  const { state, changes } = decision;
  const ended = only(changes, 'ended')[0];
  const record = {
    id: row.id,
    journeyId: row.journey_id,
    leadId: row.lead_id,
    turn,
    now,
    command,
    deadline,
    status: state.status,
    nextVisit: state.nextVisit,
    endReason: state.status === 'ended' ? (ended?.reason ?? null) : null,
    parkReason: state.status === 'parked' ? (decision.trace.at(-1)?.why['reason'] ?? null) : null,
    tokens: state.status === 'ended' ? [] : state.tokens,
    opened: only(changes, 'wait_opened').map(({ wait }) => ({
      ...wait,
      events: joinOpenHandoff(wait.events, write.openHandoff),
    })),
    closed: only(changes, 'wait_closed'),
    planned: only(changes, 'effect_planned').map(({ effect }) => effect),
    cancelled: only(changes, 'effect_cancelled'),
    trace: decision.trace,
  };
  askAside(tx, { name: 'write-enrollment', text: WRITE, values: [JSON.stringify(record)] });
  if (write.openHandoff !== null) return;
  for (const handoff of only(changes, 'handoff_opened')) {
    await openHandoff(tx, { ...handoff, leadId: row.lead_id, enrollmentId: row.id, cell: write.cell, createdAt: now });
  }
}

function joinOpenHandoff<E extends { readonly kind: string }>(events: readonly E[], open: string | null): readonly E[] {
  if (open === null) return events;
  return events.map((event) => (event.kind === 'handoff' ? { ...event, handoffId: open } : event));
}

function only<K extends JourneyChange['change']>(
  changes: readonly JourneyChange[],
  kind: K,
): Extract<JourneyChange, { change: K }>[] {
  return changes.filter((change): change is Extract<JourneyChange, { change: K }> => change.change === kind);
}
