import { amountOf } from './money';

describe('the amount of the money fields', () => {
  it('is what was typed, in whole cents', () => {
    expect(amountOf({ amount: 9_800, currency: 'EUR' })).toBe(9_800);
    expect(amountOf({ amount: '12.345', currency: 'EUR' })).toBe(12.35);
  });

  it('is none while nothing is typed, or nothing that counts', () => {
    for (const amount of ['', 0, '0', '0.001', -1, '-', 2_000_000_000_000])
      expect(amountOf({ amount, currency: 'EUR' })).toBeNull();
  });
});
