import { createSigner, WeakSecretError } from './signer';

const SECRET = 'a'.repeat(32);
const OTHER = 'b'.repeat(40);
const NOW = 1_700_000_000_000;
const signer = createSigner(SECRET);

describe('a signed link', () => {
  it('gives back its payload, for its purpose only', () => {
    const token = signer.sign('click', ['018f-ä', '3']);
    expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
    expect(signer.verify('click', token, NOW)).toEqual(['018f-ä', '3']);
    expect(signer.verify('unsubscribe', token, NOW)).toBeNull();
  });

  it('is the same for the same payload, so that a mail built twice is the same mail', () => {
    expect(signer.sign('confirm', ['x'])).toBe(signer.sign('confirm', ['x']));
    expect(signer.sign('confirm', ['a', 'b'])).not.toBe(signer.sign('confirm', ['a,b']));
  });

  it('ends at its instant', () => {
    const token = signer.sign('confirm', ['x'], NOW);
    expect(signer.verify('confirm', token, NOW - 1)).toEqual(['x']);
    expect(signer.verify('confirm', token, NOW)).toBeNull();
  });

  it('is worth nothing when any character was changed', () => {
    const token = signer.sign('deliver', ['lead', 'offer'], NOW + 1);
    for (let index = 0; index < token.length; index += 1) {
      const changed = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
      const payload = signer.verify('deliver', changed, NOW);
      // The last character of base64url holds bits that no byte uses.
      if (index < token.length - 1) expect(payload).toBeNull();
    }
    for (const junk of ['', '.', '..', '...', `${token}.x`, token.slice(0, -1), 'x'.repeat(100_000)]) {
      expect(signer.verify('deliver', junk, NOW)).toBeNull();
    }
  });

  it('outlives a change of the secret while the old one is named', () => {
    const token = signer.sign('unsubscribe', ['lead']);
    expect(createSigner(OTHER).verify('unsubscribe', token, NOW)).toBeNull();
    expect(createSigner(OTHER, [SECRET]).verify('unsubscribe', token, NOW)).toEqual(['lead']);
  });

  it('needs a secret worth the name', () => {
    expect(() => createSigner('short')).toThrow(WeakSecretError);
  });
});
