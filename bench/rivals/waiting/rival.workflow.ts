import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { RivalActivities } from '../journey/rival.workflow';

const { sendMail } = proxyActivities<RivalActivities>({ startToCloseTimeout: '30s' });

export const clicked = defineSignal('clicked');

/** Waits seven days for a click; who did not click gets a mail. */
export async function rivalWaiting(input: { flow: string; leadId: string }): Promise<void> {
  let hasClicked = false;
  setHandler(clicked, () => {
    hasClicked = true;
  });
  if (!(await condition(() => hasClicked, '7 days'))) await sendMail({ ...input, mail: 1 });
}
