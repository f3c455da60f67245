import type { JobActivities, JobNext } from '@ripen/contracts/temporal';
import { countMistake, errorCode, type FactsContext, isRetryable, type JobRunner, openJob } from '@ripen/persistence';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface JobDependencies {
  readonly pool: Pool;
  readonly context: FactsContext;
  readonly runners: readonly JobRunner[];
  readonly log: Logger;
}

/** Milliseconds. A call goes on with further pieces for so long; what it answers then is one event in the history instead of many. */
const WORK_FOR_MS = 8_000;
const HEARTBEAT_MS = 2_000;

/** The activity of long work: see `JobActivities`. It throws codes only. */
export function jobActivities(dependencies: JobDependencies): JobActivities {
  const runners = new Map(dependencies.runners.map((runner) => [runner.kind, runner]));
  return {
    work: async ({ id }) => {
      const activity = Context.current();
      const beat = setInterval(() => activity.heartbeat(), HEARTBEAT_MS);
      try {
        return await workOn(dependencies, { id, runners, signal: activity.cancellationSignal });
      } catch (error) {
        return await judge(dependencies, id, error);
      } finally {
        clearInterval(beat);
      }
    },
  };
}

interface Working {
  readonly id: string;
  readonly runners: ReadonlyMap<string, JobRunner>;
  readonly signal: AbortSignal;
}

async function workOn({ pool, context }: JobDependencies, { id, runners, signal }: Working): Promise<JobNext> {
  const until = performance.now() + WORK_FOR_MS;
  for (;;) {
    const job = await openJob(pool, id);
    if (job === null) return { do: 'done' };
    const runner = runners.get(job.kind);
    if (runner === undefined) throw new TypeError(`nobody runs jobs of the kind ${job.kind}`);
    const next = await runner.work(job, { pool, context, signal });
    if (next.do !== 'again' || performance.now() > until || signal.aborted) return next;
  }
}

/** A database's mood is tried again for ever; a mistake of ours a few times, and then the job says that it has failed. */
async function judge({ pool, log }: JobDependencies, id: string, error: unknown): Promise<JobNext> {
  if (isRetryable(error)) throw ApplicationFailure.create({ type: 'database_unavailable', nonRetryable: false });
  const code = errorCode(error) ?? (error instanceof Error ? error.name : 'unknown_error');
  const ended = await countMistake(pool, id, code).catch(() => {
    throw ApplicationFailure.create({ type: 'database_unavailable', nonRetryable: false });
  });
  log.error({ job: id, code, ended }, 'a job made a mistake');
  if (ended) return { do: 'done' };
  throw ApplicationFailure.create({ type: 'unexpected', nonRetryable: false });
}
