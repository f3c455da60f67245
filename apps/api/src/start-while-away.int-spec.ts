import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { builtMain, createTestDatabase, isLive, KeptServer, startOwnProcess, steadyPort } from '@ripen/testing';

/** Milliseconds. */
const AWAY_FOR = 4_000;

describe('a start while Postgres is away', () => {
  let root: string;
  let postgres: KeptServer;
  let url: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ripen-start-'));
    postgres = await KeptServer.start('postgres', root);
    ({ url } = await createTestDatabase(undefined, postgres.address));
  }, 60_000);
  afterAll(async () => {
    await postgres?.stop();
    await rm(root, { recursive: true });
  }, 60_000);

  const start = async (databaseUrl: string) => {
    const port = await steadyPort();
    return startOwnProcess(builtMain('api'), {
      env: {
        DATABASE_URL: databaseUrl,
        TEMPORAL_ADDRESS: '127.0.0.1:1',
        SMTP_URL: 'smtp://127.0.0.1:1',
        PORT: String(port),
        RIPEN_SECRET: 'a secret that only the tests know, 32+',
        RIPEN_PUBLIC_URL: 'http://ripen.test',
        RIPEN_LOG_LEVEL: 'warn',
      },
      log: join(root, 'api.log'),
      isReady: () => isLive(`http://127.0.0.1:${port}`),
    });
  };
  const printed = () => readFile(join(root, 'api.log'), 'utf8');

  it('waits for it, and says so', async () => {
    await postgres.kill();
    const began = performance.now();
    const [api] = await Promise.all([start(url), pause(AWAY_FOR).then(() => postgres.restart())]);
    expect(performance.now() - began).toBeGreaterThan(AWAY_FOR);
    expect((await printed()).match(/"msg":"waiting for the database"/g)).toHaveLength(1);
    expect(api.crashed).toBe(false);
    await api.stop();
  }, 60_000);

  it('ends at once where waiting does not help, with what Postgres says', async () => {
    const began = performance.now();
    await expect(start(url.replace(/[^/]+$/, 'elsewhere'))).rejects.toThrow('ended with code 1');
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await printed()).toContain('database "elsewhere" does not exist');
  }, 60_000);
});
