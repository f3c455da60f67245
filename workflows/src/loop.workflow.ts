import {
  POKE_SIGNAL,
  type LoopActivities,
  type StepReply,
  type SubjectInput,
  type SubjectType,
} from '@ripen/contracts/temporal';
import {
  ActivityFailure,
  type ActivityOptions,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';

const { step } = proxyLocalActivities<Pick<LoopActivities, 'step'>>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '2s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' },
});
const ACT: ActivityOptions = {
  startToCloseTimeout: '30s',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
};
const { act } = proxyActivities<Pick<LoopActivities, 'act'>>(ACT);
/**
 * For handoffs, whose rungs must not wait: nobody watches a deadline while an act that decides first waits for a free slot. When mails that hang
 * hold them all, the step decides instead. A journey's wait may end a little late under load; a queue of acts is cheaper than asking twice.
 */
const { act: actSoon } = proxyActivities<Pick<LoopActivities, 'act'>>({ ...ACT, scheduleToStartTimeout: '2s' });

type Carried = (input: SubjectInput) => Promise<void>;

export const poke = defineSignal(POKE_SIGNAL);

/**
 * The durable loop of version 1, for enrollments and handoffs alike: Postgres decides, this waits. What wakes it is a hint only;
 * the rows decide. Frozen: histories of it are replayed by the tests, a change needs a new `v`.
 */
export async function carry(subject: SubjectType, input: SubjectInput): Promise<void> {
  const { id } = input;
  let poked = true;
  let arrived: Arrival | undefined;
  let acting = false;
  let crowded = false;
  setHandler(poke, () => {
    poked = true;
  });

  const startActing = (turn: number, watched: boolean): void => {
    acting = true;
    const started = watched || subject === 'enrollment' ? act : actSoon;
    void started({ subject, id, turn, watched }).then(
      (reply) => {
        arrived = { asked: turn, reply };
        acting = false;
      },
      (failure: unknown) => {
        if (!isNotStarted(failure)) throw failure;
        crowded = poked = true;
        acting = false;
      },
    );
  };

  /** A decision that was taken before this call did not see the latest poke. */
  const adopt = (reply: StepReply): StepReply => {
    if (!reply.fresh) poked = true;
    return reply;
  };

  let now = UNKNOWN;
  while (now.command.do !== 'done') {
    setCurrentDetails(now.place);
    if (now.command.do === 'effect' && !acting) startActing(now.turn, true);
    await nextSign(now, () => poked || arrived !== undefined);

    if (arrived !== undefined) {
      const { asked, reply }: Arrival = arrived;
      arrived = undefined;
      if (isNews(reply, asked, now.turn)) now = adopt(reply);
      continue;
    }
    if (!acting && workflowInfo().continueAsNewSuggested) await continueAsNew<Carried>(input);
    poked = false;
    if (fuses(now.command) && !acting && !crowded) {
      startActing(now.turn + 1, false);
      await condition(() => poked || arrived !== undefined);
    } else {
      crowded = false;
      now = adopt(await step({ subject, id, turn: now.turn + 1 }));
    }
  }
}

/** What an act answered, and the turn that it was asked for. */
interface Arrival {
  readonly asked: number;
  readonly reply: StepReply;
}

/**
 * An act that a step overtook brings nothing new. An answer older than what was asked means that Postgres was restored: it is adopted, like the
 * end of a row that has vanished.
 */
function isNews(reply: StepReply, asked: number, turn: number): boolean {
  return reply.turn > turn || reply.turn < asked || reply.command.do === 'done';
}

/**
 * Where a run begins: it knows nothing, and it is poked. Asking for turn 1 is then asking where the subject stands: a new row takes its first
 * decision, any other answers the one that it has stored.
 */
const UNKNOWN: StepReply = { turn: 0, command: { do: 'wait', until: null, fuse: true }, fresh: false, place: 'begins' };

/** Resolves at the command's deadline, or earlier when there is a sign. */
async function nextSign({ command, place }: StepReply, sign: () => boolean): Promise<void> {
  const until = command.do === 'wait' || command.do === 'effect' ? command.until : null;
  if (until === null) await condition(sign);
  else await condition(sign, Math.max(until - Date.now(), 1), { summary: place });
}

/** No worker had a free slot: nothing was begun. */
function isNotStarted(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : undefined;
  return cause instanceof TimeoutFailure && cause.timeoutType === 'SCHEDULE_TO_START';
}

function fuses(command: StepReply['command']): boolean {
  return command.do === 'wait' && command.fuse;
}
