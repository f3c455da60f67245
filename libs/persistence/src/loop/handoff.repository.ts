import type { Bant, EffectView, EpochMs, HandoffOutcome, HandoffState } from '@ripen/domain';
import {
  type Handoff,
  type Quote,
  type RunningClock,
  type SlaPolicy,
  slaPolicySchema,
  type Team,
} from '@ripen/handoff';
import type { Tx } from '../db/pool';

interface HandoffRow {
  id: string;
  lead_id: string;
  enrollment_id: string | null;
  team_id: string;
  policy: unknown;
  status: 'active' | 'parked' | 'ended';
  turn: number;
  state: HandoffState;
  owner_id: string | null;
  offers: string[];
  declined: string[];
  next_visit: number;
  clock: RunningClock | null;
  pool_until: EpochMs | null;
  accepted_at: EpochMs | null;
  contacted_at: EpochMs | null;
  follow_up_at: EpochMs | null;
  bant: Bant;
  quote: Quote | null;
  outcome: HandoffOutcome | null;
  outcome_reason: string | null;
  closed_at: EpochMs | null;
  created_at: EpochMs;
}

/** A handoff under its lead's lock, with what its decisions need. */
export interface LoadedHandoff {
  readonly handoff: Handoff;
  readonly team: Team;
  readonly policy: SlaPolicy;
  readonly effects: readonly EffectView[];
  readonly status: 'active' | 'parked' | 'ended';
  readonly turn: number;
}

/** Locks and loads a handoff, then its team (handoff < team). The lead is locked. Null: no such handoff. */
export async function loadHandoff(tx: Tx, id: string): Promise<LoadedHandoff | null> {
  const { rows } = await tx.query<HandoffRow>({
    name: 'load-handoff',
    text: 'SELECT * FROM handoff WHERE id = $1 FOR UPDATE',
    values: [id],
  });
  const row = rows[0];
  if (!row) return null;
  const team = await lockTeam(tx, row.team_id);
  const { rows: effects } = await tx.query<EffectView>({
    name: 'handoff-effects',
    text: `SELECT id, visit, step, state, not_before AS "notBefore", lease_until AS "leaseUntil", code FROM effect WHERE subject_id = $1 ORDER BY id`,
    values: [id],
  });
  return {
    handoff: toHandoff(row),
    team,
    policy: slaPolicySchema.parse(row.policy),
    effects,
    status: row.status,
    turn: row.turn,
  };
}

async function lockTeam(tx: Tx, teamId: string): Promise<Team> {
  const { rows } = await tx.query<{ id: string; manager_id: string | null; last_assigned: string | null }>({
    name: 'lock-team',
    text: 'SELECT id, manager_id, last_assigned FROM team WHERE id = $1 FOR UPDATE',
    values: [teamId],
  });
  const members = await tx.query<{ user_id: string; absent: boolean }>({
    name: 'team-members',
    text: `SELECT m.user_id, u.absent OR u.disabled_at IS NOT NULL AS absent FROM team_member m JOIN app_user u ON u.id = m.user_id
      WHERE m.team_id = $1 ORDER BY m.position, m.user_id`,
    values: [teamId],
  });
  return {
    id: teamId,
    managerId: rows[0]?.manager_id ?? null,
    lastAssigned: rows[0]?.last_assigned ?? null,
    members: members.rows.map((member) => ({ userId: member.user_id, absent: member.absent })),
  };
}

/** The columns that the core looks at. */
export type CoreHandoffRow = Omit<HandoffRow, 'enrollment_id' | 'policy' | 'status' | 'turn'>;

/** A row of `handoff` as the core knows it. */
export function toHandoff(row: CoreHandoffRow): Handoff {
  return {
    id: row.id,
    leadId: row.lead_id,
    teamId: row.team_id,
    state: row.state,
    ownerId: row.owner_id,
    offers: row.offers,
    declined: row.declined,
    nextVisit: row.next_visit,
    clock: row.clock,
    poolUntil: row.pool_until,
    acceptedAt: row.accepted_at,
    contactedAt: row.contacted_at,
    followUpAt: row.follow_up_at,
    bant: row.bant,
    quote: row.quote,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
    closedAt: row.closed_at,
    createdAt: row.created_at,
  };
}
