import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { inTransaction, type Tx } from '@ripen/persistence';
import type { Pool, QueryResultRow } from 'pg';
import type { DataSource, EntityTarget, ObjectLiteral, Repository } from 'typeorm';

/** Both ways to the same Postgres: named SQL through the pool, and repositories for what people edit. */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(
    readonly pool: Pool,
    private readonly source: DataSource,
  ) {}

  /** All rows of one statement. */
  async rows<T extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const { rows } = await this.pool.query<T>(text, [...values]);
    return rows;
  }

  /** The first row of one statement, or null. */
  async row<T extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T | null> {
    return (await this.rows<T>(text, values))[0] ?? null;
  }

  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, work);
  }

  repository<T extends ObjectLiteral>(entity: EntityTarget<T>): Repository<T> {
    return this.source.getRepository(entity);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.source.destroy();
    await this.pool.end();
  }
}
