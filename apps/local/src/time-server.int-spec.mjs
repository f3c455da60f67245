import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTimeServer, TIME_SERVER_VERSION } from './time-server.mjs';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-time-spec-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A program that complains about its port like the real one. */
async function serverIn(...path) {
  const file = join(folder, ...path, 'temporal-test-server');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '#!/bin/sh\necho "at io.temporal.testserver.TestServer.main" >&2\nexit 1\n');
  await chmod(file, 0o755);
  return file;
}

const onFetch = () => {
  throw new Error('nothing was to be fetched');
};

describe('findTimeServer', () => {
  it('takes the one that is named, else the one on PATH, else the one of the cache, and fetches none of them', async () => {
    const cached = await serverIn('cache', 'ripen', `temporal-test-server-${TIME_SERVER_VERSION}`);
    const env = { PATH: '/nowhere', XDG_CACHE_HOME: join(folder, 'cache') };
    expect((await findTimeServer({ env, onFetch })).path).toBe(cached);
    const onPath = await serverIn('path');
    const withPath = { ...env, PATH: join(folder, 'path') };
    expect((await findTimeServer({ env: withPath, onFetch })).path).toBe(onPath);
    const named = await serverIn('named');
    expect((await findTimeServer({ env: { ...withPath, TEMPORAL_TEST_SERVER: named }, onFetch })).path).toBe(named);
  });

  it('says so when what is named does not run', async () => {
    const env = { TEMPORAL_TEST_SERVER: join(folder, 'nothing') };
    await expect(findTimeServer({ env, onFetch })).rejects.toThrow('not a time-skipping Temporal test server');
  });
});
