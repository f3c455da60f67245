import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkNode, isInstalled } from './install.mjs';

const wanted = {
  '': { name: 'ripen' },
  'libs/domain': { version: '0.1.0' },
  'node_modules/@ripen/domain': { resolved: 'libs/domain', link: true },
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-zod' },
  'node_modules/for-another-platform': { version: '1.0.0', optional: true },
};

describe('isInstalled', () => {
  let root = '';
  const write = (file, packages) => writeFile(join(root, file), JSON.stringify({ packages }));

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'ripen-install-'));
    await mkdir(join(root, 'node_modules'));
    await write('package-lock.json', wanted);
  });
  afterEach(() => rm(root, { recursive: true }));

  it('holds when everything that the lock asks for on this platform is there', async () => {
    await write('node_modules/.package-lock.json', { ...wanted, 'node_modules/for-another-platform': undefined });
    expect(await isInstalled(root)).toBe(true);
  });

  it('does not hold on a fresh clone, nor after an installation that was cut off', async () => {
    expect(await isInstalled(root)).toBe(false);
  });

  it.each([
    ['another version', { version: '4.0.0', integrity: 'sha512-old' }],
    ['other content', { version: '4.6.7', integrity: 'sha512-other' }],
    ['nothing', undefined],
  ])('does not hold when %s of a package is installed', async (_what, zod) => {
    await write('node_modules/.package-lock.json', { ...wanted, 'node_modules/zod': zod });
    expect(await isInstalled(root)).toBe(false);
  });

  it('says what to do when there is no lock', async () => {
    await rm(join(root, 'package-lock.json'));
    await expect(isInstalled(root)).rejects.toThrow('package-lock.json is missing');
  });
});

describe('checkNode', () => {
  it('refuses what is older than 20.19', () => {
    for (const old of ['18.20.8', '20.18.3']) expect(() => checkNode(old)).toThrow(`This Node is ${old}`);
    for (const fine of ['20.19.0', '22.0.0', '24.21.0']) expect(() => checkNode(fine)).not.toThrow();
  });
});
