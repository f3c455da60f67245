import { access, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.mjs';

/** One process serves everything: several partitions of a task queue would only hide its tasks from those who ask for them. */
const ONE_PARTITION = ['Read', 'Write'].flatMap((kind) => [
  '--dynamic-config-value',
  `matching.numTaskqueue${kind}Partitions=1`,
]);
const WAL = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'];

/**
 * Says how to start the Temporal dev server.
 * @param {{ cli: import('./temporal-cli.mjs').TemporalCli, port: number, namespace: string, uiPort?: number, database?: string }} wanted
 *   without a database file everything is gone when the server stops
 */
export function temporalCommand({ cli, port, namespace, uiPort, database }) {
  const address = `127.0.0.1:${port}`;
  return {
    address,
    command: cli.path,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace],
      ...['--log-level', 'warn', '--log-format', 'json'],
      ...ONE_PARTITION,
      ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
      ...(database ? ['--db-filename', database, ...WAL] : []),
    ],
    ready: () => isServing(cli, address, namespace),
  };
}

async function isServing(cli, address, namespace) {
  const { code } = await run(
    cli.path,
    ['operator', 'namespace', 'describe', '--address', address, '-n', namespace, '--command-timeout', '2s'],
    { timeout: 5_000 },
  );
  return code === 0;
}

/**
 * The dev server's file goes with the version and the partitions that wrote it: tasks in a partition that nobody reads any more would never be
 * done. Another writer begins a fresh one, and the old is kept beside it; Ripen fills it again from Postgres.
 * @param {{ folder: string, cli: import('./temporal-cli.mjs').TemporalCli }} where
 * @returns {Promise<{ database: string, writer: string, replaced: string | null }>} replaced: the writer whose file was put aside
 */
export async function temporalDatabase({ folder, cli }) {
  const database = join(folder, 'temporal.db');
  const writer = `${cli.version}, one partition`;
  const versionFile = join(folder, 'temporal.version');
  const recorded = (await readFile(versionFile, 'utf8').catch(() => '')).trim();
  const exists = await access(database).then(
    () => true,
    () => false,
  );
  const replaced = exists && recorded !== writer ? recorded || 'unknown' : null;
  if (replaced) await putAside(database);
  await writeFile(versionFile, `${writer}\n`);
  return { database, writer, replaced };
}

async function putAside(database) {
  for (const suffix of ['', '-wal', '-shm']) {
    await rm(`${database}.bak${suffix}`, { force: true });
    await rename(`${database}${suffix}`, `${database}.bak${suffix}`).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}
