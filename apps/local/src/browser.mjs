import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { aptInstall, isDebianRoot } from './debian.mjs';
import { Problem } from './problem.mjs';
import { programsOnPath } from './programs.mjs';
import { ROOT } from './root.mjs';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DOWNLOAD_MS = 300_000;

/**
 * Finds a Chromium or fetches one: PATH, Debian's package, Playwright's own download.
 * @param {{ env?: NodeJS.ProcessEnv, onFetch?: (from: string) => void }} [options]
 * @returns {Promise<string>} its path
 */
export async function findBrowser({ env = process.env, onFetch = () => {} } = {}) {
  const found = await onPath(env);
  if (found) return found;
  if (isDebianRoot()) {
    onFetch("Chromium as Debian's package");
    await aptInstall(['chromium']);
    const installed = await onPath(env);
    if (installed) return installed;
  }
  onFetch("Chromium by Playwright's own download");
  return playwrightsOwn();
}

async function onPath(env) {
  for (const name of NAMES) {
    const [first] = await programsOnPath(name, env);
    if (first) return first;
  }
  return null;
}

async function playwrightsOwn() {
  const cli = join(ROOT, 'node_modules', 'playwright-core', 'cli.js');
  const { code } = await run(process.execPath, [cli, 'install', 'chromium'], { timeout: DOWNLOAD_MS });
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  const isThere = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (code !== 0 || !isThere)
    throw new Problem('No Chromium was found or could be fetched; install chromium and run the tests again.');
  return path;
}
