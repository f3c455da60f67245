import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '@ripen/domain';

const PREFIX = 'whsec_';
const NEW_SECRET_BYTES = 32;
const SECRET_BYTES = { least: 24, most: 64 };
/** How far a sender's clock may be off, and how long a copied message can be played again. */
export const WEBHOOK_TOLERANCE_MS = 5 * 60_000;

/** Thrown when a secret cannot be one: not base64, or not of 24 to 64 bytes. Shows nothing of it. */
export class WebhookSecretError extends Error {
  override readonly name = 'WebhookSecretError';

  constructor() {
    super('a webhook secret is whsec_ and 24 to 64 bytes in base64');
  }
}

/** A new secret as the other side enters it: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(NEW_SECRET_BYTES).toString('base64')}`;
}

/** Whether a text can be a secret, with or without its prefix. */
export function isWebhookSecret(secret: string): boolean {
  return keyOf(secret) !== null;
}

/** What makes the signature of one message: the bytes that go out, and when they do. */
export interface WebhookMessage {
  readonly id: string;
  /** Counted in whole seconds. */
  readonly at: EpochMs;
  readonly body: string | Uint8Array;
}

/**
 * The three headers of Standard Webhooks. While a secret is being replaced both sign, so that the receiver may change when it likes.
 *
 * @throws WebhookSecretError
 */
export function signWebhook(message: WebhookMessage, secrets: readonly string[]): Record<string, string> {
  const seconds = Math.floor(message.at / 1_000);
  const signatures = secrets.map((secret) => {
    const key = keyOf(secret);
    if (key === null) throw new WebhookSecretError();
    return `v1,${signature(key, { id: message.id, seconds: String(seconds), body: message.body })}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}

/** - `signature_missing`: one of the three headers - `timestamp_refused`: no whole seconds, or more than five minutes off - `signature_refused` */
export type WebhookRefusal = 'signature_missing' | 'timestamp_refused' | 'signature_refused';

export interface ReceivedWebhook {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The bytes as they came. */
  readonly body: Uint8Array;
}

/**
 * Whether a message was signed by one of the secrets, five minutes ago at most. Byte by byte: whatever was re-encoded on its way is another
 * message. Secrets are tried all, and signatures compared in constant time.
 */
export function verifyWebhook(
  { headers, body }: ReceivedWebhook,
  { secrets, now }: { secrets: readonly string[]; now: EpochMs },
): { ok: true; id: string } | { ok: false; problem: WebhookRefusal } {
  const [id, seconds, given] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => headers[name]);
  if (typeof id !== 'string' || typeof seconds !== 'string' || typeof given !== 'string')
    return { ok: false, problem: 'signature_missing' };
  // With a full stop in it, an id could take over a part of what follows: a.1.2 is a and 1.2, or a.1 and 2.
  if (id === '' || id.includes('.') || given === '') return { ok: false, problem: 'signature_missing' };
  if (!/^[1-9]\d{0,11}$/.test(seconds) || Math.abs(now - Number(seconds) * 1_000) > WEBHOOK_TOLERANCE_MS)
    return { ok: false, problem: 'timestamp_refused' };
  const offered = given.split(' ').flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3))] : []));
  const expected = secrets.flatMap((secret) => {
    const key = keyOf(secret);
    return key === null ? [] : [Buffer.from(signature(key, { id, seconds, body }))];
  });
  const matches = expected.flatMap((one) => offered.filter((other) => isSame(one, other)));
  return matches.length > 0 ? { ok: true, id } : { ok: false, problem: 'signature_refused' };
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function signature(
  key: Buffer,
  { id, seconds, body }: { id: string; seconds: string; body: string | Uint8Array },
): string {
  return createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64');
}

function keyOf(secret: string): Buffer | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(text, 'base64');
  if (key.toString('base64') !== text || key.length < SECRET_BYTES.least || key.length > SECRET_BYTES.most) return null;
  return key;
}
