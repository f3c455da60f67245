import { existsSync } from 'node:fs';
import { run, tail } from './run.mjs';
import { Problem } from './problem.mjs';

/** Whether packages may be installed by apt-get without asking anybody. */
export function isDebianRoot() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** @param {string[]} packages */
export async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  const { code, output } = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  if (code !== 0) throw new Problem(`apt-get could not install ${packages.join(', ')}:\n${tail(output, 5)}`);
}
