import { Secret, TOTP } from 'otpauth';
import { factorUri, newFactorSecret, newRecoveryCodes, recoveryCodeOf, stepOfCode } from './one-time-code';

describe('a one-time code', () => {
  // RFC 6238, appendix B: the secret 12345678901234567890, SHA-1; the last six of its eight digits.
  const secret = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer }).base32;
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('at second %i is %s', (seconds, code) => {
    expect(stepOfCode(secret, code, seconds * 1_000)).toBe(Math.floor(seconds / 30));
  });

  it('is taken one step early or late, and names the step it belongs to', () => {
    const now = 1_234_567_890_000;
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const at = (seconds: number) => totp.generate({ timestamp: now + seconds * 1_000 });
    expect(stepOfCode(secret, at(-30), now)).toBe(41_152_262);
    expect(stepOfCode(secret, ` ${at(30).slice(0, 3)} ${at(30).slice(3)}`, now)).toBe(41_152_264);
    expect(stepOfCode(secret, at(-60), now)).toBeNull();
    expect(stepOfCode(secret, at(60), now)).toBeNull();
  });

  it.each(['', '12345', '1234567', 'abcdef', '٣٤٥٦٧٨'])('is six digits, not %j', (code) => {
    expect(stepOfCode(secret, code, 0)).toBeNull();
  });

  it('belongs to a secret of 160 bits that an app reads from its picture', () => {
    const fresh = newFactorSecret();
    expect(Secret.fromBase32(fresh).bytes).toHaveLength(20);
    expect(factorUri(fresh, { label: 'ada@firma.example', issuer: 'Ripen' })).toMatch(
      /^otpauth:\/\/totp\/Ripen:ada(@|%40)firma\.example\?/,
    );
  });

  it('has ten recovery codes beside it, each of its own, read however they are typed', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    expect(codes[0]).toMatch(/^\w{4}-\w{4}-\w{4}-\w{4}$/);
    expect(recoveryCodeOf(` ${codes[0]?.toUpperCase().replaceAll('-', ' ')}`)).toBe(codes[0]?.replaceAll('-', ''));
    expect(recoveryCodeOf('123456')).toBeNull();
  });
});
