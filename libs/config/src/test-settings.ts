export interface TestSettings {
  /** An administrator's URL of a Postgres that tests may make databases on; null: the tests start their own. */
  readonly databaseUrl: string | null;
  /** host:port of a Temporal server that tests may make namespaces on; null: the tests start their own. */
  readonly temporalAddress: string | null;
  /** Path of a Chromium for the end-to-end tests. */
  readonly browserPath: string | null;
  /** Repeats the random moments of a run that failed; null: each run draws its own and names it. */
  readonly seed: number | null;
  /** How many seeds the tests of laws on a real database take; null: as many as fit into `npm test`. */
  readonly seeds: number | null;
  /** A file that says what runs already and is to be tested, instead of what the end-to-end tests would start. */
  readonly topology: string | null;
}

/** The servers that `npm test` starts once for all test files. */
export function loadTestSettings(env: Readonly<Record<string, string | undefined>> = process.env): TestSettings {
  return {
    databaseUrl: env.RIPEN_TEST_DATABASE_URL || null,
    temporalAddress: env.RIPEN_TEST_TEMPORAL_ADDRESS || null,
    browserPath: env.RIPEN_TEST_BROWSER || null,
    seed: env.RIPEN_TEST_SEED ? Number(env.RIPEN_TEST_SEED) : null,
    seeds: env.RIPEN_TEST_SEEDS ? Number(env.RIPEN_TEST_SEEDS) : null,
    topology: env.RIPEN_TEST_TOPOLOGY || null,
  };
}
