import { randomUUID } from 'node:crypto';
import { type CarriedType, carriedBy, POKE_SIGNAL, workflowId } from '@ripen/contracts/temporal';
import {
  compareStore,
  endRefill,
  keepStore,
  leftoversAreDue,
  openAmong,
  recordBeat,
  refillChunk,
  type SeenStore,
} from '@ripen/persistence';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface StoreWatch {
  readonly pool: Pool;
  readonly temporal: Client;
  readonly log: Logger;
}

const BEAT_KEY = 'ripen-beat';
/** An old copy of Temporal's store is recognised by the beats that it lacks. */
const BEAT_EVERY_MS = 5_000;
/** gRPC codes of a server that does not let us write to its namespace. */
const NO_BEATS = [7, 12];

/**
 * Looks whether Temporal's store is still the one that Postgres knows. A store that is empty, another one or an old copy lacks workflows of
 * open rows; so does an old copy of Postgres. Then all open rows are poked, which starts or wakes the workflow of each, and workflows
 * that stand for no open row are woken to end.
 */
export function watchStore(watch: StoreWatch): () => Promise<void> {
  const { pool, log } = watch;
  const keeper = randomUUID();
  let nextBeat = -Infinity;
  let canBeat = true;
  return async () => {
    if (await keepStore(pool, keeper)) {
      const seen = await lookAt(watch);
      const verdict = await compareStore(pool, keeper, canBeat ? seen : { ...seen, beat: null });
      if (verdict === null) return;
      if (verdict === 'first') log.info('Temporal is new to this Postgres: all open rows are poked');
      else if (verdict !== 'same')
        log.warn({ verdict }, 'Temporal and Postgres do not belong together: all open rows are poked');
      if (canBeat && performance.now() >= nextBeat) {
        canBeat = await beat(watch, keeper, (seen.beat ?? 0) + 1);
        nextBeat = performance.now() + BEAT_EVERY_MS;
      }
    }
    for (let poked = await refillChunk(pool); poked !== null; poked = await refillChunk(pool))
      log.info({ poked }, 'open rows were poked again');
    if (!(await leftoversAreDue(pool))) return;
    const woken = await wakeLeftovers(watch);
    if (woken > 0) log.info({ woken }, 'workflows without an open row were woken to end');
    await endRefill(pool);
  };
}

const PAGE = 500;

interface Carried {
  readonly type: CarriedType;
  readonly id: string;
}

/** A workflow whose row has ended or is unknown ends as soon as it looks. One without a deadline would never look by itself. */
async function wakeLeftovers(watch: StoreWatch): Promise<number> {
  let woken = 0;
  let page: Carried[] = [];
  for await (const run of watch.temporal.workflow.list({ query: `ExecutionStatus = 'Running'`, pageSize: PAGE })) {
    const carried = carriedBy(run.workflowId);
    if (carried !== null) page.push(carried);
    if (page.length < PAGE) continue;
    woken += await wakeOf(watch, page);
    page = [];
  }
  return woken + (await wakeOf(watch, page));
}

async function wakeOf({ pool, temporal }: StoreWatch, page: readonly Carried[]): Promise<number> {
  let woken = 0;
  for (const [type, carried] of Map.groupBy(page, (one) => one.type)) {
    const ids = carried.map(({ id }) => id);
    const open = await openAmong(pool, type, ids);
    for (const id of ids.filter((known) => !open.has(known))) {
      await temporal.workflow
        .getHandle(workflowId(type, id))
        .signal(POKE_SIGNAL)
        .catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
      woken += 1;
    }
  }
  return woken;
}

async function lookAt({ temporal }: StoreWatch): Promise<SeenStore> {
  const { namespace } = temporal.options;
  const { namespaceInfo } = await temporal.workflowService.describeNamespace({ namespace });
  return { id: namespaceInfo?.id ?? '', beat: Number(namespaceInfo?.data?.[BEAT_KEY] ?? 0) };
}

/** Temporal first: a crash between the two leaves Temporal one ahead. False: this server does not keep beats for us. */
async function beat({ pool, temporal, log }: StoreWatch, keeper: string, next: number): Promise<boolean> {
  try {
    await temporal.workflowService.updateNamespace({
      namespace: temporal.options.namespace,
      updateInfo: { data: { [BEAT_KEY]: String(next) } },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    log.warn('this Temporal keeps no beats for us: an old copy of its store would not be recognised');
    return false;
  }
  await recordBeat(pool, keeper, next);
  return true;
}

function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && NO_BEATS.includes(Number(error.code));
}
