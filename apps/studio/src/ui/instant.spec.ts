import { DAY, HOUR, MINUTE, SECOND } from '@ripen/domain';
import { exactInstant, relativeInstant, shortDuration, shortInstant } from './instant';

const now = Date.UTC(2026, 10, 19, 8, 12, 30);

describe('times on screen', () => {
  it('names the exact instant in the zone of the reader', () => {
    expect(exactInstant(now, { language: 'en', zone: 'Europe/Berlin' })).toContain('09:12:30');
    expect(exactInstant(now, { language: 'de', zone: 'America/New_York' })).toContain('03:12:30');
  });

  it('leaves out the date today and the year this year', () => {
    const reading = { language: 'en', zone: 'Europe/Berlin' } as const;
    expect(shortInstant(now - HOUR, now, reading)).toBe('08:12');
    expect(shortInstant(now - 7 * DAY, now, reading)).toBe('12 Nov, 09:12');
    expect(shortInstant(now - 400 * DAY, now, reading)).toContain('2025');
  });

  it('decides "today" by the zone of the reader', () => {
    const justBeforeMidnight = Date.UTC(2026, 10, 18, 22, 59);
    expect(shortInstant(justBeforeMidnight, now, { language: 'en', zone: 'UTC' })).toContain('18 Nov');
    expect(shortInstant(Date.UTC(2026, 10, 18, 23, 1), now, { language: 'en', zone: 'Europe/Berlin' })).toBe('00:01');
  });

  it('speaks of the past and the future in both languages', () => {
    expect(relativeInstant(now - 3 * MINUTE, now, 'en')).toBe('3 min ago');
    expect(relativeInstant(now - 3 * MINUTE, now, 'de')).toBe('vor 3 Min.');
    expect(relativeInstant(now + 2 * DAY, now, 'de')).toBe('übermorgen');
    expect(relativeInstant(now - 2 * SECOND, now, 'en')).toBe('now');
    expect(relativeInstant(now + 7 * DAY - SECOND, now, 'en')).toBe('in 7 days');
  });

  it('shortens a length of time to its two largest units', () => {
    expect(shortDuration(72 * MINUTE, 'en')).toBe('1 hr 12 mins');
    expect(shortDuration(40 * SECOND, 'de')).toBe('40 Sek.');
    expect(shortDuration(3 * DAY, 'en')).toBe('3 days');
    expect(shortDuration(0, 'en')).toBe('0 secs');
  });
});
