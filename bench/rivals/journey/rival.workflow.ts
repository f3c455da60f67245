import { proxyActivities, sleep } from '@temporalio/workflow';

/** What the rival's worker offers; see `rival.activities.ts`. */
export interface RivalActivities {
  sendMail(input: RivalMail): Promise<void>;
}
export interface RivalMail {
  readonly flow: string;
  readonly leadId: string;
  readonly mail: 1 | 2;
}

const { sendMail } = proxyActivities<RivalActivities>({ startToCloseTimeout: '30s' });

/** The same flow as a good engineer would write it by hand: mail, one second, mail. */
export async function rivalJourney(input: { flow: string; leadId: string }): Promise<void> {
  await sendMail({ ...input, mail: 1 });
  await sleep('1s');
  await sendMail({ ...input, mail: 2 });
}
