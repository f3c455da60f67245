import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { build, failuresOf, NX, NX_ENV } from './build.mjs';
import { countsIn, ONE_FAILURE, sum } from './counts.mjs';
import { foldersWith, packageFolders } from './packages.mjs';
import { ROOT } from './root.mjs';
import { Problem } from './problem.mjs';
import { run } from './run.mjs';
import { say, step } from './say.mjs';
import { findTemporalCli } from './temporal-cli.mjs';
import { findTimeServer } from './time-server.mjs';
import { throwawayPostgres, throwawayTemporal } from './throwaway.mjs';

const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const STATIC = ['build', 'format', 'lint', 'types'];
const INTEGRATION = '**/*.int-spec.*';
const END_TO_END = '**/*.e2e-spec.*';

/**
 * Build, format, lint, types and unit tests, through Nx and its cache.
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function unitPhase() {
  const folders = await packageFolders();
  const file = (folder) => join(ROOT, folder, 'test-results', 'unit.json');
  // What Nx takes from its cache it puts there again; what stays from an aborted run would be counted.
  await Promise.all(folders.map((folder) => rm(file(folder), { force: true })));
  const targets = [...STATIC, 'unit'].join(',');
  const { code, output } = await step(`${targets.replaceAll(',', ', ')}`, () =>
    run(process.execPath, [NX, 'run-many', '-t', targets, '--outputStyle=static', '--nxBail=false'], {
      cwd: ROOT,
      env: NX_ENV,
    }),
  );
  const failed = failedTasks(output);
  if (code !== 0) say(failuresOf(output));
  const counts = await Promise.all(folders.map((folder) => countsIn(file(folder), { ok: true })));
  const total = sum([...counts, ...failed.filter((task) => !task.endsWith(':unit')).map(() => ONE_FAILURE)]);
  return code !== 0 && total.failed === 0 ? sum([total, ONE_FAILURE]) : total;
}

/** @param {string} output of Nx */
function failedTasks(output) {
  const summary = output.split('Failed tasks:')[1] ?? '';
  return [...summary.matchAll(/^- (\S+)/gm)].map(([, task]) => task);
}

/**
 * Tests on a real Postgres and a real Temporal, two files at once, since most of their time they wait; then, one after the other, those that
 * hold the product to its promises by the clock. Some run what was built.
 * @param {string[]} filters parts of file names
 */
export async function integrationPhase(filters) {
  await step('building what has changed', build);
  await step('looking for the time-skipping Temporal', (note) =>
    findTimeServer({ onFetch: (from) => note(`fetching it from ${from}`) }),
  );
  const postgres = await step('starting Postgres for the tests', () => throwawayPostgres());
  try {
    const temporal = await step('starting Temporal for the tests', async (note) => {
      await findTemporalCli({ onFetch: (from) => note(`fetching the Temporal CLI from ${from}`) });
      return throwawayTemporal();
    });
    try {
      const env = { RIPEN_TEST_DATABASE_URL: postgres.address, RIPEN_TEST_TEMPORAL_ADDRESS: temporal.address };
      const given = { pattern: INTEGRATION, env, filters };
      const together = await jest({ ...given, name: 'integration', match: '(?<!\\.alone)\\.int-spec\\.', atOnce: 2 });
      const alone = await jest({ ...given, name: 'alone', match: '\\.alone\\.int-spec\\.' });
      return found(sum([together, alone]), filters);
    } finally {
      await temporal.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/**
 * The product as people use it, in a real Chromium; each test file starts it by the launcher.
 * @param {string[]} filters parts of file names
 */
export async function endToEndPhase(filters) {
  const browser = await step('looking for Chromium', (note) =>
    findBrowser({ onFetch: (what) => note(`fetching ${what}`) }),
  );
  const env = { RIPEN_TEST_BROWSER: browser };
  return found(await jest({ name: 'e2e', pattern: END_TO_END, match: '\\.e2e-spec\\.', env, filters }), filters);
}

/** A word that names no test is a mistake of whoever typed it, not a success. */
function found(counts, filters) {
  if (counts.passed + counts.failed + counts.skipped === 0)
    throw new Problem(`No file of this phase has ${filters.map((part) => `“${part}”`).join(' or ')} in its name.`);
  return counts;
}

async function jest({ name, pattern, match, env, filters, atOnce = 1 }) {
  const folders = await foldersWith(await packageFolders(), pattern);
  if (folders.length === 0) return sum([]);
  const results = join(ROOT, 'test-results', `${name}.json`);
  await rm(results, { force: true });
  const code = await show(
    process.execPath,
    [
      ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', JEST],
      ...(atOnce === 1 ? ['--runInBand'] : [`--maxWorkers=${atOnce}`]),
      ...['--projects', ...folders.map((folder) => join(ROOT, folder))],
      ...['--testPathPatterns', filters.length > 0 ? `^(?=.*(${filters.join('|')})).*${match}` : match],
      '--testTimeout=60000',
      ...(filters.length > 0 ? ['--passWithNoTests'] : []),
      ...['--reporters=default', `--reporters=${join(ROOT, 'jest.results.cjs')}`],
    ],
    { ...process.env, ...env, RIPEN_TEST_RESULTS: results },
  );
  return countsIn(results, { ok: code === 0 });
}

/** Runs a command whose output is for the person at the terminal; it does not outlive this process. */
function show(command, args, env) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const endToo = () => child.kill();
  process.once('exit', endToo);
  child.once('exit', () => process.off('exit', endToo));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
