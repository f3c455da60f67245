export interface TestSettings {
  /** An administrator's URL of a Postgres that tests may make databases on; null: the tests start their own. */
  readonly databaseUrl: string | null;
  /** host:port of a Temporal server that tests may make namespaces on; null: the tests start their own. */
  readonly temporalAddress: string | null;
}

/** The servers that `npm test` starts once for all test files. */
export function loadTestSettings(env: Readonly<Record<string, string | undefined>> = process.env): TestSettings {
  return {
    databaseUrl: env.RIPEN_TEST_DATABASE_URL || null,
    temporalAddress: env.RIPEN_TEST_TEMPORAL_ADDRESS || null,
  };
}
