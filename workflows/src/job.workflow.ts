import { type JobActivities, JOBS_TASK_QUEUE, type JobNext, type SubjectInput } from '@ripen/contracts/temporal';
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { poke } from './loop.workflow';

const { work } = proxyActivities<JobActivities>({
  taskQueue: JOBS_TASK_QUEUE,
  startToCloseTimeout: '2m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '20s' },
});

/**
 * Carries long work of version 1: its pieces are decided and committed by the rows, this asks for them until there is nothing left. Frozen like
 * the loop: a change needs a new `v`.
 */
export async function job(input: SubjectInput): Promise<void> {
  let poked = false;
  setHandler(poke, () => {
    poked = true;
  });
  for (;;) {
    poked = false;
    const next = await work({ id: input.id });
    setCurrentDetails(next.do);
    if (next.do === 'done') return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof job>(input);
    if (next.do === 'wait') await nextSign(next, () => poked);
  }
}

async function nextSign({ until }: Extract<JobNext, { do: 'wait' }>, sign: () => boolean): Promise<void> {
  if (until === null) await condition(sign);
  else await condition(sign, Math.max(until - Date.now(), 1), { summary: 'waits' });
}
