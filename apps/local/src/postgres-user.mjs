import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from './problem.mjs';
import { run, tail } from './run.mjs';

const USER = 'postgres';

/** Keeps the right to enter folders of others, and no other right of root. */
const LIKE_POSTGRES = [
  `--reuid=${USER}`,
  `--regid=${USER}`,
  '--clear-groups',
  '--securebits=+no_setuid_fixup',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=+dac_override',
];

/**
 * How a command is run so that Postgres accepts it: as we are, or, since it refuses root, as the user postgres.
 * @typedef {{ ids: { uid: number, gid: number } | null, wrap(command: string, args: string[]): { command: string, args: string[], options: object } }} PostgresUser
 * @param {string[]} paths what this user must be able to reach
 * @returns {Promise<PostgresUser>}
 */
export async function postgresUser(paths) {
  if (process.getuid?.() !== 0) return { ids: null, wrap: (command, args) => ({ command, args, options: {} }) };
  const ids = (await idsOf(USER)) ?? (await createUser());
  const reachable = await Promise.all(paths.map((path) => canReach(path, ids)));
  if (reachable.every(Boolean)) {
    return { ids, wrap: (command, args) => ({ command, args, options: { uid: ids.uid, gid: ids.gid } }) };
  }
  // A clone in /root or in a folder of mktemp -d is closed to everybody else; data and programs still stay where they are.
  const { code } = await run('setpriv', [...LIKE_POSTGRES, 'true']);
  if (code !== 0) {
    throw new Problem(
      `Postgres does not run as root and the user ${USER} cannot enter ${dirname(paths[0])}; move the project to a folder that everybody may enter, such as /srv/ripen, or set DATABASE_URL.`,
    );
  }
  return {
    ids,
    wrap: (command, args) => ({ command: 'setpriv', args: [...LIKE_POSTGRES, command, ...args], options: {} }),
  };
}

async function idsOf(user) {
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  if (uid.code !== 0 || gid.code !== 0) return null;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function createUser() {
  const { code, output } = await run('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', USER]);
  const ids = code === 0 ? await idsOf(USER) : null;
  if (!ids)
    throw new Problem(`Postgres does not run as root, and the user ${USER} could not be made: ${tail(output, 1)}`);
  return ids;
}

/** Whether every folder on the way, and the path itself, may be entered. */
async function canReach(path, { uid, gid }) {
  const { mode, uid: owner, gid: group } = await stat(path);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || canReach(parent, { uid, gid });
}
