import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { end, isAlive, signal, startOf } from './processes.mjs';

const PRIVATE = 0o600;
const GRACE_MS = 10_000;

/** A restored installation is made in a folder beside; the note says that it is complete. */
export const RESTORED = { suffix: '.restoring', note: 'restored.json' };

/**
 * What the launcher keeps between two starts: the secret, the ports, and which processes are its own.
 * @typedef {{ pid: number, start: string | null }} ProcessNote
 * @typedef {{ name: string, pid: number, signal: NodeJS.Signals }} RunningPart
 */
export class DataFolder {
  #lock;
  #parts;
  #memory;

  /** @param {string} path absolute */
  constructor(path) {
    this.path = path;
    this.logs = join(path, 'logs');
    this.#lock = join(path, 'launcher.lock');
    this.#parts = join(path, 'parts.json');
    this.#memory = join(path, 'launcher.json');
  }

  /** Takes the folder for this process, and ends the parts that an earlier launcher left running when it was killed. */
  async open() {
    await this.#finishRestore();
    // Postgres, which is another user when we are root, has to pass through; what is secret is closed file by file.
    await mkdir(this.path, { recursive: true, mode: 0o711 });
    await mkdir(this.logs, { recursive: true, mode: 0o700 });
    await this.#take();
    await this.#endLeftovers();
  }

  /** @returns {Promise<number | null>} the process that has taken this folder and still runs */
  async holder() {
    const holder = await readJson(this.#lock);
    return holder && (await isStill(holder)) ? holder.pid : null;
  }

  async close() {
    await rm(this.#parts, { force: true });
    await rm(this.#lock, { force: true });
  }

  /**
   * @param {string} key
   * @returns {Promise<unknown>}
   */
  async recall(key) {
    return (await readJson(this.#memory))?.[key];
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  async remember(key, value) {
    await writeJson(this.#memory, { ...(await readJson(this.#memory)), [key]: value });
  }

  /**
   * A random text that is made once and kept.
   * @param {string} key
   * @returns {Promise<string>}
   */
  async secret(key) {
    const known = await this.recall(key);
    if (typeof known === 'string') return known;
    const made = randomBytes(32).toString('base64url');
    await this.remember(key, made);
    return made;
  }

  /**
   * Notes the processes that are running now, for the start after a kill -9.
   * @param {RunningPart[]} parts in the order in which they were started
   */
  async noteParts(parts) {
    await writeJson(
      this.#parts,
      await Promise.all(parts.map(async (part) => ({ ...part, ...(await noteOf(part.pid)) }))),
    );
  }

  /**
   * Notes that a restored folder is complete.
   * @param {{ from: string }} what
   */
  async complete(what) {
    await writeJson(join(this.path, RESTORED.note), { ...what, at: new Date().toISOString() });
  }

  /** A restore that was killed after the old folder was moved aside: the new one is complete and only has to be put in its place. */
  async #finishRestore() {
    const restored = `${this.path}${RESTORED.suffix}`;
    if (existsSync(this.path) || !existsSync(join(restored, RESTORED.note))) return;
    await rename(restored, this.path);
  }

  async #take() {
    const mine = JSON.stringify(await noteOf(process.pid));
    if (await writeNew(this.#lock, mine)) return;
    const holder = await this.holder();
    if (holder !== null) {
      throw new Problem(
        `Ripen already runs on ${this.path} (process ${holder}); stop that one, or set RIPEN_DATA_DIR to another folder.`,
      );
    }
    await rm(this.#lock, { force: true });
    if (!(await writeNew(this.#lock, mine))) throw new Problem(`Ripen is just being started on ${this.path}.`);
  }

  async #endLeftovers() {
    /** @type {(RunningPart & ProcessNote)[]} */
    const parts = (await readJson(this.#parts)) ?? [];
    // Last started, first ended: the database goes when nobody uses it any more.
    for (const part of parts.reverse()) {
      if (!(await isStill(part))) continue;
      await end(part.pid, { with: part.signal, grace: GRACE_MS });
      signal(-part.pid, 'SIGKILL');
    }
    await rm(this.#parts, { force: true });
  }
}

async function noteOf(pid) {
  return { pid, start: await startOf(pid) };
}

/** The process of the note, and not another one that was given its number later. */
async function isStill({ pid, start }) {
  return isAlive(pid) && (await startOf(pid)) === start;
}

/** @returns {Promise<boolean>} false when the file is there already */
async function writeNew(file, text) {
  try {
    const handle = await open(file, 'wx', PRIVATE);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A file that is missing or was cut off half-way counts as not there. */
async function readJson(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function writeJson(file, value) {
  const beside = `${file}.new`;
  await writeFile(beside, JSON.stringify(value, null, 2), { mode: PRIVATE });
  await rename(beside, file);
}
