import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { ROOT } from './root.mjs';
import { run, tail } from './run.mjs';

/** Nx without its daemon (nothing may be left running) and without colour codes in logs. */
export const NX_ENV = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
};

export const NX = join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');

/** Builds what has changed since the last build. */
export async function build() {
  const { code, output } = await run(process.execPath, [NX, 'run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: ROOT,
    env: NX_ENV,
  });
  if (code !== 0) throw new Problem(`The build failed:\n${failuresOf(output)}`);
}

/**
 * What the failed tasks said, without the words of those that passed.
 * @param {string} output of Nx, a heading before each task
 */
export function failuresOf(output) {
  const [tasks, summary = ''] = output.split('Failed tasks:');
  const failed = [...summary.matchAll(/^- (\S+)/gm)].map(([, task]) => task);
  const said = tasks.split(/^> nx run /m).filter((block) => failed.some((task) => block.startsWith(task)));
  return said.length > 0 ? said.map((block) => tail(block, 60)).join('\n\n') : tail(output, 40);
}
