import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type JobActivities, JOBS_TASK_QUEUE, LOOP_TASK_QUEUE, type LoopActivities } from '@ripen/contracts/temporal';
import { WORKFLOW_SOURCES } from '@ripen/workflows/bundling';
import { bundleWorkflowCode, type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';

export interface WorkerInput {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly activities: LoopActivities;
  readonly bundle: WorkflowBundleOption;
}

/** Local activities and activities together stay below the pool's size, so that no slot waits for a connection. */
export const ACTIVITY_SLOTS = 24;
export const LOCAL_ACTIVITY_SLOTS = 8;
const CACHED_WORKFLOWS = 1_000;

/** A worker for the loop. Its limits are those of the durable loop: see docs/adr/0002. */
export async function createLoopWorker({ connection, namespace, activities, bundle }: WorkerInput): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: LOOP_TASK_QUEUE,
    workflowBundle: bundle,
    activities,
    dataConverter: { failureConverterPath: FAILURE_CONVERTER },
    maxConcurrentActivityTaskExecutions: ACTIVITY_SLOTS,
    maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITY_SLOTS,
    maxCachedWorkflows: CACHED_WORKFLOWS,
    // What a dead worker had cached is offered to it alone for so long.
    stickyQueueScheduleToStartTimeout: '2s',
    // Half of the pollers ask for what no worker has cached: new people, and everybody after a loss.
    maxConcurrentWorkflowTaskPolls: 16,
    nonStickyToStickyPollRatio: 0.5,
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
  });
}

/** Pieces of long work that are done at once. */
export const JOB_SLOTS = 6;

/** A worker for the pieces of long work, with slots of its own: an import delays nobody's mail. Their workflows are the loop worker's. */
export async function createJobWorker({
  connection,
  namespace,
  activities,
}: Pick<WorkerInput, 'connection' | 'namespace'> & { readonly activities: JobActivities }): Promise<Worker> {
  return Worker.create({
    connection,
    namespace,
    taskQueue: JOBS_TASK_QUEUE,
    activities,
    dataConverter: { failureConverterPath: FAILURE_CONVERTER },
    maxConcurrentActivityTaskExecutions: JOB_SLOTS,
    maxConcurrentActivityTaskPolls: 2,
    shutdownGraceTime: '10s',
    shutdownForceTime: '20s',
  });
}

/** Where the failure converter lies: the worker's threads and the workflow sandbox both load it by path. */
export const FAILURE_CONVERTER = WORKFLOW_SOURCES.failureConverterPath;

/** The bundle made by the build, else one made now (tests run from sources). */
export async function loadBundle(): Promise<WorkflowBundleOption> {
  const built = join(__dirname, 'workflow-bundle.js');
  if (existsSync(built)) return { codePath: built };
  return bundleWorkflowCode(WORKFLOW_SOURCES);
}
