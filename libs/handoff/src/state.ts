import type {
  Bant,
  BantCriterion,
  Command,
  EffectView,
  EpochMs,
  FeedbackKind,
  HandoffOutcome,
  HandoffState as State,
  RejectReason,
  SlaClock,
} from '@ripen/domain';
import type { SlaPolicy } from './policy';

/** The steps of the ladder. `breach` of the accept clock reassigns; of the others it tells the manager. */
export const RUNGS = ['remind', 'warn', 'breach'] as const;
export type Rung = (typeof RUNGS)[number];

/** A rung of a running clock: fired once, never before `due`. */
export interface RungState {
  readonly rung: Rung;
  readonly due: EpochMs;
  readonly firedAt: EpochMs | null;
}

/** The clock that runs now. `visit` numbers clocks and keys their effects. */
export interface RunningClock {
  readonly clock: SlaClock;
  readonly visit: number;
  readonly startedAt: EpochMs;
  readonly rungs: readonly RungState[];
}

export interface TeamMember {
  readonly userId: string;
  readonly absent: boolean;
}

/** The team as it stands now; members in round-robin order. */
export interface Team {
  readonly id: string;
  readonly managerId: string | null;
  readonly members: readonly TeamMember[];
  /** The member who got the team's last new handoff; the next one after it is first. */
  readonly lastAssigned: string | null;
}

/** One handoff as `step` and the rep's actions load it under the lead's lock. */
export interface Handoff {
  readonly id: string;
  readonly leadId: string;
  readonly teamId: string;
  readonly state: State;
  /** Offered to, or accepted by. Null in the pool and before the first offer. */
  readonly ownerId: string | null;
  /** Everybody it was offered to, in order; a name may come again in a later round. */
  readonly offers: readonly string[];
  /** Reps who said *not mine*. They are not asked again. */
  readonly declined: readonly string[];
  readonly nextVisit: number;
  readonly clock: RunningClock | null;
  /** In the pool: when it expires. */
  readonly poolUntil: EpochMs | null;
  readonly acceptedAt: EpochMs | null;
  readonly contactedAt: EpochMs | null;
  /** Wiedervorlage: when an open lead is due again. */
  readonly followUpAt: EpochMs | null;
  readonly bant: Bant;
  readonly quote: Quote | null;
  readonly outcome: HandoffOutcome | null;
  readonly outcomeReason: string | null;
  readonly closedAt: EpochMs | null;
  readonly createdAt: EpochMs;
}

export interface Quote {
  readonly amount: number;
  readonly currency: string;
  readonly sentOn: string;
  readonly validUntil: string;
  readonly chaseOn: string | null;
}

/** What people are told, by mail and by bell. */
export const NOTICES = ['offered', 'reminded', 'warned', 'breached', 'reassigned_away', 'pooled', 'expired'] as const;
export type NoticeKind = (typeof NOTICES)[number];

/** An effect to be stored under the key handoff : visit : step; `step` is the notice and the person, so each is told once. */
export interface PlannedNotice {
  readonly id: string;
  readonly visit: number;
  readonly step: string;
  readonly notice: NoticeKind;
  readonly clock: SlaClock | null;
  readonly userId: string;
}

/** One line of the handoff's trace. Codes and ids only. */
export interface HandoffTrace {
  readonly at: EpochMs;
  readonly event:
    | 'offered'
    | 'rung'
    | 'reassigned'
    | 'pooled'
    | 'claimed'
    | 'accepted'
    | 'rejected'
    | 'contacted'
    | 'follow_up_set'
    | 'bant_set'
    | 'quote_set'
    | 'reassigned_by_hand'
    | 'note_added'
    | 'closed'
    /** The loop stopped at something it could not decide; a person let it go on, or decided about a notice. */
    | 'parked'
    | 'decided';
  readonly actorId: string | null;
  readonly why: Readonly<Record<string, unknown>>;
}

/** What the caller must write beside the new state. */
export interface HandoffDecision {
  readonly state: Handoff;
  readonly notices: readonly PlannedNotice[];
  /** Rungs that fired in this decision, for the SLA log: fired once each. */
  readonly fired: readonly {
    readonly visit: number;
    readonly clock: SlaClock;
    readonly rung: Rung;
    readonly due: EpochMs;
  }[];
  readonly trace: readonly HandoffTrace[];
  /** Set when this decision closed the handoff. */
  readonly closed: {
    readonly outcome: HandoffOutcome;
    readonly feedback: FeedbackDraft | null;
    readonly pseudo: boolean;
  } | null;
  /** The team's new `lastAssigned`, when it moved. */
  readonly lastAssigned: string | null;
}

export interface FeedbackDraft {
  readonly kind: FeedbackKind;
  readonly reason: string | null;
  readonly unmet: readonly BantCriterion[];
  readonly answers: Readonly<Record<string, string>>;
  readonly amount: number | null;
  readonly currency: string | null;
}

/** What a rep or a manager does. */
export type HandoffAction =
  | { readonly action: 'accept' }
  | { readonly action: 'claim' }
  | { readonly action: 'reject'; readonly reason: RejectReason; readonly note: string }
  | { readonly action: 'contact'; readonly note: string }
  | { readonly action: 'follow_up'; readonly at: EpochMs; readonly note: string }
  | { readonly action: 'bant'; readonly bant: Bant }
  | { readonly action: 'quote'; readonly quote: Quote }
  | {
      readonly action: 'won';
      readonly reason: string;
      readonly amount: number;
      readonly currency: string;
      readonly answers: Readonly<Record<string, string>>;
    }
  | {
      readonly action: 'lost';
      readonly reason: string;
      readonly unmet: readonly BantCriterion[];
      readonly answers: Readonly<Record<string, string>>;
    }
  | { readonly action: 'reassign'; readonly toUserId: string };

export const HANDOFF_REFUSALS = [
  'not_owner',
  'not_manager',
  'not_open',
  'not_in_pool',
  'not_accepted',
  'already_accepted',
  'reason_missing',
  'amount_missing',
  'not_a_member',
  'date_in_past',
] as const;
export type HandoffRefusal = (typeof HANDOFF_REFUSALS)[number];

export interface HandoffInput {
  readonly state: Handoff;
  readonly team: Team;
  readonly policy: SlaPolicy;
  readonly now: EpochMs;
  readonly newId: () => string;
}

export interface Actor {
  readonly userId: string;
  /** A manager of the handoff's team, or an admin. */
  readonly manages: boolean;
}

export type ActResult =
  { readonly ok: true; readonly decision: HandoffDecision } | { readonly ok: false; readonly code: HandoffRefusal };

/** The command that follows from a handoff's rows; see `nextCommand` of the domain. */
export type HandoffCommand = (state: Handoff, effects: readonly EffectView[], now: EpochMs) => Command;
