import { TextDecoder } from 'node:util';
import iconv from 'iconv-lite';
import { CSV_LIMITS, type CsvEncoding, type CsvLimits } from './csv-shape';
import { UnreadableCsv } from './csv-words';

/** Bytes from the beginning of a file that its shape is read from. */
const HEAD_BYTES = 256 * 1024;

/** What the bytes of a whole file say. */
export interface Probed {
  readonly size: number;
  readonly encoding: CsvEncoding;
  readonly bom: boolean;
  /** The bytes fit the encoding, but they would fit others as well. */
  readonly guessed: boolean;
  readonly head: Buffer;
  /** The head is not the whole file. */
  readonly more: boolean;
}

const BOMS: readonly (readonly [CsvEncoding, readonly number[]])[] = [
  ['utf-32le', [0xff, 0xfe, 0, 0]],
  ['utf-32be', [0, 0, 0xfe, 0xff]],
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

const FOREIGN = [
  { refusal: 'spreadsheet', starts: [0x50, 0x4b, 0x03, 0x04] },
  { refusal: 'spreadsheet', starts: [0xd0, 0xcf, 0x11, 0xe0] },
  { refusal: 'compressed', starts: [0x1f, 0x8b] },
  { refusal: 'compressed', starts: [0x28, 0xb5, 0x2f, 0xfd] },
  { refusal: 'compressed', starts: [0x42, 0x5a, 0x68] },
  { refusal: 'compressed', starts: [0x37, 0x7a, 0xbc, 0xaf] },
  { refusal: 'binary', starts: [0x25, 0x50, 0x44, 0x46] },
  { refusal: 'binary', starts: [0x89, 0x50, 0x4e, 0x47] },
] as const;

/**
 * Looks at the bytes of a file as they come by, keeping only its beginning: whether they are text at all, and in which encoding. The whole
 * file is asked, since the first umlaut may stand in its last row. Throws `UnreadableCsv` as soon as it is certain.
 */
export class EncodingProbe {
  private readonly parts: Buffer[] = [];
  private kept = 0;
  private size = 0;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private utf8 = true;

  constructor(private readonly limits: Pick<CsvLimits, 'bytes'> = CSV_LIMITS) {}

  push(bytes: Buffer): void {
    this.size += bytes.length;
    if (this.size > this.limits.bytes) throw new UnreadableCsv('too_large');
    if (this.kept < HEAD_BYTES) {
      const part = Buffer.from(bytes.subarray(0, HEAD_BYTES - this.kept));
      this.parts.push(part);
      this.kept += part.length;
    }
    if (this.utf8) this.utf8 = this.continuesUtf8(bytes);
  }

  finish(): Probed {
    const head = Buffer.concat(this.parts);
    if (head.length === 0) throw new UnreadableCsv('empty');
    refuseForeign(head);
    const { size } = this;
    const more = size > head.length;
    const byBom = BOMS.find(([, mark]) => beginsWith(head, mark))?.[0];
    if (byBom !== undefined) return { size, encoding: byBom, bom: true, guessed: false, head, more };
    const wide = wideEncoding(head);
    if (wide !== null) return { size, encoding: wide, bom: false, guessed: false, head, more };
    refuseBinary(head);
    const utf8 = this.utf8 && this.endsUtf8();
    return { size, encoding: utf8 ? 'utf-8' : 'windows-1252', bom: false, guessed: !utf8, head, more };
  }

  private continuesUtf8(bytes: Buffer): boolean {
    try {
      this.decoder.decode(bytes, { stream: true });
      return true;
    } catch {
      return false;
    }
  }

  private endsUtf8(): boolean {
    try {
      this.decoder.decode();
      return true;
    } catch {
      return false;
    }
  }
}

function beginsWith(head: Buffer, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function refuseForeign(head: Buffer): void {
  const foreign = FOREIGN.find(({ starts }) => beginsWith(head, starts));
  if (foreign) throw new UnreadableCsv(foreign.refusal);
}

/** Most texts have characters below 256 mostly: then the zero bytes of a wide encoding always stand at the same places. */
function wideEncoding(head: Buffer): CsvEncoding | null {
  const length = Math.min(head.length - (head.length % 4), 4_096);
  if (length < 4) return null;
  const zeros = [0, 0, 0, 0];
  for (let index = 0; index < length; index += 1) if (head[index] === 0) zeros[index % 4]! += 1;
  const share = zeros.map((count) => count / (length / 4));
  const full = (place: number): boolean => (share[place] ?? 0) > 0.7;
  const free = (place: number): boolean => (share[place] ?? 0) < 0.1;
  if (free(0) && full(1) && full(2) && full(3)) return 'utf-32le';
  if (full(0) && full(1) && full(2) && free(3)) return 'utf-32be';
  if (free(0) && full(1) && free(2) && full(3)) return 'utf-16le';
  if (full(0) && free(1) && full(2) && free(3)) return 'utf-16be';
  return null;
}

/** Control characters that no table has. */
function refuseBinary(head: Buffer): void {
  let strange = 0;
  for (const byte of head) {
    if (byte === 0) throw new UnreadableCsv('binary');
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) strange += 1;
  }
  if (strange > Math.max(2, head.length / 200)) throw new UnreadableCsv('binary');
}

const WIDTHS: Partial<Record<CsvEncoding, number>> = { 'utf-16le': 2, 'utf-16be': 2, 'utf-32le': 4, 'utf-32be': 4 };

/** The text of a file's beginning; a character that its end cuts in two is left out. A byte order mark is no part of it. */
export function decodeHead(head: Buffer, encoding: CsvEncoding, more: boolean): string {
  const width = WIDTHS[encoding] ?? 1;
  const text = iconv.decode(head.subarray(0, head.length - (head.length % width)), encoding);
  return more ? text.replace(/\ufffd$/, '') : text;
}

/** Decodes bytes to text, part by part. */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, encoding: CsvEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const part of bytes) {
    const text = decoder.write(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest !== undefined && rest !== '') yield rest;
}
