import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolder } from './data-folder.mjs';
import { isAlive, startOf } from './processes.mjs';

let path = '';
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'ripen-folder-'));
});
afterEach(() => rm(path, { recursive: true }));

/** A process that is there until it is ended. */
function someProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  return child.pid ?? 0;
}

describe('DataFolder', () => {
  it('is taken by one launcher at a time', async () => {
    const folder = new DataFolder(path);
    await folder.open();
    await expect(new DataFolder(path).open()).rejects.toThrow(`Ripen already runs on ${path} (process ${process.pid})`);
    await folder.close();
    await new DataFolder(path).open();
  });

  it('is free again after its launcher was killed, even when another process has got its number', async () => {
    await writeFile(join(path, 'launcher.lock'), JSON.stringify({ pid: process.pid, start: 'earlier' }));
    await new DataFolder(path).open();
  });

  it('is free again after a launcher that was cut off while it wrote its lock', async () => {
    await writeFile(join(path, 'launcher.lock'), '{"pid"');
    await new DataFolder(path).open();
  });

  it('ends the parts that a killed launcher left, and no process that only has the number of one', async () => {
    const [ours, another] = [someProcess(), someProcess()];
    const parts = [
      { name: 'api', pid: ours, signal: 'SIGTERM', start: await startOf(ours) },
      { name: 'worker', pid: another, signal: 'SIGTERM', start: 'earlier' },
    ];
    await writeFile(join(path, 'parts.json'), JSON.stringify(parts));
    await new DataFolder(path).open();
    expect(isAlive(ours)).toBe(false);
    expect(isAlive(another)).toBe(true);
    process.kill(another);
  });

  it('keeps a secret for ever, readable by its owner alone', async () => {
    const folder = new DataFolder(path);
    await folder.open();
    const secret = await folder.secret('secret');
    expect(secret.length).toBeGreaterThanOrEqual(32);
    await folder.remember('apiPort', 3000);
    expect(await new DataFolder(path).secret('secret')).toBe(secret);
    expect((await stat(join(path, 'launcher.json'))).mode & 0o777).toBe(0o600);
  });
});
