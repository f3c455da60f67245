import fc from 'fast-check';
import { toMilli } from './milli';

test.each([
  [20, 20_000],
  [0.0005, 1],
  [-0.0005, -1],
  [0.00049, 0],
  [1.0005, 1_001],
  [-1.0005, -1_001],
  [1.0045, 1_005],
  [0.1, 100],
  [1e-7, 0],
  [0, 0],
])('%d points are %d thousandths, halves away from zero', (points, milli) => {
  expect(toMilli(points)).toBe(milli);
});

test('what has three decimals is never changed by rounding', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (milli) => toMilli(milli / 1_000) === milli),
  );
});

test('rounding is symmetric around zero', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10_000, noNaN: true }), (points) => {
      expect(toMilli(-points) + toMilli(points)).toBe(0);
    }),
  );
});
