import { HOUR } from '@ripen/domain';
import { act } from './act';
import { decide } from './decide';
import { newHandoff } from './new-handoff';
import type { SlaPolicy } from './policy';
import type { Actor, Handoff, HandoffAction, HandoffDecision, HandoffInput, Team } from './state';

/** Instant 0 of the specs: a Monday, 10:00 in Berlin. */
export const START = new Date('2026-03-02T10:00+01:00').getTime();

/** Round the clock, so that the specs count plain hours: accept 10 h, contact 20 h, feedback 100 h, pool 50 h. */
export const PLAIN_POLICY: SlaPolicy = {
  calendar: { zone: 'Europe/Berlin', always: true, hours: {}, holidays: [] },
  accept: { durationMs: 10 * HOUR, remindAt: 50, warnAt: 80 },
  contact: { durationMs: 20 * HOUR, remindAt: 50, warnAt: 80 },
  feedback: { durationMs: 100 * HOUR, remindAt: 50, warnAt: 80 },
  rounds: 1,
  poolMs: 50 * HOUR,
};

export const REP: Actor = { userId: 'ayla', manages: false };
export const MANAGER: Actor = { userId: 'mia', manages: true };

export function team(change: Partial<Team> = {}): Team {
  return {
    id: 'team',
    managerId: 'mia',
    members: ['ayla', 'ben', 'cem'].map((userId) => ({ userId, absent: false })),
    lastAssigned: null,
    ...change,
  };
}

/** A handoff that is driven through time; `hours` are counted from START. */
export class Drive {
  state: Handoff;
  readonly decisions: HandoffDecision[] = [];
  private ids = 0;

  constructor(
    readonly setting: { team: Team; policy: SlaPolicy } = { team: team(), policy: PLAIN_POLICY },
    state: Handoff = newHandoff({ id: 'h', leadId: 'l', teamId: 'team', createdAt: START }),
  ) {
    this.state = state;
  }

  input(hours: number): HandoffInput {
    const newId = (): string => `id-${(this.ids += 1)}`;
    return { state: this.state, ...this.setting, now: START + hours * HOUR, newId };
  }

  decideAt(hours: number): HandoffDecision {
    return this.keep(decide(this.input(hours)));
  }

  /** Acts and expects no refusal. */
  actAt(hours: number, action: HandoffAction, actor: Actor = REP): HandoffDecision {
    const result = act(this.input(hours), action, actor);
    if (!result.ok) throw new Error(`refused: ${result.code}`);
    return this.keep(result.decision);
  }

  /** The refusal's code, or null when it was allowed; nothing is kept. */
  refusalAt(hours: number, action: HandoffAction, actor: Actor = REP): string | null {
    const result = act(this.input(hours), action, actor);
    return result.ok ? null : result.code;
  }

  private keep(decision: HandoffDecision): HandoffDecision {
    this.state = decision.state;
    this.decisions.push(decision);
    return decision;
  }
}

/** Notices as `step` texts, in order. */
export function told(decision: HandoffDecision): readonly string[] {
  return decision.notices.map((notice) => notice.step);
}

/** Fired rungs as `clock rung @hours`, in order. */
export function firedAt(decision: HandoffDecision): readonly string[] {
  return decision.fired.map(({ clock, rung, due }) => `${clock} ${rung} @${(due - START) / HOUR}`);
}

export function eventsOf(decision: HandoffDecision): readonly string[] {
  return decision.trace.map((line) => line.event);
}
