import type { Consent, ConsentChannel, ConsentProof, ConsentPurpose, ConsentState } from './consent';
import type { Company, CompanyField, FieldValue, Lead, LeadField } from './lead';
import type { Feedback, HandoffOutcome } from './sales';
import type { Score } from './score';
import type { EpochMs } from './time';
import type { Source, Touchpoint, TouchpointType } from './touchpoint';

/** Everything a decision about one lead may read: what `needs` asked for, and no more. */
export interface LeadFacts {
  readonly lead: Lead;
  readonly company: Company | null;
  readonly score: Score | null;
  readonly consents: readonly Consent[];
  /** True when the address is on the suppression list. */
  readonly suppressed: boolean;
  /** Ascending by `occurredAt`, then `id`. Empty when the decision did not ask for history. */
  readonly touchpoints: readonly Touchpoint[];
  readonly feedback: readonly Feedback[];
}

/** One change of fact about one lead, as `applyFacts` takes it. */
export type FactChange =
  | TouchpointHappened
  | LeadFieldsSet
  | ConsentGiven
  | FeedbackGiven
  | HandoffClosed
  | PointsAdjusted
  | OwnerSet
  | MadeKnown;

interface ChangeBase {
  readonly leadId: string;
  readonly occurredAt: EpochMs;
  /** Same key, same fact: the second is dropped. Null where the caller's own row is the key. */
  readonly dedupeKey: string | null;
}
export interface TouchpointHappened extends ChangeBase {
  readonly kind: 'touchpoint';
  readonly type: TouchpointType;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly source: Source;
  readonly enrollmentId: string | null;
}
export interface LeadFieldsSet extends ChangeBase {
  readonly kind: 'fields';
  readonly lead: Partial<Readonly<Record<LeadField, FieldValue>>>;
  readonly company: Partial<Readonly<Record<CompanyField, FieldValue>>> | null;
  /** Fields of the workspace's own, by their key. */
  readonly custom?: Readonly<Record<string, FieldValue>>;
}
export interface ConsentGiven extends ChangeBase {
  readonly kind: 'consent';
  readonly purpose: ConsentPurpose;
  readonly channel: ConsentChannel;
  readonly state: ConsentState;
  readonly proof: ConsentProof;
}
export interface FeedbackGiven extends ChangeBase {
  readonly kind: 'feedback';
  readonly feedback: Feedback;
}
export interface HandoffClosed extends ChangeBase {
  readonly kind: 'handoff_closed';
  readonly handoffId: string;
  readonly outcome: HandoffOutcome;
}
export interface PointsAdjusted extends ChangeBase {
  readonly kind: 'points_adjusted';
  readonly pointsMilli: number;
  readonly reason: string;
}
export interface OwnerSet extends ChangeBase {
  readonly kind: 'owner';
  readonly ownerId: string | null;
}
export interface MadeKnown extends ChangeBase {
  readonly kind: 'known';
}
