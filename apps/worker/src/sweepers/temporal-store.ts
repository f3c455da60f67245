import { randomUUID } from 'node:crypto';
import { compareStore, keepStore, recordBeat, refillChunk, type SeenStore } from '@ripen/persistence';
import type { Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';

export interface StoreWatch {
  readonly pool: Pool;
  readonly connection: Connection;
  readonly namespace: string;
  readonly log: Logger;
  /** Milliseconds between beats; an old copy of Temporal's store is recognised by the beats that it lacks. */
  readonly beatEveryMs?: number;
}

const BEAT_KEY = 'ripen-beat';
const BEAT_EVERY_MS = 10_000;
/** gRPC codes of a server that does not let us write to its namespace. */
const NO_BEATS = [7, 12];

/**
 * Looks whether Temporal's store is still the one that Postgres knows. A store that is empty, another one or an old copy lacks workflows of
 * open rows; so does an old copy of Postgres. Then all open rows are poked, which starts or wakes the workflow of each.
 */
export function watchStore(watch: StoreWatch): () => Promise<void> {
  const { pool, log } = watch;
  const keeper = randomUUID();
  let nextBeat = 0;
  let canBeat = true;
  return async () => {
    if (await keepStore(pool, keeper)) {
      const seen = await lookAt(watch);
      const verdict = await compareStore(pool, keeper, canBeat ? seen : { ...seen, beat: null });
      if (verdict === null) return;
      if (verdict === 'first') log.info('Temporal is new to this Postgres: all open rows are poked');
      else if (verdict !== 'same')
        log.warn({ verdict }, 'Temporal and Postgres do not belong together: all open rows are poked');
      if (canBeat && Date.now() >= nextBeat) {
        canBeat = await beat(watch, keeper, (seen.beat ?? 0) + 1);
        nextBeat = Date.now() + (watch.beatEveryMs ?? BEAT_EVERY_MS);
      }
    }
    for (let poked = await refillChunk(pool); poked !== null; poked = await refillChunk(pool))
      log.info({ poked }, 'open rows were poked again');
  };
}

async function lookAt({ connection, namespace }: StoreWatch): Promise<SeenStore> {
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace });
  return { id: namespaceInfo?.id ?? '', beat: Number(namespaceInfo?.data?.[BEAT_KEY] ?? 0) };
}

/** Temporal first: a crash between the two leaves Temporal one ahead. False: this server does not keep beats for us. */
async function beat({ pool, connection, namespace, log }: StoreWatch, keeper: string, next: number): Promise<boolean> {
  try {
    await connection.workflowService.updateNamespace({
      namespace,
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
