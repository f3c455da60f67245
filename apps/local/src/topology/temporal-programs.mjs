import { access, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../problem.mjs';
import { run, tail } from '../run.mjs';

const BUILD_MS = 2_400_000;

/**
 * The server and the schema tool that the images of Temporal hold, built from its published module; kept in our cache.
 * @param {{ version: string, env?: NodeJS.ProcessEnv, onBuild?: () => void }} wanted version: as the tag of the images, "1.32.2"
 * @returns {Promise<{ server: string, sqlTool: string }>}
 */
export async function temporalPrograms({ version, env = process.env, onBuild = () => {} }) {
  const folder = join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ripen', `temporal-server-${version}`);
  const programs = { server: join(folder, 'server'), sqlTool: join(folder, 'sql') };
  if (await areThere(Object.values(programs))) return programs;
  const { code: go } = await run('go', ['version']);
  if (go !== 0)
    throw new Problem(
      'Temporal’s server is built here for this run: install Go 1.21 or newer (https://go.dev/dl), and start again.',
    );
  onBuild();
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    const packages = ['server', 'tools/sql'].map((name) => `go.temporal.io/server/cmd/${name}@v${version}`);
    const { code, output } = await run('go', ['install', ...packages], {
      env: { ...env, GOTOOLCHAIN: 'auto', GOBIN: draft, GOFLAGS: '' },
      timeout: BUILD_MS,
    });
    if (code !== 0) throw new Problem(`Temporal’s server could not be built:\n${tail(output, 10)}`);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return programs;
}

async function areThere(paths) {
  const found = await Promise.all(
    paths.map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
