import type { IngestClient, Part, OwnWorld } from '@ripen/chaos';
import type { Pool } from 'pg';
import { liveHeapBytes } from '../live-heap';
import { residentBytes } from '../process-memory';
import type { Point } from '../trend';

/** What is looked at every few seconds. Instants are epoch milliseconds. */
export interface Sample {
  readonly at: number;
  /** Resident bytes by part; Postgres only its first process: the others share its memory. */
  readonly memory: Readonly<Record<Part, number>>;
  readonly tables: readonly TableSize[];
}

/** Bytes that our processes still refer to at `at`, epoch milliseconds. */
export interface LiveHeap {
  readonly at: number;
  readonly worker: number;
  readonly api: number;
}

/** Where our processes can be asked for their heaps. */
export type InspectPorts = Readonly<Record<'worker' | 'api', number>>;

/** Costs each of them a full collection. */
export async function weighHeaps({ parts }: OwnWorld, ports: InspectPorts): Promise<LiveHeap> {
  const [worker, api] = await Promise.all(
    (['worker', 'api'] as const).map((part) => liveHeapBytes({ pid: parts[part].pid, port: ports[part] })),
  );
  return { at: Date.now(), worker: worker ?? Number.NaN, api: api ?? Number.NaN };
}

export interface TableSize {
  readonly name: string;
  readonly bytes: number;
  readonly live: number;
  readonly dead: number;
}

export async function takeSample({ parts, stage }: OwnWorld): Promise<Sample> {
  const [worker, api, temporal, postgres, tables] = await Promise.all([
    residentBytes(parts.worker.pid),
    residentBytes(parts.api.pid),
    residentBytes(parts.temporal.pid),
    residentBytes(parts.postgres.pid),
    tableSizes(stage.pool),
  ]);
  return { at: Date.now(), memory: { worker, api, temporal, postgres }, tables };
}

async function tableSizes(pool: Pool): Promise<TableSize[]> {
  const { rows } = await pool.query<TableSize>(
    `SELECT relname AS name, pg_total_relation_size(relid) AS bytes, n_live_tup AS live, n_dead_tup AS dead FROM pg_stat_user_tables`,
  );
  return rows;
}

/** Milliseconds from the beginning of a request to its answer, at the time of the answer. */
export function ingestLatency(client: IngestClient): Point[] {
  return client.answers.map(({ beganAt, at }) => ({ at, value: at - beganAt }));
}

/** Milliseconds from the due instant of a wait or of an SLA's rung to when it was acted on. */
export async function wakeUpLateness(pool: Pool): Promise<Point[]> {
  const { rows } = await pool.query<Point>(
    `SELECT ms(deadline) AS at, ms(closed_at) - ms(deadline) AS value FROM wait WHERE state = 'timed_out' AND deadline IS NOT NULL
     UNION ALL SELECT ms(due_at), ms(fired_at) - ms(due_at) FROM sla_log ORDER BY at`,
  );
  return rows;
}
