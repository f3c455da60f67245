import { TokenBucket } from './token-bucket';

describe('a token bucket', () => {
  it('lets a minute’s worth through at once, then as many as time brings', () => {
    const bucket = new TokenBucket(60, 0);
    expect(Array.from({ length: 60 }, () => bucket.take(1, 0))).toEqual(Array(60).fill(0));
    expect(bucket.take(1, 0)).toBe(1_000);
    expect(bucket.take(1, 999)).toBeGreaterThan(0);
    expect([bucket.take(1, 1_000), bucket.take(1, 1_000)]).toEqual([0, 1_000]);
  });

  it('takes a batch whole, and lets what was too much be waited for', () => {
    const bucket = new TokenBucket(60, 0);
    expect(bucket.take(120, 0)).toBe(0);
    expect(bucket.take(1, 0)).toBe(61_000);
    expect(bucket.take(1, 61_000)).toBe(0);
  });

  it('gathers no more than a minute’s worth', () => {
    const bucket = new TokenBucket(2, 0);
    expect([1, 1, 1].map((count) => bucket.take(count, 3_600_000) > 0)).toEqual([false, false, true]);
  });
});
