import type { CountdownShape, HandoffBrief, SlaClockShape } from '@ripen/contracts';
import type { EpochMs, HandoffOutcome, HandoffState } from '@ripen/domain';
import {
  breachDue,
  type BusinessCalendar,
  type Countdown,
  type RunningClock,
  slaPolicySchema,
  urgency,
  type UrgencyLevel,
} from '@ripen/handoff';

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
  pool_until: EpochMs | null;
  pooled_at: EpochMs | null;
  policy: unknown;
}

export const HANDOFF_BRIEF_COLUMNS = `h.id, h.state, h.outcome, h.outcome_reason, h.team_id, t.name AS team_name, h.owner_id, u.name AS owner_name,
  h.created_at, h.accepted_at, h.contacted_at, h.closed_at, h.clock, h.policy, h.pool_until,
  CASE WHEN h.state = 'pool' THEN (SELECT ms(max(r.at)) FROM trace r WHERE r.subject_id = h.id AND r.event = 'pooled') END AS pooled_at`;
export const HANDOFF_BRIEF_JOINS = 'JOIN team t ON t.id = h.team_id LEFT JOIN app_user u ON u.id = h.owner_id';

const COUNTDOWN_STATES: Readonly<Record<UrgencyLevel, CountdownShape['state']>> = {
  neutral: 'running',
  soon: 'due_soon',
  breached: 'breached',
};

export function toHandoffBrief(row: HandoffBriefRow, now: EpochMs): HandoffBrief {
  const { calendar } = slaPolicySchema.parse(row.policy);
  const pool = row.pool_until === null ? null : { startedAt: row.pooled_at ?? row.created_at, due: row.pool_until };
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
    clock: row.clock === null ? null : toSlaClock(row.clock, calendar, now),
    pool: pool === null ? null : toCountdown(pool, calendar, now),
  };
}

function toSlaClock(clock: RunningClock, calendar: BusinessCalendar, now: EpochMs): SlaClockShape {
  return {
    ...toCountdown({ startedAt: clock.startedAt, due: breachDue(clock) }, calendar, now),
    clock: clock.clock,
    rungs: clock.rungs.map(({ rung, due, firedAt }) => ({ rung, dueAt: due, firedAt })),
  };
}

function toCountdown({ startedAt, due }: Countdown, calendar: BusinessCalendar, now: EpochMs): CountdownShape {
  const { level, soonAt } = urgency({ startedAt, due, now, calendar });
  return { startedAt, soonAt, dueAt: due, state: COUNTDOWN_STATES[level] };
}
