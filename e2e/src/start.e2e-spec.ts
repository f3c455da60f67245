import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Api } from './api';
import { eventually } from './eventually';
import { type Product, startProduct } from './product';

jest.setTimeout(400_000);

const partsSchema = z.array(z.object({ name: z.string(), pid: z.number() }));
type Part = z.infer<typeof partsSchema>[number];
const namesSchema = z.object({ items: z.array(z.object({ name: z.string() })) });

describe('npm start', () => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(async () => {
    await product?.discard();
  });

  const parts = async (): Promise<readonly Part[]> =>
    partsSchema.parse(JSON.parse(await readFile(join(product.dataFolder, 'parts.json'), 'utf8')));
  const partNamed = async (name: string): Promise<Part> => {
    const part = (await parts()).find((one) => one.name === name);
    if (!part) throw new Error(`No part is called ${name}.`);
    return part;
  };
  const startAgain = async (): Promise<void> => {
    const { dataFolder, url } = product;
    product = await startProduct({ RIPEN_DATA_DIR: dataFolder, PORT: new URL(url).port });
  };
  const journeyNames = async (): Promise<readonly string[]> => {
    const api = new Api(product.url);
    await api.signIn();
    return namesSchema.parse(await api.call('listJourneys')).items.map(({ name }) => name);
  };

  it('says where the studio, the mailbox and the logs are', () => {
    for (const place of [product.url, `${product.url}/mailbox`, join(product.dataFolder, 'logs')]) {
      expect(product.said()).toContain(place);
    }
  });

  it('says how full this machine is', async () => {
    expect(await (await fetch(`${product.url}/health/ready`)).json()).toMatchObject({
      envelope: { openJourneys: { now: 0, fullness: 'fine' }, wakeUpsPerSecond: { fullness: 'fine' } },
    });
  });

  it('starts a part again that dies, and names it', async () => {
    const worker = await partNamed('the worker');
    process.kill(worker.pid, 'SIGKILL');
    await eventually('the worker runs again', { within: 60_000 }, () =>
      product.said().includes('the worker runs again'),
    );
    expect(product.said()).toContain('the worker ended by SIGKILL; starting it again');
    expect((await partNamed('the worker')).pid).not.toBe(worker.pid);
  });

  it('leaves nothing running after Ctrl-C, and finds everything again at the next start', async () => {
    const api = new Api(product.url);
    await api.signIn();
    await api.call('createJourney', { body: { name: 'Bleibt hier' } });
    const before = await parts();
    expect(before).toHaveLength(4);
    expect(await product.stop()).toBe(0);
    expect(before.filter(({ pid }) => isRunning(pid))).toEqual([]);
    const began = Date.now();
    await startAgain();
    expect(await journeyNames()).toEqual(expect.arrayContaining(['Bleibt hier', 'Reifung', 'Rückläufer']));
    expect(Date.now() - began).toBeLessThan(60_000);
  });

  it('copes with what a killed launcher and a killed Postgres leave behind', async () => {
    const before = await parts();
    const postgres = await partNamed('Postgres');
    const launcherPid = await launcherOf(product.dataFolder);
    process.kill(launcherPid, 'SIGKILL');
    process.kill(postgres.pid, 'SIGKILL');
    await eventually('both are gone', { within: 10_000 }, () => !isRunning(launcherPid) && !isRunning(postgres.pid));
    expect(existsSync(join(product.dataFolder, 'postgres', 'postmaster.pid'))).toBe(true);
    await startAgain();
    expect(await journeyNames()).toContain('Bleibt hier');
    expect(before.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });
});

/** The process that holds the data folder: the launcher goes on under the packaged Node as a child of its first process. */
async function launcherOf(dataFolder: string): Promise<number> {
  const lock = await readFile(join(dataFolder, 'launcher.lock'), 'utf8');
  return z.object({ pid: z.number() }).parse(JSON.parse(lock)).pid;
}

/** One that has ended, but that nobody has asked for since, counts as gone: a container may have no init. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const status = `/proc/${pid}/status`;
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}
