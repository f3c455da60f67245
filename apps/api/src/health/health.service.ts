import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { fillOf, type Readiness, SUPPORTED } from '@ripen/contracts';
import { createPool, limitsOf, type WorkerLoad } from '@ripen/persistence';
import { Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { API_OPTIONS, type ApiOptions } from '../api-options';

type Part = Readiness['parts']['postgres'];

/** Milliseconds: a part that does not answer within this counts as down. */
const PATIENCE_MS = 2_000;
/** The worker writes every few seconds; this much silence means that nobody decides. */
const HEARTBEAT_MAX_AGE_MS = 20_000;
/** Milliseconds between tries to reach a Temporal that is away: left alone, the client waits up to two minutes. */
const RECONNECT_MS = 2_000;

@Injectable()
export class HealthService implements OnApplicationShutdown {
  private connection: Connection | null = null;
  /** One connection that nobody else uses: a busy API is not a database that is away. */
  private readonly pool: Pool;

  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {
    const limits = limitsOf({ connectMs: PATIENCE_MS, answerMs: PATIENCE_MS });
    this.pool = createPool({ connectionString: options.databaseUrl, max: 1, ...limits });
  }

  /** Looks at every part at once; answers within about two seconds whatever they do. */
  async readiness(): Promise<Readiness> {
    const [stored, temporal] = await Promise.all([this.stored(), this.temporal()]);
    const { postgres, worker, load } = stored;
    return {
      ok: postgres.ok && temporal.ok && worker.ok,
      parts: { postgres, temporal, worker },
      envelope: this.options.embedded ? envelopeOf(load) : null,
      at: Date.now(),
    };
  }

  /** The worker shows itself in the database only, with what it has to carry. */
  private async stored(): Promise<{ postgres: Part; worker: Part; load: WorkerLoad | null }> {
    try {
      const { rows } = await inTime(
        this.pool.query<{ age: number; load: WorkerLoad }>(
          `SELECT (extract(epoch FROM clock_timestamp() - at) * 1000)::bigint AS age, details AS load FROM heartbeat WHERE part LIKE 'worker%'
           ORDER BY at DESC LIMIT 1`,
        ),
      );
      const beat = rows[0];
      if (!beat || beat.age > HEARTBEAT_MAX_AGE_MS) return { postgres: UP, worker: down('silent'), load: null };
      return { postgres: UP, worker: UP, load: beat.load };
    } catch {
      return { postgres: down('unreachable'), worker: down('unseen'), load: null };
    }
  }

  private async temporal(): Promise<Part> {
    try {
      const connection = (this.connection ??= await this.connect());
      const { namespace } = this.options.temporal;
      await connection.withDeadline(Date.now() + PATIENCE_MS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      return UP;
    } catch {
      return down('unreachable');
    }
  }

  private connect(): Promise<Connection> {
    const { address, tls, apiKey } = this.options.temporal;
    return Connection.connect({
      address,
      tls: tls || undefined,
      ...(apiKey === null ? {} : { apiKey }),
      connectTimeout: PATIENCE_MS,
      channelArgs: { 'grpc.max_reconnect_backoff_ms': RECONNECT_MS },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.connection?.close(), this.pool.end()]);
  }
}

function envelopeOf(load: WorkerLoad | null): Readiness['envelope'] {
  return {
    openJourneys: fillOf(load?.openJourneys ?? null, SUPPORTED.openJourneys),
    wakeUpsPerSecond: fillOf(load?.wakeUpsPerSecond ?? null, SUPPORTED.wakeUpsPerSecond),
  };
}

const UP: Part = { ok: true, code: null };

function down(code: string): Part {
  return { ok: false, code };
}

/** Rejects when the answer takes too long, the wait for the one connection included. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    // Whoever loses the race is nobody's any more.
    answer.catch(() => undefined);
  }
}
