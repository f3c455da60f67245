import { DataSource } from 'typeorm';
import { ENTITIES } from '../entities';
import { MIGRATIONS } from '../migrations';

const MIGRATION_LOCK = 7_368_101;

/** Milliseconds: how long to wait for a connection, and for the answer to a statement. */
export interface Patience {
  readonly connectMs: number;
  readonly answerMs: number;
}

/** The TypeORM side of the same database: repositories for what people edit, and the migrations, which take the time they need. */
export function createDataSource(url: string, poolSize = 5, patience?: Patience): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    poolSize,
    applicationName: 'ripen-rows',
    ...(patience ? { extra: limitsOf(patience) } : {}),
  });
}

/** A patience as options of a pool. */
export function limitsOf({ connectMs, answerMs }: Patience): {
  connectionTimeoutMillis: number;
  query_timeout: number;
} {
  return { connectionTimeoutMillis: connectMs, query_timeout: answerMs };
}

/** Brings the schema up to date. Several processes may call it at once: one migrates, the others wait for it. */
export async function migrate(source: DataSource): Promise<string[]> {
  const runner = source.createQueryRunner();
  await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    const applied = await source.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

/**
 * Makes, in an empty database, the schema as it stood after the migrations of these names: what a backup of that time fits into.
 *
 * @throws UnknownMigrationError when this code lacks one of them: the backup is of a newer release.
 */
export async function schemaAsOf(url: string, names: readonly string[]): Promise<void> {
  refuseUnknown(names);
  const wanted = MIGRATIONS.filter(({ name }) => names.includes(name));
  const source = createDataSource(url, 2).setOptions({ migrations: wanted });
  await source.initialize();
  try {
    await migrate(source);
  } finally {
    await source.destroy();
  }
}

/** @throws UnknownMigrationError when this code lacks one of these migrations. */
export function refuseUnknown(names: readonly string[]): void {
  const unknown = names.filter((name) => !MIGRATIONS.some((migration) => migration.name === name));
  if (unknown.length > 0) throw new UnknownMigrationError(unknown);
}

/** Thrown when a database was made by a newer release than this one. */
export class UnknownMigrationError extends Error {
  override name = 'UnknownMigrationError';

  constructor(readonly migrations: readonly string[]) {
    super(`This release does not know ${migrations.join(', ')}.`);
  }
}
