import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Readiness } from '@ripen/contracts';
import { Connection } from '@temporalio/client';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';

type Part = Readiness['parts']['postgres'];

const PATIENCE_MS = 2_000;
/** The worker writes every few seconds; this much silence means that nobody decides. */
const HEARTBEAT_MAX_AGE_MS = 20_000;

@Injectable()
export class HealthService implements OnApplicationShutdown {
  private connection: Connection | null = null;

  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async readiness(): Promise<Readiness> {
    const [postgres, temporal, worker] = await Promise.all([this.postgres(), this.temporal(), this.worker()]);
    return { ok: postgres.ok && temporal.ok && worker.ok, parts: { postgres, temporal, worker }, at: Date.now() };
  }

  private postgres(): Promise<Part> {
    return tried('unreachable', async () => void (await this.database.rows('SELECT 1')));
  }

  private temporal(): Promise<Part> {
    return tried('unreachable', async () => {
      const connection = (this.connection ??= await this.connect());
      const { namespace } = this.options.temporal;
      await connection.withDeadline(Date.now() + PATIENCE_MS, () =>
        connection.workflowService.describeNamespace({ namespace }),
      );
    });
  }

  private worker(): Promise<Part> {
    return tried('silent', async () => {
      const row = await this.database.row<{ age: number }>(
        `SELECT (extract(epoch FROM clock_timestamp() - max(at)) * 1000)::bigint AS age FROM heartbeat WHERE part LIKE 'worker%'`,
      );
      if (typeof row?.age !== 'number' || row.age > HEARTBEAT_MAX_AGE_MS) throw new Error('silent');
    });
  }

  private connect(): Promise<Connection> {
    const { address, tls, apiKey } = this.options.temporal;
    return Connection.connect({
      address,
      tls: tls || undefined,
      ...(apiKey === null ? {} : { apiKey }),
      connectTimeout: PATIENCE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.connection?.close();
  }
}

async function tried(code: string, look: () => Promise<void>): Promise<Part> {
  try {
    await look();
    return { ok: true, code: null };
  } catch {
    return { ok: false, code };
  }
}
