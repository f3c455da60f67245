import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { run, tail } from './run.mjs';

const OLDEST = [20, 19];

/** @param {string} [version] as of process.versions.node */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new Problem(`This Node is ${version}; Ripen needs ${OLDEST.join('.')} or newer to begin with.`);
}

/**
 * Whether node_modules holds what the lock asks for. npm notes what it installed when an installation has come to its
 * end, so a changed lock and an installation that was cut off are both seen.
 * @param {string} root
 */
export async function isInstalled(root) {
  const [wanted, installed] = await Promise.all([
    packagesOf(join(root, 'package-lock.json')),
    packagesOf(join(root, 'node_modules', '.package-lock.json')),
  ]);
  if (!wanted) throw new Problem('package-lock.json is missing; clone the project anew.');
  if (!installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const found = installed[path];
    // Packages for other platforms are in the lock and never on the disk.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer || entry.extraneous);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

async function packagesOf(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? null : JSON.parse(text).packages;
}

/**
 * Installs what the lock names and leaves the lock alone. Not by "npm ci": that refuses a lock without the packages of
 * other platforms, and a registry mirror that carries only some of them makes just such locks.
 * @param {string} root
 */
export async function install(root) {
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
  const env = { ...process.env, npm_config_loglevel: 'error' };
  const { code, output } = await run(command, [...args, 'install', '--no-save', '--no-audit', '--no-fund'], {
    cwd: root,
    env,
  });
  if (code === 0) return;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH/.test(output)) {
    throw new Problem('The npm registry cannot be reached; Ripen needs the network the first time it is installed.');
  }
  throw new Problem(`npm install failed:\n${tail(output)}`);
}
