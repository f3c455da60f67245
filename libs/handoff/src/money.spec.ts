import { isMoney } from './money';

it.each([
  [0.01, 'EUR', true],
  [9_800, 'CHF', true],
  [0.29, 'EUR', true],
  [1_000_000_000_000, 'USD', true],
  [0, 'EUR', false],
  [-5, 'EUR', false],
  [1.005, 'EUR', false],
  [1_000_000_000_000.01, 'EUR', false],
  [Number.NaN, 'EUR', false],
  [Number.POSITIVE_INFINITY, 'EUR', false],
  [5, '', false],
  [5, 'Euro', false],
])('an amount of %d %s is taken: %s', (amount, currency, taken) => {
  expect(isMoney({ amount, currency })).toBe(taken);
});
