import { createHmac, timingSafeEqual } from 'node:crypto';
import { WeakSecretError } from './signer';

/** `bounce`: the envelope's sender, where mail servers report to. `unsubscribe`: the address beside the link for one click. */
export const RETURN_KINDS = ['bounce', 'unsubscribe'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

/** What a signed address of ours speaks of. */
export interface ReturnTo {
  readonly kind: ReturnKind;
  readonly effectId: string;
}

export interface ReturnAddresses {
  /** The local part of an address that only we can make: 44 characters of `a–z`, `2–7` and `-`. Servers may fold its case. */
  sign(kind: ReturnKind, effectId: string): string;
  /** What an address speaks of; null when we did not make it. Takes the whole address or its local part. */
  verify(address: string): ReturnTo | null;
  /** The first address of ours in a text, such as a report that quotes our mail; null where there is none. */
  find(text: string): ReturnTo | null;
}

const LETTERS: Readonly<Record<ReturnKind, string>> = { bounce: 'b', unsubscribe: 'u' };
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_BYTES = 16;
/** 80 bits: an address may have no more than 64 characters before the @ (RFC 5321), and a guess costs a mail. */
const SEAL_BYTES = 10;
const ID_CHARACTERS = 26;
const ADDRESS = /^([bu])-([a-z2-7]{42})$/;
const ANYWHERE = /(?<![a-z0-9-])[bu]-[a-z2-7]{42}(?=@)/g;
/** A report may quote a mail of ours and more; whoever sends thousands of addresses gets no further. */
const MOST_CANDIDATES = 50;

/** Signs with `secret`; addresses signed with a `previous` secret stay valid. */
export function createReturnAddresses(secret: string, previous: readonly string[] = []): ReturnAddresses {
  const keys = [secret, ...previous].map(keyOf);
  const [current] = keys;
  if (!current) throw new WeakSecretError();
  const verify = (address: string): ReturnTo | null => {
    const match = ADDRESS.exec(address.toLowerCase().split('@')[0] ?? '');
    const kind = RETURN_KINDS.find((candidate) => LETTERS[candidate] === match?.[1]);
    if (!match?.[2] || kind === undefined) return null;
    const id = fromBase32(match[2].slice(0, ID_CHARACTERS), ID_BYTES);
    const seal = fromBase32(match[2].slice(ID_CHARACTERS), SEAL_BYTES);
    return keys.some((key) => timingSafeEqual(sealOf(key, kind, id), seal)) ? { kind, effectId: toUuid(id) } : null;
  };
  return {
    sign: (kind, effectId) => {
      const id = Buffer.from(effectId.replaceAll('-', ''), 'hex');
      if (id.length !== ID_BYTES) throw new TypeError('an effect id is a UUID');
      return `${LETTERS[kind]}-${toBase32(id)}${toBase32(sealOf(current, kind, id))}`;
    },
    verify,
    find: (text) => {
      const candidates = text.toLowerCase().match(ANYWHERE)?.slice(0, MOST_CANDIDATES) ?? [];
      for (const candidate of candidates) {
        const found = verify(candidate);
        if (found !== null) return found;
      }
      return null;
    },
  };
}

function keyOf(secret: string): Buffer {
  if (secret.length < 32) throw new WeakSecretError();
  return createHmac('sha256', secret).update('ripen return address').digest();
}

function sealOf(key: Buffer, kind: ReturnKind, id: Buffer): Buffer {
  return createHmac('sha256', key).update(`${kind}.`).update(id).digest().subarray(0, SEAL_BYTES);
}

/** RFC 4648 without padding, in lower case. */
function toBase32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string, length: number): Buffer {
  let bits = '';
  for (const letter of text) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from((bits.match(/.{8}/g) ?? []).slice(0, length).map((byte) => Number.parseInt(byte, 2)));
}

function toUuid(id: Buffer): string {
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
