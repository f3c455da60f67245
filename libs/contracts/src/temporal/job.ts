import type { EpochMs } from '@ripen/domain';

/** Where the activities of long work run: beside the loop's, so that neither takes the other's slots. */
export const JOBS_TASK_QUEUE = 'ripen-jobs';

/** How a job goes on after a piece of it is committed. */
export type JobNext =
  | { readonly do: 'again' }
  /** Until somebody pokes, or `until` comes; null: no instant. */
  | { readonly do: 'wait'; readonly until: EpochMs | null }
  | { readonly do: 'done' };

/** The activity of long work. */
export interface JobActivities {
  /** Does pieces of the job for some seconds, each committed by itself, and answers how it goes on. */
  work(request: { readonly id: string }): Promise<JobNext>;
}
