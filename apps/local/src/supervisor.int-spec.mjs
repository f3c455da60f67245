import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, signal } from './processes.mjs';
import { Stopped, Supervisor } from './supervisor.mjs';
import { waitUntil } from './wait-until.mjs';

const LIVE = 'setInterval(() => {}, 1000); console.log("up");';
const LEAVES_A_NOTE = (file, name) =>
  `${LIVE} process.on("SIGTERM", () => { require("fs").appendFileSync("${file}", "${name} "); process.exit(0); });`;

let folder = '';
/** @type {string[]} */
let said = [];
/** @type {{ name: string, pid: number }[]} */
let noted = [];
/** @type {Supervisor} */
let supervisor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ripen-supervisor-'));
  [said, noted] = [[], []];
  supervisor = new Supervisor({ say: (line) => said.push(line), note: async (parts) => void (noted = parts) });
});
afterEach(async () => {
  await supervisor.stop();
  await rm(folder, { recursive: true });
});

function part(name, code, ready = async () => true) {
  const log = join(folder, `${name}.log`);
  const command = async () => ({ command: process.execPath, args: ['-e', code] });
  return { name, log, command, ready, stop: { signal: /** @type {const} */ ('SIGTERM'), grace: 5_000 } };
}

const saysUp = (name) => async () => (await readFile(join(folder, `${name}.log`), 'utf8')).includes('up');
const pidOf = (name) => noted.find((one) => one.name === name)?.pid ?? 0;

describe('Supervisor', () => {
  it('starts a part that was killed again, and names it', async () => {
    await supervisor.start(part('api', LIVE));
    const first = pidOf('api');
    signal(first, 'SIGKILL');
    expect(await waitUntil(() => pidOf('api') !== first && isAlive(pidOf('api')), { timeout: 10_000 })).toBe(true);
    expect(said[0]).toMatch(/^! api ended by SIGKILL; starting it again/);
    expect(await waitUntil(() => said.includes('✓ api runs again'), { timeout: 5_000 })).toBe(true);
  });

  it('goes on trying a part that dies over and over, with longer and longer pauses', async () => {
    const code = `require("fs").appendFileSync("${join(folder, 'starts')}", Date.now() + "\\n"); ${LIVE}`;
    await supervisor.start(part('worker', code));
    for (const deaths of [1, 2, 3]) {
      await waitUntil(async () => (await starts()).length === deaths, { timeout: 10_000 });
      signal(pidOf('worker'), 'SIGKILL');
      const dead = pidOf('worker');
      await waitUntil(() => pidOf('worker') !== dead, { timeout: 10_000 });
    }
    await waitUntil(async () => (await starts()).length === 4, { timeout: 10_000 });
    const [, second, third, fourth] = await starts();
    expect(fourth - third).toBeGreaterThan(third - second);
  });

  it('gives the last words of a part that ends before it is ready, and does not start it again', async () => {
    const broken = part('api', 'console.error("no such table"); process.exit(3);', async () => false);
    await expect(supervisor.start(broken)).rejects.toThrow(/api ended with code 3.*no such table/s);
    expect(said).toEqual([]);
  });

  it('ends the parts in the reverse order of their start, each after the other', async () => {
    const order = join(folder, 'order');
    for (const name of ['postgres', 'temporal', 'api', 'worker']) {
      await supervisor.start(part(name, LEAVES_A_NOTE(order, name), saysUp(name)));
    }
    const pids = noted.map(({ pid }) => pid);
    await supervisor.stop();
    expect(await readFile(order, 'utf8')).toBe('worker api temporal postgres ');
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('ends what does not want to end, and what it has started itself', async () => {
    const child = `require("child_process").spawn(process.execPath, ["-e", "console.log(process.pid);${LIVE.replaceAll('"', "'")}"], { stdio: "inherit" });`;
    await supervisor.start(part('stubborn', `process.on("SIGTERM", () => {}); ${child} ${LIVE}`, saysUp('stubborn')));
    const log = join(folder, 'stubborn.log');
    const grandchild = async () => Number(/^\d+$/m.exec(await readFile(log, 'utf8'))?.[0]);
    await waitUntil(async () => (await grandchild()) > 0, { timeout: 5_000 });
    const pids = [pidOf('stubborn'), await grandchild()];
    await supervisor.stop();
    expect(await waitUntil(() => !pids.some(isAlive), { timeout: 5_000 })).toBe(true);
  });

  it('leaves nothing running when it is stopped while a part is starting', async () => {
    const start = supervisor.start(part('slow', LIVE, async () => false));
    const stopped = expect(start).rejects.toThrow(Stopped);
    await waitUntil(() => pidOf('slow') > 0, { timeout: 5_000 });
    await supervisor.stop();
    await stopped;
    expect(isAlive(pidOf('slow'))).toBe(false);
    await expect(supervisor.start(part('late', LIVE))).rejects.toThrow(Stopped);
  });
});

async function starts() {
  const text = await readFile(join(folder, 'starts'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean).map(Number);
}
