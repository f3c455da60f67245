import type { Feedback, Stage, Touchpoint } from '@ripen/domain';

/** Something that may begin a journey. */
export type TriggerEvent =
  | { readonly on: 'stage'; readonly from: Stage | null; readonly to: Stage }
  | { readonly on: 'touchpoint'; readonly touchpoint: Touchpoint }
  | { readonly on: 'feedback'; readonly feedback: Feedback }
  | { readonly on: 'by_hand' }
  | { readonly on: 'api'; readonly key: string }
  | { readonly on: 'submission'; readonly submissionId: string; readonly offerSlug: string };
