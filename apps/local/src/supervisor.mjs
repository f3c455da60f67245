import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from './child.mjs';
import { Problem } from './problem.mjs';
import { end, signal } from './processes.mjs';
import { tail } from './run.mjs';
import { waitUntil } from './wait-until.mjs';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;
/** A part that ran this long without falling over begins with the shortest pause again. */
const STEADY_MS = 60_000;
const START_MS = 120_000;

/** Thrown when a part is asked for after stop. */
export class Stopped extends Error {
  /** @override */
  name = 'Stopped';
}

/**
 * @typedef {object} Part
 * @property {string} name as it is called in the output
 * @property {string} log
 * @property {() => Promise<import('./child.mjs').Command>} command asked for anew at every start
 * @property {(pid: number) => Promise<boolean>} ready
 * @property {{ signal: NodeJS.Signals, grace: number }} stop
 */

/** Keeps parts running until it is told to stop, and then ends the one that was started last first. */
export class Supervisor {
  /** @type {Map<Part, import('./child.mjs').Child>} */
  #running = new Map();
  /** @type {Part[]} */
  #order = [];
  /** @type {Set<Promise<unknown>>} */
  #launching = new Set();
  #stopping = new AbortController();
  #say;
  #note;

  /** @param {{ say: (line: string) => void, note: (parts: import('./data-folder.mjs').RunningPart[]) => Promise<void> }} outlets */
  constructor({ say, note }) {
    this.#say = say;
    this.#note = note;
  }

  /**
   * Starts a part and waits until it is ready. From then on it is started again whenever it ends.
   * @param {Part} part
   */
  async start(part) {
    this.#order.push(part);
    const child = await this.#launch(part);
    const trouble = await this.#troubleUntilReady(part, child);
    if (trouble) throw new Problem(`${part.name} ${trouble}. Its last words (${part.log}):\n${await lastWords(part)}`);
    void this.#keep(part, child);
  }

  async stop() {
    this.#stopping.abort();
    await Promise.allSettled(this.#launching);
    for (const part of [...this.#order].reverse()) {
      const child = this.#running.get(part);
      if (!child) continue;
      await end(child.pid, { with: part.stop.signal, grace: part.stop.grace });
      signal(-child.pid, 'SIGKILL');
      this.#running.delete(part);
    }
  }

  /** Ends all parts at once, without giving them time. */
  kill() {
    this.#stopping.abort();
    for (const { pid } of this.#running.values()) signal(-pid, 'SIGKILL');
  }

  /** Remembers the launch while it is under way, so that stop does not miss a part that is just being born. */
  async #launch(part) {
    if (this.#stopping.signal.aborted) throw new Stopped();
    const launch = this.#spawn(part);
    this.#launching.add(launch);
    try {
      return await launch;
    } finally {
      this.#launching.delete(launch);
    }
  }

  async #spawn(part) {
    const child = await startChild(await part.command(), part.log);
    this.#running.set(part, child);
    await this.#note([...this.#running].map(([{ name, stop }, { pid }]) => ({ name, pid, signal: stop.signal })));
    return child;
  }

  async #troubleUntilReady(part, child) {
    let ended = null;
    void child.exited.then((words) => (ended = words));
    const isOver = async () => {
      if (this.#stopping.signal.aborted) throw new Stopped();
      return ended !== null || part.ready(child.pid);
    };
    const inTime = await waitUntil(isOver, { timeout: START_MS });
    return ended ?? (inTime ? null : `did not answer within ${START_MS / 1000} s`);
  }

  async #keep(part, firstChild) {
    let child = firstChild;
    let pause = FIRST_PAUSE_MS;
    for (;;) {
      const since = Date.now();
      const words = child ? await child.exited : 'could not be started';
      this.#running.delete(part);
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - since > STEADY_MS) pause = FIRST_PAUSE_MS;
      this.#say(`! ${part.name} ${words}; starting it again (log: ${part.log})`);
      await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      child = await this.#launchAgain(part);
    }
  }

  async #launchAgain(part) {
    try {
      const child = await this.#launch(part);
      void this.#announce(part, child);
      return child;
    } catch (error) {
      if (!(error instanceof Stopped)) this.#say(`! ${part.name}: ${error.message}`);
      return null;
    }
  }

  async #announce(part, child) {
    try {
      if ((await this.#troubleUntilReady(part, child)) === null) this.#say(`✓ ${part.name} runs again`);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    }
  }
}

async function lastWords(part) {
  return tail(await readFile(part.log, 'utf8').catch(() => ''), 15);
}
