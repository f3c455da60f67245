import { DAY, HOUR, MINUTE, SECOND } from '@ripen/domain';
import { durationOf, msOf } from './duration';

describe('a duration in a form', () => {
  it('uses the largest unit that tells it in whole numbers', () => {
    expect(durationOf(2 * DAY)).toEqual({ count: 2, unit: 'days' });
    expect(durationOf(36 * HOUR)).toEqual({ count: 36, unit: 'hours' });
    expect(durationOf(90 * MINUTE)).toEqual({ count: 90, unit: 'minutes' });
    expect(durationOf(5 * SECOND)).toEqual({ count: 5, unit: 'seconds' });
  });

  it('comes back as the same milliseconds', () => {
    for (const ms of [SECOND, 61 * SECOND, HOUR, 25 * HOUR, 7 * DAY]) expect(msOf(durationOf(ms))).toBe(ms);
  });
});
