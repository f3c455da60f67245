import type { ActRequest, LoopActivities, StepReply } from '@ripen/contracts/temporal';
import {
  type Claimed,
  type EffectOutcome,
  finishTurn,
  isRetryable,
  type LoopContext,
  step,
  takeTurn,
} from '@ripen/persistence';
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface LoopDependencies {
  readonly pool: Pool;
  readonly context: LoopContext;
  /** Carries out a claimed effect and answers how it ended; throws only for mistakes of ours. */
  readonly perform: (claimed: Claimed) => Promise<EffectOutcome>;
  readonly log: Logger;
  /** Told of every turn that a workflow asks for. */
  readonly onWakeUp?: () => void;
}

const HEARTBEAT_MS = 1_500;
/** Longer than a database mostly needs to come back: what is not recorded by then is *unknown*, though the mail server took it. */
const RECORD_FOR_MS = 90_000;
const RECORD_PAUSE_MS = 500;

/** The loop's two activities: see `LoopActivities`. They throw codes only, and only what is worth trying again. */
export function loopActivities(dependencies: LoopDependencies): LoopActivities {
  const { pool, context, onWakeUp = () => undefined } = dependencies;
  return {
    step: (request) => {
      onWakeUp();
      return codesOnly(() => step(pool, request, context));
    },
    act: (request) => {
      onWakeUp();
      return codesOnly(() => withHeartbeat(() => takeAndAct(dependencies, request)));
    },
  };
}

async function takeAndAct(dependencies: LoopDependencies, request: ActRequest): Promise<StepReply> {
  const { pool, context, perform, log } = dependencies;
  const { reply, claimed } = await takeTurn(pool, request, context);
  if (claimed === null) return reply;
  const outcome = await perform(claimed);
  if (outcome.outcome !== 'sent')
    log.info({ effect: claimed.effectId, outcome: outcome.outcome, code: outcome.code }, 'an effect did not go out');
  return recordPatiently(() =>
    finishTurn(pool, { subject: request.subject, id: request.id, claimed, outcome }, context),
  );
}

/** What was done to the world must be recorded: waits for a database that is away for a moment. After that the lease decides. */
async function recordPatiently(record: () => Promise<StepReply>): Promise<StepReply> {
  const until = performance.now() + RECORD_FOR_MS;
  for (;;) {
    try {
      return await record();
    } catch (error) {
      if (!isRetryable(error) || performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, RECORD_PAUSE_MS));
    }
  }
}

/** Lets the server notice a dead worker within its heartbeat time-out. */
async function withHeartbeat<T>(work: () => Promise<T>): Promise<T> {
  const activity = Context.current();
  const beat = setInterval(() => activity.heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

async function codesOnly<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw ApplicationFailure.create({
      type: isRetryable(error) ? 'database_unavailable' : 'unexpected',
      nonRetryable: false,
    });
  }
}
