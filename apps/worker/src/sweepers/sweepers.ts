import {
  countOpenJourneys,
  forgetDeliveries,
  forgetRefused,
  type LoopContext,
  reconcile,
  reconcileJobs,
  recordHeartbeat,
  rescoreChunk,
} from '@ripen/persistence';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { watchStore } from './temporal-store';
import type { WakeUpMeter } from './wake-up-meter';

export interface Sweeper {
  stop(): Promise<void>;
}

const RECONCILE_EVERY_MS = 5_000;
const RECONCILE_LIMIT = 500;
const RESCORE_EVERY_MS = 1_000;
const HEARTBEAT_EVERY_MS = 2_000;
const COUNT_EVERY_MS = 30_000;
const FORGET_EVERY_MS = 10 * 60_000;
const STORE_EVERY_MS = 2_000;

export interface SweepersOptions {
  readonly pool: Pool;
  readonly context: LoopContext;
  readonly temporal: Client;
  readonly log: Logger;
  readonly wakeUps: WakeUpMeter;
}

/** Runs `work` again and again, `everyMs` after it ended; a failure is logged by its code and tried again. */
export function sweep(name: string, everyMs: number, work: () => Promise<void>, log: Logger): Sweeper {
  let stopped = false;
  let wake: () => void = () => undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      await work().catch((error: unknown) =>
        log.warn(
          { sweeper: name, code: error instanceof Error ? error.name : 'unknown' },
          'sweeper failed, tries again',
        ),
      );
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}

/**
 * The worker's sweepers: reconciler, rescoring of a company's leads, forgetting what nobody looks at any more, the sign of life that readiness looks at, and the watch over
 * Temporal's store.
 */
export function startSweepers({ pool, context, temporal, log, wakeUps }: SweepersOptions): Sweeper[] {
  return [
    sweep('reconcile', RECONCILE_EVERY_MS, () => reconcileAll({ pool, context, log }), log),
    sweep('rescore', RESCORE_EVERY_MS, () => rescoreAll(pool, context), log),
    sweep('forget', FORGET_EVERY_MS, () => forget(pool, context), log),
    sweep('heartbeat', HEARTBEAT_EVERY_MS, beats(pool, wakeUps), log),
    sweep('temporal-store', STORE_EVERY_MS, watchStore({ pool, temporal, log }), log),
  ];
}

async function reconcileAll({ pool, context, log }: Omit<SweepersOptions, 'temporal' | 'wakeUps'>): Promise<void> {
  for (const subject of ['enrollment', 'handoff'] as const) {
    const poked = await reconcile(pool, subject, { ...context, limit: RECONCILE_LIMIT });
    if (poked > 0) log.info({ subject, poked }, 'overdue rows were poked again');
  }
  const jobs = await reconcileJobs(pool, context);
  if (jobs > 0) log.info({ subject: 'job', poked: jobs }, 'overdue rows were poked again');
}

async function forget(pool: Pool, { clock }: LoopContext): Promise<void> {
  const now = await clock.now(pool);
  await forgetDeliveries(pool, now);
  await forgetRefused(pool, now);
}

async function rescoreAll(pool: Pool, context: LoopContext): Promise<void> {
  while (await rescoreChunk(pool, context));
}

/** The sign of life says with it what there is to carry; counting everybody who is open is done now and then only. */
function beats(pool: Pool, wakeUps: WakeUpMeter): () => Promise<void> {
  let openJourneys = 0;
  let countedUntil = -Infinity;
  return async () => {
    if (performance.now() >= countedUntil) {
      openJourneys = await countOpenJourneys(pool);
      countedUntil = performance.now() + COUNT_EVERY_MS;
    }
    await recordHeartbeat(pool, { openJourneys, wakeUpsPerSecond: wakeUps.perSecond() });
  };
}
