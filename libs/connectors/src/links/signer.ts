import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '@ripen/domain';
import { z } from 'zod';

/** What a signed link may be used for. A token of one purpose is worth nothing for another. */
export const LINK_PURPOSES = [
  'confirm',
  'deliver',
  'unsubscribe',
  'click',
  'preferences',
  'invitation',
  'reset',
  'file',
  'opened',
  'visitor',
] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

/** Thrown when a secret is too short to sign with. */
export class WeakSecretError extends Error {
  constructor() {
    super('RIPEN_SECRET must have at least 32 characters');
    this.name = 'WeakSecretError';
  }
}

export interface Signer {
  /**
   * A token for the path of a URL: letters, digits, `-`, `_` and `.`. The payload can be read by everybody who has the link:
   * ids only. `expiresAt`: null never.
   */
  sign(purpose: LinkPurpose, payload: readonly string[], expiresAt?: EpochMs | null): string;
  /** The payload, or null when the token is forged, of another purpose, of an unknown key or expired (at `now` or before). */
  verify(purpose: LinkPurpose, token: string, now: EpochMs): readonly string[] | null;
}

const CONTENT = z.tuple([z.number().nullable()], z.string());
const LONGEST_TOKEN = 4_096;

/** Signs with `secret`; tokens signed with a `previous` secret stay valid. */
export function createSigner(secret: string, previous: readonly string[] = []): Signer {
  const keys = [secret, ...previous].map(keyOf);
  const [current] = keys;
  if (!current) throw new WeakSecretError();
  return {
    sign: (purpose, payload, expiresAt = null) => {
      const content = Buffer.from(JSON.stringify([expiresAt, ...payload])).toString('base64url');
      return `${current.id}.${content}.${mac(current, purpose, content).toString('base64url')}`;
    },
    verify: (purpose, token, now) => {
      if (token.length > LONGEST_TOKEN) return null;
      const [id, content, seal, ...rest] = token.split('.');
      const key = keys.find((candidate) => candidate.id === id);
      if (!key || !content || !seal || rest.length > 0) return null;
      if (!sameBytes(Buffer.from(seal, 'base64url'), mac(key, purpose, content))) return null;
      return open(content, now);
    },
  };
}

interface Key {
  readonly id: string;
  readonly bytes: Buffer;
}

function keyOf(secret: string): Key {
  if (secret.length < 32) throw new WeakSecretError();
  // The key id is public: it comes from another derivation than the key itself.
  const derive = (use: string): Buffer => createHmac('sha256', secret).update(`ripen link ${use}`).digest();
  return { id: createHash('sha256').update(derive('key id')).digest('base64url').slice(0, 6), bytes: derive('key') };
}

function mac(key: Key, purpose: LinkPurpose, content: string): Buffer {
  return createHmac('sha256', key.bytes).update(`${purpose}.${content}`).digest();
}

function sameBytes(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function open(content: string, now: EpochMs): readonly string[] | null {
  // The seal has been checked: what is inside was written by `sign`.
  const [expiresAt, ...payload] = CONTENT.parse(JSON.parse(Buffer.from(content, 'base64url').toString('utf8')));
  return expiresAt !== null && expiresAt <= now ? null : payload;
}
