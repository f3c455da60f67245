import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { postgresBinaries } from './postgres-binaries.mjs';
import { clearLeftovers } from './postgres-leftovers.mjs';
import { postgresUser } from './postgres-user.mjs';
import { Problem } from './problem.mjs';
import { run, tail } from './run.mjs';

const DATABASE = 'ripen';
const ROLE = 'ripen';
const MAJOR = '18';

/** Nothing that a person typed may reach the log: neither statements nor their parameters, whatever goes wrong. */
const SILENT = {
  // Below "log" stand the errors of statements, whose message alone can quote a value.
  log_min_messages: 'log',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_autovacuum_min_duration: '-1',
};

const SIZED = { shared_buffers: '256MB', max_connections: '200', max_wal_size: '2GB', max_worker_processes: '4' };

/**
 * For databases that are thrown away after the tests: nothing is synced, so a power cut would cost data. A killed server's commits must be with
 * the system by then, or it would forget what it acknowledged.
 */
const CARELESS = { fsync: 'off', full_page_writes: 'off' };
const NEVER_KILLED = { synchronous_commit: 'off' };

/**
 * Makes a data folder ready to be started, and says how to start it.
 * @param {{ folder: string, password: string, careless?: boolean, killed?: boolean }} wanted absolute path of Postgres's own data folder;
 *   killed: a careless one that has to keep its commits through `kill -9`
 */
export async function preparePostgres({ folder, password, careless = false, killed = false }) {
  const { postgres, initdb } = await postgresBinaries();
  await mkdir(dirname(folder), { recursive: true, mode: 0o711 });
  const user = await postgresUser([dirname(folder), dirname(postgres)]);
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  if (version === null) await initialise({ folder, password, careless, postgres, initdb, user });
  else if (version !== MAJOR) {
    throw new Problem(
      `${folder} was made by Postgres ${version}, this one is ${MAJOR}; dump it with the old one, or move the folder away to begin anew.`,
    );
  }
  await clearLeftovers(folder);
  return {
    /** @param {number} port */
    command: (port) => user.wrap(postgres, ['-D', folder, '-p', String(port), ...settings({ careless, killed })]),
    /** @param {number} port */
    url: (port) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${DATABASE}`,
    /** @param {number} pid */
    ready: (pid) => isReady(folder, pid),
  };
}

function settings({ careless, killed }) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...SIZED,
    ...SILENT,
    ...(careless ? CARELESS : {}),
    ...(careless && !killed ? NEVER_KILLED : {}),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Made beside and renamed when it is finished: a start that is cut off leaves nothing that looks like data. */
async function initialise(wanted) {
  const { folder } = wanted;
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await makeCluster({ ...wanted, folder: draft });
  await rename(draft, folder);
}

async function makeCluster({ folder, password, careless, postgres, initdb, user }) {
  if (user.ids) await chown(folder, user.ids.uid, user.ids.gid);
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user.ids) await chown(passwordFile, user.ids.uid, user.ids.gid);
  try {
    await must(user, initdb, [
      `--pgdata=${folder}`,
      `--username=${ROLE}`,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(careless ? ['--no-sync'] : []),
    ]);
    await must(user, postgres, ['--single', '-D', folder, 'postgres'], `CREATE DATABASE ${DATABASE}\n`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function must(user, program, programArgs, input) {
  const { command, args, options } = user.wrap(program, programArgs);
  const { code, output } = await run(command, args, {
    ...options,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    input,
  });
  if (code !== 0) throw new Problem(`Postgres could not make its data folder:\n${tail(output, 5)}`);
}

/** The postmaster writes its state into the last line of its pid file; that is what pg_ctl waits for too. */
async function isReady(folder, pid) {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}
