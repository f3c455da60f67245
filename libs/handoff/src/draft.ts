import type { HandoffOutcome, SlaClock } from '@ripen/domain';
import { startClock } from './clock';
import { noticeStep } from './notice-step';
import type {
  FeedbackDraft,
  Handoff,
  HandoffDecision,
  HandoffInput,
  HandoffRefusal,
  HandoffTrace,
  NoticeKind,
  PlannedNotice,
  Rung,
} from './state';

/** A decision while it is being made: pure steps take a draft and give the next one. */
export interface Draft {
  readonly input: HandoffInput;
  readonly state: Handoff;
  readonly notices: readonly PlannedNotice[];
  readonly fired: HandoffDecision['fired'];
  readonly trace: readonly HandoffTrace[];
  readonly closed: HandoffDecision['closed'];
  readonly lastAssigned: string | null;
}

/** A step of an action: the next draft, or why it may not be taken. */
export type Step = Draft | HandoffRefusal;

export function beginDraft(input: HandoffInput): Draft {
  return { input, state: input.state, notices: [], fired: [], trace: [], closed: null, lastAssigned: null };
}

export function decisionOf(draft: Draft): HandoffDecision {
  const { state, notices, fired, trace, closed, lastAssigned } = draft;
  return { state, notices, fired, trace, closed, lastAssigned };
}

export function withState(draft: Draft, change: Partial<Handoff>): Draft {
  return { ...draft, state: { ...draft.state, ...change } };
}

export function withTrace(
  draft: Draft,
  event: HandoffTrace['event'],
  detail: { readonly actorId?: string | null; readonly why?: HandoffTrace['why'] } = {},
): Draft {
  const line = { at: draft.input.now, event, actorId: detail.actorId ?? null, why: detail.why ?? {} };
  return { ...draft, trace: [...draft.trace, line] };
}

export function withFiredRung(
  draft: Draft,
  rung: { readonly visit: number; readonly clock: SlaClock; readonly rung: Rung; readonly due: number },
): Draft {
  return withTrace({ ...draft, fired: [...draft.fired, rung] }, 'rung', { why: { ...rung } });
}

/** Tells each person once; nobody stands for a role that is not filled. */
export function withNotices(
  draft: Draft,
  notice: NoticeKind,
  told: { readonly visit: number; readonly clock: SlaClock | null; readonly users: readonly (string | null)[] },
): Draft {
  const users = [...new Set(told.users)].filter((userId) => userId !== null);
  const planned = users.map((userId) => ({
    id: draft.input.newId(),
    visit: told.visit,
    step: noticeStep(notice, userId),
    notice,
    clock: told.clock,
    userId,
  }));
  return { ...draft, notices: [...draft.notices, ...planned] };
}

/** Replaces whatever clock runs by a fresh one of the next visit. */
export function withClock(draft: Draft, clock: SlaClock, startedAt: number): Draft {
  const visit = draft.state.nextVisit;
  const running = startClock({ clock, visit, startedAt, policy: draft.input.policy });
  return withState(draft, { clock: running, nextVisit: visit + 1 });
}

export function withClosed(
  draft: Draft,
  end: {
    readonly outcome: HandoffOutcome;
    readonly reason: string;
    readonly actorId: string | null;
    readonly feedback: FeedbackDraft | null;
    readonly pseudo?: boolean;
  },
): Draft {
  const { outcome, reason, actorId, feedback } = end;
  const closed = withState(
    { ...draft, closed: { outcome, feedback, pseudo: end.pseudo ?? false } },
    { state: 'closed', clock: null, poolUntil: null, outcome, outcomeReason: reason, closedAt: draft.input.now },
  );
  return withTrace(closed, 'closed', { actorId, why: { outcome } });
}
