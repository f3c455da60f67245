import type { HandoffBrief, SlaClockShape } from '@ripen/contracts';
import type { EpochMs, HandoffOutcome, HandoffState } from '@ripen/domain';
import { breachDue, type RunningClock, slaPolicySchema, urgency, type UrgencyLevel } from '@ripen/handoff';

/** The columns that every list of handoffs shares. `h` is the handoff. */
export interface HandoffBriefRow {
  id: string;
  state: HandoffState;
  outcome: HandoffOutcome | null;
  outcome_reason: string | null;
  team_id: string;
  team_name: string;
  owner_id: string | null;
  owner_name: string | null;
  created_at: EpochMs;
  accepted_at: EpochMs | null;
  contacted_at: EpochMs | null;
  closed_at: EpochMs | null;
  clock: RunningClock | null;
  policy: unknown;
}

export const HANDOFF_BRIEF_COLUMNS = `h.id, h.state, h.outcome, h.outcome_reason, h.team_id, t.name AS team_name, h.owner_id, u.name AS owner_name,
  h.created_at, h.accepted_at, h.contacted_at, h.closed_at, h.clock, h.policy`;
export const HANDOFF_BRIEF_JOINS = 'JOIN team t ON t.id = h.team_id LEFT JOIN app_user u ON u.id = h.owner_id';

const CLOCK_STATES: Readonly<Record<UrgencyLevel, SlaClockShape['state']>> = {
  neutral: 'running',
  soon: 'due_soon',
  breached: 'breached',
};

export function toHandoffBrief(row: HandoffBriefRow, now: EpochMs): HandoffBrief {
  return {
    id: row.id,
    state: row.state,
    outcome: row.outcome,
    outcomeReason: row.outcome_reason,
    team: { id: row.team_id, name: row.team_name },
    owner: row.owner_id === null || row.owner_name === null ? null : { id: row.owner_id, name: row.owner_name },
    createdAt: row.created_at,
    acceptedAt: row.accepted_at,
    contactedAt: row.contacted_at,
    closedAt: row.closed_at,
    clock: row.clock === null ? null : toSlaClock(row.clock, slaPolicySchema.parse(row.policy).calendar, now),
  };
}

function toSlaClock(
  clock: RunningClock,
  calendar: Parameters<typeof urgency>[0]['calendar'],
  now: EpochMs,
): SlaClockShape {
  const { level } = urgency({ clock, now, calendar });
  return {
    clock: clock.clock,
    startedAt: clock.startedAt,
    dueAt: breachDue(clock),
    state: CLOCK_STATES[level],
    rungs: clock.rungs.map(({ rung, due, firedAt }) => ({ rung, dueAt: due, firedAt })),
  };
}
