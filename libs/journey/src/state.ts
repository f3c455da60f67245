import type { Command, EffectView, EpochMs, LeadFacts, Stage } from '@ripen/domain';
import type { PropertyRule } from '@ripen/rules';

/** One thing that a wait listens for. `key` is the port that the person leaves by. */
export type AwaitedEvent =
  | {
      readonly key: string;
      readonly kind: 'touchpoint';
      readonly type: string;
      readonly where: readonly PropertyRule[];
      /** Only touchpoints that occurred after this instant count (exclusive). */
      readonly since: EpochMs;
    }
  | { readonly key: string; readonly kind: 'stage'; readonly stages: readonly Stage[] }
  | { readonly key: string; readonly kind: 'confirmed'; readonly submissionId: string }
  | { readonly key: string; readonly kind: 'handoff'; readonly handoffId: string };

/** A wait as its row stores it. The row is the arbiter: open → satisfied | timed_out | cancelled. */
export interface Wait {
  readonly id: string;
  readonly tokenId: number;
  readonly visit: number;
  readonly nodeId: string;
  readonly events: readonly AwaitedEvent[];
  /** The port taken at the deadline. */
  readonly timeoutPort: string;
  readonly openedAt: EpochMs;
  readonly deadline: EpochMs | null;
  readonly state: 'open' | 'satisfied' | 'timed_out' | 'cancelled';
  /** Set when satisfied: the port, and what satisfied it (a ledger or handoff id). */
  readonly port: string | null;
  readonly by: string | null;
}

/** Where a person stands. `ready` advances now, `waiting` has an open or just closed wait, `acting` has an effect of this visit. */
export interface Token {
  readonly id: number;
  readonly nodeId: string;
  readonly visit: number;
  readonly phase: 'ready' | 'waiting' | 'acting';
}

/** One lead in one journey version, as `step` loads it under the lead's lock. */
export interface EnrollmentState {
  readonly id: string;
  readonly journeyId: string;
  readonly status: 'active' | 'ended' | 'parked';
  readonly enteredAt: EpochMs;
  /** When this enrollment's last message went out; null before the first. */
  readonly lastMessageAt: EpochMs | null;
  /** The form submission that keyed this enrollment, for transactional mail. */
  readonly submissionId: string | null;
  readonly nextVisit: number;
  readonly tokens: readonly Token[];
  /** Waits of the current visits, whatever their state. */
  readonly waits: readonly Wait[];
  /** Effects of the current visits, whatever their state. */
  readonly effects: readonly EffectView[];
}

/** What the caller must write. Ids are made by the caller's `newId`. */
export type JourneyChange =
  | { readonly change: 'wait_opened'; readonly wait: Wait }
  | {
      readonly change: 'wait_closed';
      readonly waitId: string;
      readonly state: 'timed_out' | 'satisfied' | 'cancelled';
      readonly port: string | null;
      readonly by: string | null;
    }
  | { readonly change: 'effect_planned'; readonly effect: PlannedEffect }
  | { readonly change: 'effect_cancelled'; readonly effectId: string; readonly code: string }
  | {
      readonly change: 'handoff_opened';
      readonly handoffId: string;
      readonly visit: number;
      readonly nodeId: string;
      readonly teamId: string;
      readonly policyId: string | null;
    }
  | { readonly change: 'ended'; readonly reason: string };

/** An effect to be stored under the key subject : visit : step. The content stays in the journey version. */
export interface PlannedEffect {
  readonly id: string;
  readonly visit: number;
  readonly step: string;
  readonly nodeId: string;
  readonly kind: 'send_email';
  readonly purpose: string;
}

/** One line of the trace: which node, when, why, what next, until when. Codes and ids, no personal data. */
export interface TraceEntry {
  readonly nodeId: string;
  readonly visit: number;
  readonly at: EpochMs;
  /** `entered`, `passed`, `waits`, `satisfied`, `timed_out`, `acts`, `sent`, `failed`, `dropped`, `unknown`, `ended`, `parked`, `decided` (by a person). */
  readonly event: TraceEvent;
  readonly port: string | null;
  readonly toNodeId: string | null;
  readonly until: EpochMs | null;
  /** Codes that say why, with the data a sentence needs (rule outcomes, ids). */
  readonly why: Readonly<Record<string, unknown>>;
}
export const TRACE_EVENTS = [
  'entered',
  'passed',
  'waits',
  'satisfied',
  'timed_out',
  'acts',
  'sent',
  'failed',
  'dropped',
  'unknown',
  'ended',
  'parked',
  'decided',
] as const;
export type TraceEvent = (typeof TRACE_EVENTS)[number];

export interface JourneyDecision {
  readonly state: EnrollmentState;
  readonly changes: readonly JourneyChange[];
  readonly trace: readonly TraceEntry[];
  readonly command: Command;
}

export interface DecideInput {
  readonly state: EnrollmentState;
  readonly facts: LeadFacts;
  readonly now: EpochMs;
  /** The workspace's zone, where the lead and its company have none. */
  readonly workspaceZone: string;
  /** Makes ids for new rows: ids are arguments, so that a simulation repeats. */
  readonly newId: () => string;
}
