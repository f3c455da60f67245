import { loadDatabasesConfig } from '@ripen/config';
import { prepareDatabases } from '@ripen/persistence';

/** A job of docker-compose.yml: a role and a database each for Ripen and for Temporal, before either of them starts. */
async function main(): Promise<void> {
  const { adminUrl, ripenUrl, temporalUrls } = loadDatabasesConfig();
  await prepareDatabases(adminUrl, [
    { url: ripenUrl, silent: true },
    ...temporalUrls.map((url) => ({ url, silent: false })),
  ]);
  process.stdout.write('Roles and databases are there.\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
