import { createHash } from 'node:crypto';
import { openArchive } from './archive.mjs';
import { Problem } from '../problem.mjs';

/** Raised when an older Ripen could not read what a newer one writes. */
export const FORMAT = 1;

export const MANIFEST = 'manifest.json';
export const SECRET = 'secret';
/** @param {string} table */
export const partOf = (table) => `tables/${table}.copy.gz`;

/**
 * What a backup says about itself. It is the last member: a file that has it was finished.
 * @typedef {{ rows: number, bytes: number, sha256: string }} Content rows and text of a table; the SHA-256 is of the text before it was packed
 * @typedef {{ bytes: number, sha256: string }} Part a member as it lies in the file
 * @typedef {object} Manifest
 * @property {number} format
 * @property {string} ripen the version that wrote it
 * @property {string} postgres
 * @property {string[]} migrations oldest first
 * @property {string} madeAt ISO 8601: the moment whose state it holds
 * @property {{ kept: boolean, print: string | null, part: Part | null }} secret kept: it is a member of the file; print: what it is recognised by
 * @property {{ name: string, columns: string[], key: string[], content: Content, part: Part }[]} tables
 * @property {{ name: string, lastValue: string }[]} sequences
 */

/**
 * Recognises a secret without giving it away.
 * @param {string} secret
 */
export function printOf(secret) {
  return createHash('sha256').update(`ripen-secret:${secret}`).digest('hex');
}

/**
 * Opens a backup and reads what it says about itself.
 * @param {string} file
 */
export async function openBackup(file) {
  const archive = await openArchive(file);
  try {
    if (!archive.names.includes(MANIFEST)) throw new Problem(`${file} is not a backup of Ripen.`);
    const manifest = parsed(await textOf(archive.read(MANIFEST)), file);
    if (manifest.format > FORMAT) {
      throw new Problem(`${file} was written by Ripen ${manifest.ripen}; restore it with that version or a newer one.`);
    }
    return { ...archive, manifest };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @returns {Promise<string>}
 */
export async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** @returns {Manifest} */
function parsed(text, file) {
  try {
    const manifest = JSON.parse(text);
    if (Number.isInteger(manifest.format) && Array.isArray(manifest.tables)) return manifest;
  } catch {
    // Said below, like a manifest of something else.
  }
  throw new Problem(`${file} is damaged; take another backup. Nothing was changed.`);
}
