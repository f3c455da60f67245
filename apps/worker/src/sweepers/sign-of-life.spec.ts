import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { forgetSign, gaveSign, signLife } from './sign-of-life';

describe('a worker gives a sign of life', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ripen-life-'));
    dataDir = join(folder, 'made at need');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const away = () => Promise.reject(new Error('away'));
  const parts = ({ postgres = true, temporal = true } = {}) => ({
    pool: { query: postgres ? () => Promise.resolve() : away } as unknown as Pool,
    temporal: {
      options: { namespace: 'ripen' },
      connection: { withDeadline: (_: number, ask: () => Promise<unknown>) => ask() },
      workflowService: { describeNamespace: temporal ? () => Promise.resolve({}) : away },
    } as unknown as Client,
  });

  it('that holds for seconds and not for ever', async () => {
    expect(await gaveSign(dataDir, Date.now())).toBe(false);
    await signLife({ dataDir, isRunning: () => true, ...parts() });
    expect(await gaveSign(dataDir, Date.now())).toBe(true);
    expect(await gaveSign(dataDir, Date.now() + 60_000)).toBe(false);
  });

  it('that its successor does not inherit', async () => {
    await signLife({ dataDir, isRunning: () => true, ...parts() });
    await forgetSign(dataDir);
    expect(await gaveSign(dataDir, Date.now())).toBe(false);
  });

  it.each([
    ['Postgres', { postgres: false }],
    ['Temporal', { temporal: false }],
  ])('only when %s answers', async (_, which) => {
    await expect(signLife({ dataDir, isRunning: () => true, ...parts(which) })).rejects.toThrow('away');
    expect(await gaveSign(dataDir, Date.now())).toBe(false);
  });

  it('only while it asks for work', async () => {
    await signLife({ dataDir, isRunning: () => false, ...parts() });
    expect(await gaveSign(dataDir, Date.now())).toBe(false);
  });
});
