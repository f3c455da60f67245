import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { checkNode, install, isInstalled } from './install.mjs';
import { Problem } from './problem.mjs';
import { PACKAGED_NODE, ROOT } from './root.mjs';
import { say, step } from './say.mjs';

/**
 * Brings a fresh clone so far that the rest can run: dependencies installed, packaged Node running. Everything up to here
 * uses Node 20 syntax and no dependency.
 * @param {string} script what is to run under the packaged Node
 * @returns {Promise<void>} when this process is the packaged Node; otherwise it ends with the code of the one it started
 */
export async function prepare(script) {
  checkNode();
  if (!(await isInstalled(ROOT))) await step('installing packages', () => install(ROOT));
  if (isPackagedNode()) return;
  if (!existsSync(PACKAGED_NODE)) {
    throw new Problem('The packaged Node is missing; run "npm install" with install scripts allowed and start again.');
  }
  process.exit(await goOnIn(script));
}

function isPackagedNode() {
  return Number(process.versions.node.split('.')[0]) >= 24;
}

/** The terminal sends Ctrl-C to both of us, the system sends SIGTERM to one: it is handed on, and the child decides. */
function goOnIn(script) {
  const child = spawn(PACKAGED_NODE, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.on('SIGINT', () => {});
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a script's main function; what a person can mend is shown as its sentence, anything else with its stack.
 * @param {() => Promise<void>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    say('');
    say(error instanceof Problem ? error.message : error.stack);
    process.exitCode = 1;
  }
}
