import type { JobShape } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';

export interface JobRow {
  id: string;
  kind: string;
  subject_id: string | null;
  status: 'active' | 'ended';
  outcome: 'done' | 'cancelled' | 'failed' | null;
  failure: string | null;
  done: number;
  total: number | null;
  created_at: EpochMs;
  started_at: EpochMs | null;
  ended_at: EpochMs | null;
  cancel_asked_at: EpochMs | null;
  now: EpochMs;
}

/** The columns of a job, of the table or alias `j`. */
export const JOB_COLUMNS = (j: string): string =>
  `${j}.id, ${j}.kind, ${j}.subject_id, ${j}.status, ${j}.outcome, ${j}.failure, ${j}.done, ${j}.total, ${j}.created_at, ${j}.started_at, ${j}.ended_at,
   ${j}.cancel_asked_at, ms(clock_timestamp()) AS now`;

export function toJobShape(row: JobRow): JobShape {
  return {
    id: row.id,
    kind: row.kind,
    subjectId: row.subject_id,
    state: stateOf(row),
    done: row.done,
    total: row.total,
    remainingMs: remainingOf(row),
    failure: row.failure,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  };
}

function stateOf({ outcome, cancel_asked_at, started_at }: JobRow): JobShape['state'] {
  if (outcome !== null) return outcome;
  if (cancel_asked_at !== null) return 'cancelling';
  return started_at === null ? 'queued' : 'running';
}

/** Less than a hundredth says too little about the rest. */
const SOME = 0.01;

function remainingOf({ status, done, total, started_at, now }: JobRow): number | null {
  if (status === 'ended' || started_at === null || total === null || total === 0 || done / total < SOME) return null;
  return Math.max(0, Math.round(((now - started_at) * (total - done)) / done));
}
