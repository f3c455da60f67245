import { appendFile, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '../child.mjs';
import { Problem } from '../problem.mjs';
import { end, signal } from '../processes.mjs';
import { run, tail } from '../run.mjs';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 60_000;
/** As Docker does: one that ran this long begins with the shortest pause again. */
const STEADY_MS = 10_000;

/**
 * @typedef {'starting' | 'up' | 'healthy' | 'unhealthy' | 'restarting' | 'done' | 'failed' | 'stopped'} State
 * @typedef {{ container: string, service: string, words: string, at: number, wasReady: boolean }} End
 * @typedef {object} Wanted
 * @property {string} name
 * @property {import('./compose-file.mjs').Service} service
 * @property {string} log
 * @property {() => Promise<import('../child.mjs').Command>} command asked for anew at every start
 * @property {{ words: string[], env: Record<string, string>, cwd: string } | null} check
 * @property {(end: End | null) => void} changed with the end of its process, if that is what changed
 */

/** One process in the place of a container: started again by its restart policy, looked at by its health check, both as Docker does it. */
export class Container {
  /** @type {State} */
  state = 'starting';
  /** @type {number | null} */
  pid = null;
  starts = 0;
  /** Since when it is healthy, or up where it has no check: epoch milliseconds. */
  readyAt = 0;
  #stopping = new AbortController();
  #ran = Promise.resolve();

  /** @param {Wanted} wanted */
  constructor(wanted) {
    this.wanted = wanted;
  }

  get isReady() {
    return this.state === 'healthy' || (this.state === 'up' && this.wanted.check === null);
  }

  start() {
    this.#ran = this.#keep().catch(async (error) => {
      await appendFile(this.wanted.log, `${error.message}\n`);
      this.#become('failed');
    });
  }

  /**
   * Until it is what another service waits for.
   * @param {import('./compose-file.mjs').Dependency['condition']} condition
   */
  async reached(condition) {
    for (;;) {
      if (condition === 'service_completed_successfully' ? this.state === 'done' : this.isReady) return;
      if (condition === 'service_started' && this.pid !== null) return;
      if (this.state === 'failed')
        throw new Problem(`${this.wanted.name} failed. Its last words:\n${await this.#lastWords()}`);
      if (this.#stopping.signal.aborted) throw new Problem(`${this.wanted.name} was stopped.`);
      if (this.state === 'unhealthy')
        throw new Problem(`${this.wanted.name} is unhealthy. Its last words:\n${await this.#lastWords()}`);
      await sleep(50);
    }
  }

  async stop() {
    this.#stopping.abort();
    if (this.pid !== null) await end(this.pid, { with: this.#stopSignal(), grace: this.wanted.service.stopGraceMs });
    this.kill();
    await this.#ran;
    this.state = this.state === 'done' ? 'done' : 'stopped';
  }

  /** At once, with all its processes. */
  kill() {
    if (this.pid !== null) signal(-this.pid, 'SIGKILL');
  }

  /** The image of Postgres says so itself: sessions are cut, nothing has to be recovered. */
  #stopSignal() {
    return this.wanted.service.image.startsWith('postgres:') ? 'SIGINT' : 'SIGTERM';
  }

  async #keep() {
    const { policy, tries } = this.wanted.service.restart;
    let pause = FIRST_PAUSE_MS;
    for (let failures = 0; ;) {
      const beganAt = Date.now();
      const words = await this.#live();
      if (this.#stopping.signal.aborted) return;
      if (words === 'ended with code 0' && policy !== 'unless-stopped') return this.#become('done');
      failures += 1;
      if (policy === 'no' || (policy === 'on-failure' && failures > tries)) return this.#become('failed');
      if (Date.now() - beganAt > STEADY_MS) pause = FIRST_PAUSE_MS;
      this.#become('restarting');
      await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => {});
      if (this.#stopping.signal.aborted) return;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** One life of its process, and how it ended. */
  async #live() {
    const { name, service, log, command, check, changed } = this.wanted;
    const child = await startChild(await command(), log);
    this.pid = child.pid;
    this.starts += 1;
    if (this.#stopping.signal.aborted) this.kill();
    const ended = new AbortController();
    this.#become(check ? 'starting' : 'up');
    const looking = check ? this.#look(check, ended.signal) : Promise.resolve();
    const words = await child.exited;
    ended.abort();
    const wasReady = this.isReady;
    // What it started ends with it, as in a container.
    signal(-child.pid, 'SIGKILL');
    this.pid = null;
    await looking;
    changed({ container: name, service: service.name, words, at: Date.now(), wasReady });
    return words;
  }

  async #look(check, ended) {
    const { intervalMs, timeoutMs, retries, startPeriodMs, startIntervalMs } =
      this.wanted.service.check ?? neverAsked();
    const beganAt = Date.now();
    for (let failures = 0; !ended.aborted;) {
      const isStarting = this.state === 'starting' && Date.now() - beganAt < startPeriodMs;
      await sleep(isStarting ? startIntervalMs : intervalMs, undefined, { signal: ended }).catch(() => {});
      if (ended.aborted) return;
      const [program, ...args] = check.words;
      const { code } = await run(program, args, { env: check.env, cwd: check.cwd, timeout: timeoutMs });
      if (ended.aborted) return;
      failures = code === 0 ? 0 : failures + (isStarting ? 0 : 1);
      if (code === 0 && this.state !== 'healthy') this.#become('healthy');
      if (failures >= retries && this.state !== 'unhealthy') this.#become('unhealthy');
    }
  }

  /** @param {State} state */
  #become(state) {
    this.state = state;
    if (this.isReady) this.readyAt = Date.now();
    this.wanted.changed(null);
  }

  async #lastWords() {
    return tail(await readFile(this.wanted.log, 'utf8').catch(() => ''), 15);
  }
}

/** @returns {never} */
function neverAsked() {
  throw new Error('a container without a check has no check to look at');
}
