import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { EpochMs } from '@ripen/domain';

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;
const CODES = 10;
const CODE_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 16;

/** A new secret in base32, as apps take it. */
export function newFactorSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the picture for the app says. */
export function factorUri(secret: string, account: { readonly label: string; readonly issuer: string }): string {
  return totpOf(secret, account).toString();
}

/**
 * The step of time that a code belongs to, the one before and the one after now allowed (RFC 6238, 5.2); null for a wrong code.
 * A step that was used opens nothing again: the caller remembers it.
 */
export function stepOfCode(secret: string, code: string, now: EpochMs): number | null {
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const delta = totpOf(secret).validate({ token, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1_000 / PERIOD_SECONDS) + delta;
}

/** Ten codes for the day the phone is gone, 78 bits each, in groups that can be typed. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join('');
    return letters.replace(/(.{4})(?=.)/g, '$1-');
  });
}

/** A recovery code as it was meant, however it was typed; null for what cannot be one. */
export function recoveryCodeOf(typed: string): string | null {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, '');
  return letters.length === CODE_LENGTH ? letters : null;
}

function totpOf(secret: string, account?: { readonly label: string; readonly issuer: string }): TOTP {
  return new TOTP({
    ...account,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  });
}
