import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { countsIn } from '../counts.mjs';
import { ROOT } from '../root.mjs';

/**
 * @typedef {{ given: object, folder: string, browser: string, seed: number }} Round given: what runs, for the programs of the round
 */

/**
 * The story of the end-to-end tests, in a real Chromium, at the public address.
 * @param {Round} round
 */
export async function runStory({ given, folder, browser }) {
  const file = await noted(given, folder);
  const results = join(folder, 'story.json');
  const began = Date.now();
  const code = await show(
    [
      ...[
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
      ],
      ...['--config', join(ROOT, 'e2e', 'jest.config.cjs'), '--rootDir', join(ROOT, 'e2e'), '--runInBand'],
      ...[
        '--testPathPatterns',
        'story\\.e2e-spec',
        '--reporters=default',
        `--reporters=${join(ROOT, 'jest.results.cjs')}`,
      ],
    ],
    { RIPEN_TEST_BROWSER: browser, RIPEN_TEST_TOPOLOGY: file, RIPEN_TEST_RESULTS: results },
    (line) => process.stdout.write(`${line}\n`),
  );
  const counts = await countsIn(results, { ok: code === 0 });
  return { ok: code === 0 && counts.passed > 0, ...counts, tookMs: Date.now() - began };
}

/**
 * One kill of each kind, and what must hold afterwards.
 * @param {Round} round
 */
export async function runKills({ given, folder, seed }) {
  const file = await noted(given, folder);
  let last = '';
  const code = await show(
    [join(ROOT, 'chaos', 'dist', 'chaos.main.js'), '--short', '--seed', String(seed), '--on', file],
    {},
    (line) => {
      last = line;
      process.stdout.write(`${line}\n`);
    },
  );
  const said = last.startsWith('{') ? JSON.parse(last) : { violations: [{ invariant: 'the run came to its end' }] };
  const { kills, violations, events, cameToRest, tookMs, figures } = said;
  return {
    ok: code === 0 && violations.length === 0,
    seed,
    kills,
    violations,
    events,
    cameToRest,
    tookMs,
    recovery: figures?.recovery,
  };
}

async function noted(given, folder) {
  const file = join(folder, 'given.json');
  await writeFile(file, JSON.stringify(given), { mode: 0o600 });
  return file;
}

/** Runs a script of ours; its lines are told one by one, and it does not outlive this process. */
async function show(args, env, onLine) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const endToo = () => child.kill();
  process.once('exit', endToo);
  const code = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (ended) => resolve(ended ?? 1));
  });
  for await (const line of createInterface({ input: child.stdout })) onLine(line);
  process.off('exit', endToo);
  return code;
}
