import { createSealer } from './sealer';

const SECRET = 'a secret that is long enough for every signature';

describe('a sealed text', () => {
  const sealer = createSealer(SECRET, 'webhook');
  it('is read again, and looks different each time', () => {
    const [one, two] = [sealer.seal('whsec_ä'), sealer.seal('whsec_ä')];
    expect(one).not.toBe(two);
    expect([one, two].map((sealed) => sealer.unseal(sealed))).toEqual(['whsec_ä', 'whsec_ä']);
  });

  it('is read by nobody with another secret or for another use, and not once it was changed', () => {
    const sealed = sealer.seal('whsec_ä');
    expect(createSealer(`${SECRET}!`, 'webhook').unseal(sealed)).toBeNull();
    expect(createSealer(SECRET, 'totp').unseal(sealed)).toBeNull();
    for (const broken of [`${sealed.slice(0, -2)}AA`, sealed.slice(4), '', 'x'.repeat(40)])
      expect(sealer.unseal(broken)).toBeNull();
  });
});
