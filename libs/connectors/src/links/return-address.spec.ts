import { randomUUID } from 'node:crypto';
import { createReturnAddresses } from './return-address';

const SECRET = 'a secret that is long enough for every signature';
const OTHER = 'another secret that is long enough for signatures';

describe('signed return addresses', () => {
  const addresses = createReturnAddresses(SECRET);

  it('lead back to their mail, also after a server has folded their case', () => {
    for (let time = 0; time < 200; time += 1) {
      const effectId = randomUUID();
      const local = addresses.sign('bounce', effectId);
      expect(local).toMatch(/^b-[a-z2-7]{42}$/);
      expect(addresses.verify(`${local.toUpperCase()}@Firma.Example`)).toEqual({ kind: 'bounce', effectId });
    }
  });

  it('cannot be made, changed or used for something else by others', () => {
    const local = addresses.sign('bounce', randomUUID());
    expect(createReturnAddresses(OTHER).verify(local)).toBeNull();
    expect(createReturnAddresses(OTHER, [SECRET]).verify(local)).not.toBeNull();
    expect(addresses.verify(local.replace('b-', 'u-'))).toBeNull();
    // The last of the 26 letters of an id holds two bits that are no part of it; every other letter counts.
    for (const place of [2, 10, 20, 28, 35, 43]) {
      const letter = local[place] === 'a' ? 'b' : 'a';
      expect(addresses.verify(local.slice(0, place) + letter + local.slice(place + 1))).toBeNull();
    }
    for (const odd of ['', '@', 'b-', `x${local}`, `${local}a`, local.slice(0, -1)])
      expect(addresses.verify(odd)).toBeNull();
  });

  it('are found in a report that quotes our mail, among others that are none of ours', () => {
    const effectId = randomUUID();
    const forged = createReturnAddresses(OTHER).sign('bounce', randomUUID());
    const text = `Return-Path: <${forged}@a.example>\r\nOriginal-Mail-From: <${addresses.sign('bounce', effectId)}@b.example>`;
    expect(addresses.find(text)).toEqual({ kind: 'bounce', effectId });
    expect(addresses.find('nothing of ours')).toBeNull();
  });
});
