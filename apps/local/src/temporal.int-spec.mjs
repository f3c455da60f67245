import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLI_VERSION, findTemporalCli } from './temporal-cli.mjs';
import { temporalDatabase } from './temporal.mjs';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-temporal-spec-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that only knows its version. */
async function cliSaying(version, ...path) {
  const file = join(folder, ...path, 'temporal');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `#!/bin/sh\necho "temporal version ${version} (Server 1.0.0)"\n`);
  await chmod(file, 0o755);
  return file;
}

describe('findTemporalCli', () => {
  it('takes the one that TEMPORAL_CLI names before all others', async () => {
    const named = await cliSaying('9.9.9', 'named');
    await cliSaying('1.0.0', 'path');
    const env = { TEMPORAL_CLI: named, PATH: join(folder, 'path') };
    expect(await findTemporalCli({ env })).toEqual({ path: named, version: '9.9.9' });
  });

  it('says so when TEMPORAL_CLI names something that does not run', async () => {
    const env = { TEMPORAL_CLI: join(folder, 'nothing') };
    await expect(findTemporalCli({ env })).rejects.toThrow('not a Temporal CLI that runs here');
  });

  it('takes the one on PATH before the one of the cache, and fetches neither', async () => {
    const cached = await cliSaying(CLI_VERSION, 'cache', 'ripen', `temporal-${CLI_VERSION}`);
    const onFetch = () => {
      throw new Error('nothing was to be fetched');
    };
    const env = { PATH: '/nowhere', XDG_CACHE_HOME: join(folder, 'cache') };
    expect(await findTemporalCli({ env, onFetch })).toEqual({ path: cached, version: CLI_VERSION });
    const onPath = await cliSaying('1.8.0', 'path');
    const both = { ...env, PATH: `/nowhere:${join(folder, 'path')}` };
    expect(await findTemporalCli({ env: both, onFetch })).toEqual({ path: onPath, version: '1.8.0' });
  });
});

describe('the file of the Temporal dev server', () => {
  it('is kept for the version that wrote it', async () => {
    const cli = { path: 'temporal', version: '1.9.1' };
    const { database, replaced } = await temporalDatabase({ folder, cli });
    expect(replaced).toBeNull();
    await writeFile(database, 'histories');
    expect((await temporalDatabase({ folder, cli })).replaced).toBeNull();
    expect(await readFile(database, 'utf8')).toBe('histories');
  });

  it('is put aside where it was written for several partitions of a task queue: nobody would read them', async () => {
    const cli = { path: 'temporal', version: '1.9.1' };
    await writeFile(join(folder, 'temporal.version'), '1.9.1\n');
    await writeFile(join(folder, 'temporal.db'), 'tasks');
    expect((await temporalDatabase({ folder, cli })).replaced).toBe('1.9.1');
    expect(await readFile(join(folder, 'temporal.db.bak'), 'utf8')).toBe('tasks');
  });

  it('is put aside with its journal for another version, which begins a fresh one', async () => {
    await temporalDatabase({ folder, cli: { path: 'temporal', version: '1.8.0' } });
    for (const suffix of ['', '-wal', '-shm']) await writeFile(join(folder, `temporal.db${suffix}`), 'of 1.8.0');
    const { replaced } = await temporalDatabase({ folder, cli: { path: 'temporal', version: '1.9.1' } });
    expect(replaced).toBe('1.8.0, one partition');
    expect((await readdir(folder)).sort()).toEqual([
      'temporal.db.bak',
      'temporal.db.bak-shm',
      'temporal.db.bak-wal',
      'temporal.version',
    ]);
  });
});
