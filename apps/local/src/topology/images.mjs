import { appendFile, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clearLeftovers } from '../postgres-leftovers.mjs';
import { postgresBinaries } from '../postgres-binaries.mjs';
import { postgresUser } from '../postgres-user.mjs';
import { Problem } from '../problem.mjs';
import { run, tail } from '../run.mjs';

/**
 * @typedef {import('./dockerfile.mjs').Image} Image
 * @typedef {import('../child.mjs').Command} Command
 * @typedef {object} Standing what an image would bring, as far as docker-compose.yml does not say it
 * @property {string[]} entrypoint
 * @property {string[]} cmd
 * @property {Record<string, string>} env
 * @property {string} cwd
 * @property {Readonly<Record<number, string | null>>} listens by port: the variable that another port is told by; null: by its command
 * @property {(command: Command, where: { volume(target: string): string, portOf(port: number): number }) => Promise<Command>} [start] what the
 *   image's own entrypoint does before the program
 */

const PG = { port: 5432, home: '/var/lib/postgresql', data: '18/docker' };

/** Temporal's four services in one process; its default ports, by the variables of its configuration. */
const TEMPORAL_PORTS = {
  7233: 'FRONTEND_GRPC_PORT',
  7243: 'FRONTEND_HTTP_PORT',
  7234: 'HISTORY_GRPC_PORT',
  7235: 'MATCHING_GRPC_PORT',
  7239: 'WORKER_GRPC_PORT',
  6933: 'FRONTEND_MEMBERSHIP_PORT',
  6934: 'HISTORY_MEMBERSHIP_PORT',
  6935: 'MATCHING_MEMBERSHIP_PORT',
  6939: 'WORKER_MEMBERSHIP_PORT',
};

/**
 * What stands for the image of a service here; null for one that is left out.
 * @param {import('./compose-file.mjs').Service} service
 * @param {Image} ours what our Dockerfile builds
 * @returns {Standing | null}
 */
export function standingFor({ name, image, build }, ours) {
  if (build) {
    const { entrypoint, cmd, env, root, workdir } = ours;
    return { entrypoint, cmd, env, cwd: join(root, workdir), listens: { 3000: 'PORT' } };
  }
  const base = { entrypoint: [], cmd: [], env: {}, cwd: '/' };
  if (/^postgres:18(\.|$)/.test(image)) return { ...base, listens: { [PG.port]: null }, start: startPostgres };
  if (/^temporalio\/admin-tools:/.test(image)) return { ...base, listens: {} };
  if (/^temporalio\/server:/.test(image)) {
    // Its entrypoint looks up the container's own address for the others of the cluster.
    return {
      ...base,
      cmd: ['temporal-server', 'start'],
      env: { TEMPORAL_BROADCAST_ADDRESS: '127.0.0.1' },
      listens: TEMPORAL_PORTS,
    };
  }
  if (/^temporalio\/ui:/.test(image)) return null;
  throw new Problem(`${name}: what stands for the image ${image} here is not known.`);
}

/**
 * As the image does: makes the cluster where there is none, lets everybody in who has a password, and becomes the user postgres.
 * @param {Command} written
 * @param {{ volume(target: string): string, portOf(port: number): number }} where
 * @returns {Promise<Command>}
 */
async function startPostgres({ command, args, env }, { volume, portOf }) {
  if (command !== 'postgres') throw new Problem('postgres: its command has to begin with "postgres".');
  const folder = join(volume(PG.home), PG.data);
  const { postgres, initdb } = await postgresBinaries();
  await mkdir(dirname(folder), { recursive: true, mode: 0o711 });
  const user = await postgresUser([dirname(folder), dirname(postgres)]);
  const isThere = await readFile(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (!isThere) await makeCluster({ folder, initdb, user, env: env ?? {} });
  await clearLeftovers(folder);
  const here = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const own = ['-D', folder, '-p', String(portOf(PG.port)), ...here, ...args];
  return { ...user.wrap(postgres, own), env };
}

async function makeCluster({ folder, initdb, user, env }) {
  if (!env.POSTGRES_PASSWORD) throw new Problem('postgres: POSTGRES_PASSWORD is not given.');
  const draft = `${folder}.new`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, `${env.POSTGRES_PASSWORD}\n`, { mode: 0o600 });
  if (user.ids) for (const path of [draft, passwordFile]) await chown(path, user.ids.uid, user.ids.gid);
  const more = (env.POSTGRES_INITDB_ARGS ?? '').split(' ').filter(Boolean);
  const { command, args, options } = user.wrap(initdb, [
    // The image trusts whoever is inside the container; here everybody comes from outside.
    ...[
      '--pgdata',
      draft,
      '--auth=scram-sha-256',
      `--username=${env.POSTGRES_USER ?? 'postgres'}`,
      `--pwfile=${passwordFile}`,
    ],
    ...more,
  ]);
  const { code, output } = await run(command, args, { ...options, cwd: '/', env: { ...process.env, LC_ALL: 'C' } });
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new Problem(`postgres: initdb failed:\n${tail(output, 5)}`);
  await appendFile(join(draft, 'pg_hba.conf'), '\nhost all all all scram-sha-256\n');
  await rename(draft, folder);
}
