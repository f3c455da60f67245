import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../problem.mjs';

const BLOCK = 512;
const PRIVATE = 0o600;
/** Sizes above this do not fit into eleven octal digits and are written in base 256, as every tar of today reads them. */
const OCTAL_LIMIT = 8 ** 11;

/**
 * One file with named members, readable by any `tar`. Written from front to back; the head of a member is put in once its size is known.
 */
export class ArchiveWriter {
  #handle;
  #at = 0;

  /** @param {import('node:fs/promises').FileHandle} handle */
  constructor(handle) {
    this.#handle = handle;
  }

  /** @param {string} path of a file that is not there yet; nobody else may read it */
  static async create(path) {
    return new ArchiveWriter(await open(path, 'wx', PRIVATE));
  }

  /**
   * @param {string} name
   * @param {AsyncIterable<Buffer> | Iterable<Buffer>} content
   * @returns {Promise<{ bytes: number, sha256: string }>}
   */
  async add(name, content) {
    const head = this.#at;
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of content) {
      await this.#write(chunk, head + BLOCK + bytes);
      hash.update(chunk);
      bytes += chunk.length;
    }
    await this.#write(headOf(name, bytes), head);
    this.#at = head + BLOCK + padded(bytes);
    return { bytes, sha256: hash.digest('hex') };
  }

  /** From here on the file is whole and on the disk. */
  async finish() {
    await this.#write(Buffer.alloc(2 * BLOCK), this.#at);
    await this.#handle.sync();
    await this.#handle.close();
  }

  /** Closes a file that will not be finished. */
  async abandon() {
    await this.#handle.close();
  }

  async #write(chunk, position) {
    for (let written = 0; written < chunk.length;) {
      const { bytesWritten } = await this.#handle.write(chunk, written, chunk.length - written, position + written);
      written += bytesWritten;
    }
  }
}

/**
 * Opens an archive and finds its members without reading them.
 * @param {string} path
 */
export async function openArchive(path) {
  const handle = await open(path, 'r').catch((error) => {
    throw error.code === 'ENOENT' ? new Problem(`There is no file ${path}.`) : error;
  });
  try {
    const members = await membersOf(handle, path);
    return {
      names: [...members.keys()],
      /** @param {string} name @returns {Readable} */
      read: (name) => {
        const member = members.get(name);
        if (!member) throw new Problem(`${path} lacks ${name}; it is not a whole backup.`);
        return Readable.from(chunksOf(handle, member), { objectMode: false });
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

const CHUNK = 256 * 1024;

/** Not by the handle's own streams: each would leave its listeners on the handle. */
async function* chunksOf(handle, { start, bytes }) {
  for (let at = 0; at < bytes;) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, bytes - at));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, start + at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

async function membersOf(handle, path) {
  const { size } = await handle.stat();
  /** @type {Map<string, { start: number, bytes: number }>} */
  const members = new Map();
  const head = Buffer.alloc(BLOCK);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(head, 0, BLOCK, at);
    if (bytesRead < BLOCK) throw cutOff(path, members.size);
    if (head.every((byte) => byte === 0)) return members;
    if (!isHead(head)) throw members.size === 0 ? noBackup(path) : damaged(path);
    const bytes = sizeIn(head);
    if (at + BLOCK + padded(bytes) > size) throw cutOff(path, members.size + 1);
    members.set(head.toString('utf8', 0, 100).replace(/\0.*$/s, ''), { start: at + BLOCK, bytes });
    at += BLOCK + padded(bytes);
  }
}

const noBackup = (path) => new Problem(`${path} is not a backup of Ripen.`);
const damaged = (path) => new Problem(`${path} is damaged; take another backup. Nothing was changed.`);

/** Without a single member there is nothing to see that it ever was one. */
function cutOff(path, members) {
  if (members === 0) return noBackup(path);
  return new Problem(`${path} is cut off: its end is missing. Copy it again or take another one. Nothing was changed.`);
}

/** @param {number} bytes */
function padded(bytes) {
  return Math.ceil(bytes / BLOCK) * BLOCK;
}

function headOf(name, bytes) {
  const head = Buffer.alloc(BLOCK);
  const octal = (value, width) => `${value.toString(8).padStart(width - 1, '0')}\0`;
  head.write(name, 0);
  head.write(octal(PRIVATE, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  if (bytes < OCTAL_LIMIT) head.write(octal(bytes, 12), 124);
  else {
    head[124] = 0x80;
    head.writeBigUInt64BE(BigInt(bytes), 128);
  }
  head.write(octal(Math.floor(Date.now() / 1000), 12), 136);
  head.write('        ', 148);
  head.write('0', 156);
  head.write('ustar\u000000', 257);
  head.write(`${octal(sumOf(head), 7)} `, 148);
  return head;
}

function sumOf(head) {
  return head.reduce((sum, byte) => sum + byte, 0);
}

function isHead(head) {
  if (head.toString('latin1', 257, 262) !== 'ustar') return false;
  const copy = Buffer.from(head);
  copy.write('        ', 148);
  return Number.parseInt(head.toString('latin1', 148, 156), 8) === sumOf(copy);
}

function sizeIn(head) {
  if (head[124] === 0x80) return Number(head.readBigUInt64BE(128));
  return Number.parseInt(head.toString('latin1', 124, 136), 8);
}

/**
 * Lets everything through and remembers its size and its SHA-256.
 * @returns {Transform & { seen(): { bytes: number, sha256: string } }}
 */
export function hashing() {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return Object.assign(through, { seen: () => ({ bytes, sha256: hash.digest('hex') }) });
}

/**
 * What a stream holds, without keeping it.
 * @param {Array<NodeJS.ReadableStream | NodeJS.ReadWriteStream>} streams
 */
export async function hashOf(...streams) {
  const hash = hashing();
  const nowhere = new PassThrough().resume();
  await pipeline([...streams, hash, nowhere]);
  return hash.seen();
}
