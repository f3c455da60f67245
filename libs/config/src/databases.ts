import { z } from 'zod';
import { postgresUrl } from './environment';
import { ConfigError } from './config-error';

/** Every variable of the job that makes roles and databases on a server of our own. */
export const databasesSchema = z.object({
  POSTGRES_ADMIN_URL: postgresUrl,
  DATABASE_URL: postgresUrl,
  TEMPORAL_DATABASE_URL: postgresUrl,
  TEMPORAL_VISIBILITY_DATABASE_URL: postgresUrl,
});

export interface DatabasesConfig {
  /** Of a superuser. */
  readonly adminUrl: string;
  readonly ripenUrl: string;
  /** Temporal's two stores. */
  readonly temporalUrls: readonly string[];
}

/**
 * What the job that makes roles and databases is told.
 *
 * @throws ConfigError that names every bad variable, and the value of none.
 */
export function loadDatabasesConfig(env: Readonly<Record<string, string | undefined>> = process.env): DatabasesConfig {
  const { success, data, error } = databasesSchema.safeParse(env);
  if (!success)
    throw new ConfigError(error.issues.map(({ path, message }) => ({ variable: String(path[0]), message })));
  return {
    adminUrl: data.POSTGRES_ADMIN_URL,
    ripenUrl: data.DATABASE_URL,
    temporalUrls: [data.TEMPORAL_DATABASE_URL, data.TEMPORAL_VISIBILITY_DATABASE_URL],
  };
}
