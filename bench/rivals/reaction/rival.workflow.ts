import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { RivalActivities } from '../journey/rival.workflow';

const { sendMail } = proxyActivities<RivalActivities>({ startToCloseTimeout: '30s' });

export const happened = defineSignal('happened');

/** Waits for a signal and sends a mail. */
export async function rivalReaction(input: { flow: string; leadId: string }): Promise<void> {
  let signalled = false;
  setHandler(happened, () => {
    signalled = true;
  });
  await condition(() => signalled);
  await sendMail({ ...input, mail: 1 });
}
