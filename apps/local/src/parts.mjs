import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts, freePortLike } from './ports.mjs';
import { preparePostgres } from './postgres.mjs';
import { PACKAGED_NODE, ROOT } from './root.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { temporalCommand, temporalDatabase } from './temporal.mjs';

/** @typedef {{ folder: import('./data-folder.mjs').DataFolder, env: NodeJS.ProcessEnv, note: (detail: string) => void }} Surroundings */

const TEMPORAL_UI_PORT = 8233;

/**
 * The database of this machine.
 * @param {Surroundings} around
 */
export async function postgresPart({ folder }) {
  const password = await folder.secret('postgresPassword');
  const port = await rememberedPort(folder, 'postgres');
  const prepare = () => preparePostgres({ folder: join(folder.path, 'postgres'), password });
  let server = await prepare();
  return {
    url: server.url(port),
    part: {
      name: 'Postgres',
      log: join(folder.logs, 'postgres.log'),
      command: async () => {
        // Backends of a server that was killed have to be gone before the next one starts.
        server = await prepare();
        return server.command(port);
      },
      ready: (pid) => server.ready(pid),
      stop: { signal: /** @type {const} */ ('SIGINT'), grace: 30_000 },
    },
  };
}

/**
 * The Temporal dev server of this machine.
 * @param {Surroundings} around
 */
export async function temporalPart({ folder, env, note }) {
  const cli = await findTemporalCli({ env, onFetch: (from) => note(`fetching the Temporal CLI from ${from}`) });
  const { database, writer, replaced } = await temporalDatabase({ folder: folder.path, cli });
  if (replaced) note(`its file is that of ${replaced}; a fresh one is begun for ${writer}`);
  const port = await rememberedPort(folder, 'temporal');
  const uiPort = await rememberedPort(folder, 'temporalUi', TEMPORAL_UI_PORT);
  const namespace = env.TEMPORAL_NAMESPACE || 'default';
  const server = temporalCommand({ cli, port, uiPort, namespace, database });
  return {
    address: server.address,
    ui: `http://localhost:${uiPort}`,
    part: {
      name: 'Temporal',
      log: join(folder.logs, 'temporal.log'),
      command: async () => server,
      ready: server.ready,
      stop: { signal: /** @type {const} */ ('SIGTERM'), grace: 15_000 },
    },
  };
}

/**
 * A process of the product itself.
 * @param {{ name: string, app: string, ready: (pid: number) => Promise<boolean>, grace: number }} what
 * @param {Surroundings} around
 */
export function appPart({ name, app, ready, grace }, { folder, env }) {
  const home = join(ROOT, 'apps', app);
  return {
    name,
    log: join(folder.logs, `${app}.log`),
    command: async () => ({
      command: PACKAGED_NODE,
      args: [...JSON.parse(await readFile(join(home, 'node-flags.json'), 'utf8')), join(home, 'dist', 'main.js')],
      env,
      cwd: ROOT,
    }),
    ready,
    stop: { signal: /** @type {const} */ ('SIGTERM'), grace },
  };
}

/**
 * @param {number} port
 * @param {string} path
 */
export async function answers(port, path) {
  if (!(await accepts(port))) return false;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  await response?.body?.cancel();
  return response?.ok ?? false;
}

/**
 * The port of the last start if it is still free, so that addresses stay as they are.
 * @param {import('./data-folder.mjs').DataFolder} folder
 * @param {string} name
 * @param {number} [wish] for the first time
 */
export async function rememberedPort(folder, name, wish) {
  const key = `${name}Port`;
  const known = await folder.recall(key);
  const port = await freePortLike(typeof known === 'number' ? known : wish);
  if (port !== known) await folder.remember(key, port);
  return port;
}
