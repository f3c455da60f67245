import type { Command } from '@ripen/domain';
import { POKE_SIGNAL, type LoopActivities, type StepReply, type SubjectInput, type SubjectType } from '@ripen/contracts/temporal';
import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

const { step } = proxyLocalActivities<Pick<LoopActivities, 'step'>>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '2s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});
const { act } = proxyActivities<Pick<LoopActivities, 'act'>>({
  startToCloseTimeout: '30s',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
});

type Carried = (input: SubjectInput) => Promise<void>;

export const poke = defineSignal(POKE_SIGNAL);

/**
 * The durable loop of version 1, for enrollments and handoffs alike: Postgres decides, this waits. What wakes it is a hint only;
 * the rows decide. Frozen: histories of it are replayed by the tests, a change needs a new `v`.
 */
export async function carry(subject: SubjectType, input: SubjectInput): Promise<void> {
  const { id } = input;
  let poked = true;
  let arrived: StepReply | undefined;
  let acting = false;
  setHandler(poke, () => {
    poked = true;
  });

  const startActing = (turn: number): void => {
    acting = true;
    void act({ subject, id, turn }).then((reply) => {
      arrived = reply;
      acting = false;
    });
  };

  /** A decision that was taken before this call did not see the latest poke. */
  const adopt = (reply: StepReply): StepReply => {
    if (!reply.fresh) poked = true;
    return reply;
  };

  let now = await step({ subject, id, turn: 0 });
  while (now.command.do !== 'done') {
    setCurrentDetails(now.place);
    if (now.command.do === 'effect' && !acting) startActing(now.turn);
    await nextSign(now, () => poked || arrived !== undefined);

    if (arrived !== undefined) {
      const reply: StepReply = arrived;
      arrived = undefined;
      if (reply.turn > now.turn) now = adopt(reply);
      continue;
    }
    if (!acting && workflowInfo().continueAsNewSuggested) await continueAsNew<Carried>(input);
    poked = false;
    if (fuses(now.command) && !acting) {
      startActing(now.turn + 1);
      await condition(() => poked || arrived !== undefined);
    } else {
      now = adopt(await step({ subject, id, turn: now.turn + 1 }));
    }
  }
}

/** Resolves at the command's deadline, or earlier when there is a sign. */
async function nextSign({ command, place }: StepReply, sign: () => boolean): Promise<void> {
  const until = command.do === 'wait' || command.do === 'effect' ? command.until : null;
  if (until === null) await condition(sign);
  else await condition(sign, Math.max(until - Date.now(), 1), { summary: place });
}

function fuses(command: Command): boolean {
  return command.do === 'wait' && command.fuse;
}
