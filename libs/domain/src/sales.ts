import type { EpochMs } from './time';

/** How a handoff ends; also the ports of the hand-off node. */
export const HANDOFF_OUTCOMES = ['won', 'lost', 'recycled', 'expired'] as const;
export type HandoffOutcome = (typeof HANDOFF_OUTCOMES)[number];

/** `offered`: waits for a rep to accept. `pool`: anybody of the team may take it. */
export const HANDOFF_STATES = ['offered', 'pool', 'accepted', 'closed'] as const;
export type HandoffState = (typeof HANDOFF_STATES)[number];

/** The promises sales makes: to accept, to contact, to report. */
export const SLA_CLOCKS = ['accept', 'contact', 'feedback'] as const;
export type SlaClock = (typeof SLA_CLOCKS)[number];

export const REJECT_REASONS = ['not_mine', 'not_ripe', 'pseudo'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const BANT_CRITERIA = ['budget', 'authority', 'need', 'time'] as const;
export type BantCriterion = (typeof BANT_CRITERIA)[number];

export const BANT_STATES = ['unknown', 'met', 'not_met'] as const;
export type BantState = (typeof BANT_STATES)[number];

export interface BantAnswer {
  readonly state: BantState;
  readonly note: string;
}
export type Bant = Readonly<Record<BantCriterion, BantAnswer>>;

export const WORKLIST_PRIORITIES = ['A', 'B', 'C'] as const;
export type WorklistPriority = (typeof WORKLIST_PRIORITIES)[number];

export const FEEDBACK_KINDS = ['general', 'won', 'lost'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** What sales reports of one handoff. `answers` holds the form's free answers by question key. */
export interface Feedback {
  readonly id: string;
  readonly handoffId: string;
  readonly kind: FeedbackKind;
  readonly reason: string | null;
  /** Which BANT criteria were not met (lost only). */
  readonly unmet: readonly BantCriterion[];
  readonly answers: Readonly<Record<string, string>>;
  /** Minor units are not used: whole currency units with two decimals as a number; null when unknown. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly at: EpochMs;
}
