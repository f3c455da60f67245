import type { Command, EpochMs } from '@ripen/domain';
import type { Handoff, HandoffDecision, PlannedNotice } from '@ripen/handoff';
import { newId } from '../db/ids';
import { askAside, type Tx } from '../db/pool';

/** The loop columns of a turn that was decided; null when a person acted between turns. */
export interface HandoffTurn {
  readonly turn: number;
  readonly command: Command;
  /** The reconciler's and the screens' view of the command. */
  readonly deadline: EpochMs | null;
}

const WRITE = /* sql */ `
WITH d AS (SELECT $1::jsonb AS v),
own AS (
  UPDATE handoff h SET state = v ->> 'state', owner_id = (v ->> 'ownerId')::uuid,
    offers = ARRAY(SELECT jsonb_array_elements_text(v -> 'offers'))::uuid[], declined = ARRAY(SELECT jsonb_array_elements_text(v -> 'declined'))::uuid[],
    next_visit = (v ->> 'nextVisit')::int, clock = nullif(v -> 'clock', 'null'), due_at = instant((v ->> 'dueAt')::bigint),
    pool_until = instant((v ->> 'poolUntil')::bigint), accepted_at = instant((v ->> 'acceptedAt')::bigint),
    contacted_at = instant((v ->> 'contactedAt')::bigint), follow_up_at = instant((v ->> 'followUpAt')::bigint), bant = v -> 'bant',
    quote = nullif(v -> 'quote', 'null'), outcome = v ->> 'outcome', outcome_reason = v ->> 'outcomeReason', closed_at = instant((v ->> 'closedAt')::bigint),
    turn = coalesce((v ->> 'turn')::int, h.turn), command = coalesce(v -> 'command', h.command),
    deadline = CASE WHEN v ? 'turn' THEN instant((v ->> 'deadline')::bigint) ELSE h.deadline END,
    poke_at = CASE WHEN v ? 'turn' THEN NULL ELSE h.poke_at END,
    status = CASE WHEN v -> 'command' ->> 'do' = 'done' THEN 'ended' ELSE h.status END
  FROM d WHERE h.id = (v ->> 'id')::uuid),
fired AS (
  INSERT INTO sla_log (handoff_id, visit, clock, rung, due_at, fired_at, owner_id)
  SELECT (v ->> 'id')::uuid, x.visit, x.clock, x.rung, instant(x.due), instant((v ->> 'now')::bigint), (v ->> 'ownerBefore')::uuid
  FROM d, jsonb_to_recordset(v -> 'fired') AS x(visit int, clock text, rung text, due bigint)),
told AS (
  INSERT INTO effect (id, subject_type, subject_id, lead_id, visit, step, kind, purpose, notice, clock, user_id, created_at)
  SELECT x.id, 'handoff', (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, x.visit, x.step, 'notify', 'internal', x.notice, x.clock, x."userId",
    instant((v ->> 'now')::bigint)
  FROM d, jsonb_to_recordset(v -> 'notices') AS x(id uuid, visit int, step text, notice text, clock text, "userId" uuid)
  ON CONFLICT (subject_id, visit, step) DO NOTHING),
rung AS (
  INSERT INTO notification (id, user_id, kind, handoff_id, lead_id, data, created_at)
  SELECT x."bellId", x."userId", x.notice, (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, jsonb_build_object('clock', x.clock), instant((v ->> 'now')::bigint)
  FROM d, jsonb_to_recordset(v -> 'notices') AS x("bellId" uuid, "userId" uuid, notice text, clock text)),
team AS (
  UPDATE team t SET last_assigned = (v ->> 'lastAssigned')::uuid FROM d WHERE t.id = (v ->> 'teamId')::uuid AND v ->> 'lastAssigned' IS NOT NULL)
INSERT INTO trace (subject_type, subject_id, lead_id, turn, at, event, actor_id, why)
SELECT 'handoff', (v ->> 'id')::uuid, (v ->> 'leadId')::uuid, coalesce((v ->> 'turn')::int, 0), instant(x.at), x.event, x."actorId", coalesce(x.why, '{}')
FROM d, jsonb_to_recordset(v -> 'trace') AS x(at bigint, event text, "actorId" uuid, why jsonb)`;

/** Writes one decision about a handoff: the row, the fired rungs, the notices (mail effect and bell), the team's turn and the trace. */
export function writeHandoffDecision(
  tx: Tx,
  input: { before: Handoff; decision: HandoffDecision; turn: HandoffTurn | null; now: EpochMs },
): void {
  const { before, decision, turn, now } = input;
  const { state } = decision;
  const record = {
    ...state,
    ownerBefore: before.ownerId,
    dueAt: nextDue(state),
    now,
    fired: decision.fired,
    notices: decision.notices.map((notice: PlannedNotice) => ({ ...notice, bellId: newId() })),
    lastAssigned: decision.lastAssigned,
    trace: decision.trace,
    ...(turn ?? {}),
  };
  askAside(tx, { name: 'write-handoff', text: WRITE, values: [JSON.stringify(record)] });
}

/** When the running clock breaches: the figure behind every countdown. */
function nextDue(state: Handoff): EpochMs | null {
  return state.clock?.rungs.find((rung) => rung.rung === 'breach')?.due ?? state.poolUntil;
}
