import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A new secret of 32 random bytes, with a prefix that says what it is for. */
export function newSecret(prefix = ''): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a secret that has 256 bits of its own: a fast hash is enough. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A name for something that must not be kept readable, such as an address that somebody tried. */
export function keyedHash(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
