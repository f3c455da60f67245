import { robustSlope } from './trend';

const line = (value: (at: number) => number, length = 20) =>
  Array.from({ length }, (_, at) => ({ at, value: value(at) }));

describe('the robust slope', () => {
  it('is the slope of a line', () => {
    expect(robustSlope(line((at) => 7 + 3 * at))).toBe(3);
    expect(robustSlope(line(() => 5))).toBe(0);
  });

  it('does not follow a few points that lie far off', () => {
    expect(robustSlope(line((at) => (at % 5 === 4 ? 10_000 : at)))).toBeCloseTo(1, 0);
  });

  it('is the median of the slopes between all pairs', () => {
    expect(
      robustSlope([
        { at: 0, value: 0 },
        { at: 1, value: 1 },
        { at: 2, value: 4 },
      ]),
    ).toBe(2);
    expect(
      robustSlope([
        { at: 0, value: 0 },
        { at: 2, value: 3 },
      ]),
    ).toBe(1.5);
  });

  it('is not a number without two points', () => {
    expect(robustSlope([{ at: 1, value: 1 }])).toBeNaN();
  });
});
