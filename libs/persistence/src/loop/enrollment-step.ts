import { type Command, type Consent, type EffectView, type EpochMs, type LeadFacts, nextCommand } from '@ripen/domain';
import { decide, type EnrollmentState, type JourneyDecision, type Token, unionOfNeeds } from '@ripen/journey';
import type { Tx } from '../db/pool';
import { newId } from '../db/ids';
import type { CompanyRow, LeadRow } from '../facts/lead.mapper';
import { assembleFacts, type FactNeeds, loadFacts, NEAR_COLUMNS } from '../facts/facts.repository';
import { toWait, type WaitRow } from '../facts/waits';
import { settleExpiredLeases } from './effect.sql';
import { writeEnrollmentDecision } from './enrollment-write.sql';
import { compiledVersion } from './journey.repository';
import { putOff } from './put-off';
import { deadlineOf, type LoopRow } from './subject';

interface EnrollmentRow {
  id: string;
  journey_id: string;
  version_id: string;
  lead_id: string;
  status: 'active' | 'parked' | 'ended';
  entered_at: EpochMs;
  submission_id: string | null;
  next_visit: number;
  last_message_at: EpochMs | null;
  paused: boolean;
  zone: string;
  tokens: Token[];
  waits: (Omit<WaitRow, 'opened_at' | 'deadline'> & { opened_ms: EpochMs; deadline_ms: EpochMs | null })[];
  effects: EffectView[];
  open_handoff: string | null;
  company: CompanyRow | null;
  consents: Consent[];
  suppressed: boolean;
}

const LOAD = /* sql */ `
SELECT e.id, e.journey_id, e.version_id, e.lead_id, e.status, e.entered_at, e.submission_id, e.next_visit,
  (SELECT max(coalesce(m.data_at, m.sent_at)) FROM effect m WHERE m.subject_id = e.id AND m.state IN ('sent', 'unknown')) AS last_message_at,
  j.state = 'paused' AS paused,
  coalesce((SELECT settings ->> 'zone' FROM workspace), 'Europe/Berlin') AS zone,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'nodeId', t.node_id, 'visit', t.visit, 'phase', t.phase) ORDER BY t.id)
    FROM token t WHERE t.enrollment_id = e.id), '[]') AS tokens,
  coalesce((SELECT jsonb_agg(to_jsonb(w) || jsonb_build_object('opened_ms', ms(w.opened_at), 'deadline_ms', ms(w.deadline)) ORDER BY w.id)
    FROM wait w JOIN token t ON t.enrollment_id = w.enrollment_id AND t.visit = w.visit WHERE w.enrollment_id = e.id), '[]') AS waits,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'visit', f.visit, 'step', f.step, 'state', f.state, 'notBefore', ms(f.not_before),
      'leaseUntil', ms(f.lease_until), 'code', f.code) ORDER BY f.id)
    FROM effect f JOIN token t ON t.enrollment_id = f.subject_id AND t.visit = f.visit WHERE f.subject_id = e.id), '[]') AS effects,
  (SELECT h.id FROM handoff h WHERE h.lead_id = e.lead_id AND h.state <> 'closed') AS open_handoff, ${NEAR_COLUMNS}
FROM enrollment e JOIN journey j ON j.id = e.journey_id JOIN lead l ON l.id = e.lead_id WHERE e.id = $1 FOR UPDATE OF e`;

/** One turn to decide, under the lead's lock. */
export interface TurnToDecide {
  readonly id: string;
  readonly turn: number;
  readonly lead: LeadRow;
  readonly now: EpochMs;
  /** The row as it was, when the workflow asks for this turn. */
  readonly asked: LoopRow | null;
}

