import { retryAfter, webhookPause, WEBHOOK_RETRIES_FOR_MS } from './retry';

describe('the pause after an attempt that failed', () => {
  it('grows to eight hours, a fifth more or less, and takes three days of more than a dozen attempts', () => {
    const pauses = (chance: number) =>
      Array.from({ length: 20 }, (_, index) => webhookPause({ attempts: index + 1, chance, retryAfterMs: null }));
    expect(pauses(0.5).slice(0, 4)).toEqual([5_000, 15_000, 45_000, 135_000]);
    for (const [index, middle] of pauses(0.5).entries()) {
      expect(pauses(0)[index]).toBeCloseTo(middle * 0.8, -1);
      expect(pauses(1)[index]).toBeCloseTo(middle * 1.2, -1);
    }
    expect(Math.max(...pauses(1))).toBe(8 * 3_600_000 * 1.2);
    let waited = 0;
    const tries = pauses(0.5).findIndex((pause) => (waited += pause) >= WEBHOOK_RETRIES_FOR_MS);
    expect(tries).toBeGreaterThan(12);
  });

  it('is as long as the receiver asks for, at most a day, and never shorter than ours', () => {
    const paused = (retryAfterMs: number) => webhookPause({ attempts: 1, chance: 0.5, retryAfterMs });
    expect([paused(60_000), paused(1_000), paused(10 * 86_400_000)]).toEqual([60_000, 5_000, 86_400_000]);
  });

  it('is read from seconds and from dates', () => {
    const now = Date.UTC(2026, 10, 24);
    expect(retryAfter('120', now)).toBe(120_000);
    expect(retryAfter('Tue, 24 Nov 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(retryAfter('Mon, 23 Nov 2026 00:00:30 GMT', now)).toBe(0);
    expect([retryAfter(undefined, now), retryAfter('soon', now)]).toEqual([null, null]);
  });
});
