import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { steadyPort } from '@ripen/testing';
import { liveHeapBytes } from './live-heap';

const MEGABYTE = 1_048_576;
/** Keeps what it is told to in its main thread and in another one, and makes as much garbage again. */
const KEEPS = `const { Worker, isMainThread } = require('node:worker_threads');
const some = () => Array.from({ length: 1_000_000 }, (_, index) => index + 0.5);
globalThis.kept = some();
some();
if (isMainThread) new Worker(process.argv[1], { eval: true }).once('online', () => setTimeout(() => process.stdout.write('ready'), 200));
setInterval(() => {}, 1_000);`.replaceAll('\n', ' ');

describe('the live heap of a process', () => {
  it('is what all its threads still refer to, without garbage', async () => {
    const port = await steadyPort();
    const child = spawn(process.execPath, [`--inspect-port=${port}`, '-e', KEEPS, KEEPS], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data');

    const [first, second] = [await weigh(), await weigh()];
    child.kill();
    await once(child, 'exit');

    // Eight bytes each, in two threads; what Node itself keeps is beside it.
    expect(first / MEGABYTE).toBeGreaterThan(16);
    expect(first / MEGABYTE).toBeLessThan(30);
    expect(Math.abs(second - first) / MEGABYTE).toBeLessThan(1);

    function weigh(): Promise<number> {
      return liveHeapBytes({ pid: child.pid ?? Number.NaN, port });
    }
  }, 30_000);
});