/** Decides one turn of an enrollment by the journey core and writes it. The lead is locked. Throws what must park the row. */
export async function decideEnrollment(
  tx: Tx,
  { id, turn, lead, now, asked }: TurnToDecide,
): Promise<{ command: Command; place: string }> {
  const row = await loadEnrollment(tx, id, now);
  if (row === null) return { command: { do: 'done' }, place: 'gone' };
  if (row.status !== 'active')
    return { command: { do: row.status === 'ended' ? 'done' : 'parked' }, place: row.status };
  const compiled = await compiledVersion(tx, row.version_id);
  if (!compiled) throw new MissingVersionError();
  const facts = await factsOf(tx, lead, row, unionOfNeeds(row.tokens.map(({ nodeId }) => compiled.needsFrom(nodeId))));
  const decision = decide(compiled, {
    state: toState(row),
    facts,
    now,
    workspaceZone: row.zone,
    newId,
  });
  const decided = row.paused ? withoutClaims(decision, now) : decision.command;
  const command = asked === null ? decided : putOff(decided, asked, now);
  await writeEnrollmentDecision(tx, {
    row,
    turn,
    now,
    decision,
    command,
    deadline: deadlineOf(decided),
    cell: facts.score?.cell ?? null,
    openHandoff: row.open_handoff,
  });
  return { command, place: placeOf(decision) };
}

/** Loads the row under its own lock, after claims whose lease ran out were settled. */
async function loadEnrollment(tx: Tx, id: string, now: EpochMs): Promise<EnrollmentRow | null> {
  const load = async (): Promise<EnrollmentRow | null> =>
    (await tx.query<EnrollmentRow>({ name: 'load-enrollment', text: LOAD, values: [id] })).rows[0] ?? null;
  const row = await load();
  if (!row?.effects.some(({ state, leaseUntil }) => state === 'sending' && (leaseUntil ?? now) <= now)) return row;
  await settleExpiredLeases(tx, id, now);
  return load();
}

/** A pause stops claims, not clocks: planned effects stay planned, waits go on. Resuming pokes everybody. */
function withoutClaims({ state, command }: JourneyDecision, now: EpochMs): Command {
  if (command.do === 'done' || command.do === 'parked') return command;
  return nextCommand(
    {
      ended: false,
      parked: false,
      deadlines: state.waits.flatMap((wait) =>
        wait.state === 'open' && wait.deadline !== null ? [wait.deadline] : [],
      ),
      effects: state.effects.filter((effect) => effect.state === 'sending'),
      mayAct: true,
    },
    now,
  );
}

/** Thrown when an enrollment points to a version that is not there; parks the row. */
class MissingVersionError extends Error {
  override name = 'MissingVersion';
}

/** History is read only for a decision that asks for it; the rest came with the row. */
async function factsOf(tx: Tx, lead: LeadRow, row: EnrollmentRow, needs: FactNeeds): Promise<LeadFacts> {
  if (!needs.touchpoints && !needs.feedback) return assembleFacts(lead, { ...row, touchpoints: null, feedback: null });
  const facts = (await loadFacts(tx, [lead], needs)).get(lead.id);
  if (!facts) throw new MissingLeadError();
  return facts;
}

/** Thrown when an enrollment's lead is not there; parks the row. */
class MissingLeadError extends Error {
  override name = 'MissingLead';
}

function toState(row: EnrollmentRow): EnrollmentState {
  return {
    id: row.id,
    journeyId: row.journey_id,
    status: row.status,
    enteredAt: row.entered_at,
    lastMessageAt: row.last_message_at,
    submissionId: row.submission_id,
    nextVisit: row.next_visit,
    tokens: row.tokens,
    waits: row.waits.map((wait) => toWait({ ...wait, opened_at: wait.opened_ms, deadline: wait.deadline_ms })),
    effects: row.effects,
  };
}

/** Node ids and kinds only: names are free text and stay out of Temporal. */
function placeOf({ state }: JourneyDecision): string {
  if (state.status !== 'active') return state.status;
  return state.tokens.map((token) => `${token.phase} at ${token.nodeId}`).join(', ');
}
