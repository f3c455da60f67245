import { HOUR, MINUTE } from '@ripen/domain';
import { breachDue, startClock } from './clock';
import { DEFAULT_POLICY } from './default-policy';
import { PLAIN_POLICY, START } from './handoff.fixture';
import type { SlaPolicy } from './policy';
import { urgency } from './urgency';

function levelAt(hours: number, policy: SlaPolicy = PLAIN_POLICY): string {
  const clock = startClock({ clock: 'accept', visit: 1, startedAt: START, policy });
  const now = START + hours * HOUR;
  return urgency({ startedAt: START, due: breachDue(clock), now, calendar: policy.calendar }).level;
}
const shortAccept = (durationMs: number): SlaPolicy => ({
  ...PLAIN_POLICY,
  accept: { durationMs, remindAt: null, warnAt: null },
});

describe('the urgency of a countdown', () => {
  it('is soon with a fifth left and breached at the due instant', () => {
    expect([0, 7.9, 8, 9.5, 10, 12].map((hours) => levelAt(hours))).toEqual([
      'neutral',
      'neutral',
      'soon',
      'soon',
      'breached',
      'breached',
    ]);
  });

  it('is soon an hour before the end of a short one, and from the start of one that takes no longer', () => {
    const twoHours = shortAccept(2 * HOUR);
    expect([levelAt(1 - MINUTE / HOUR, twoHours), levelAt(1, twoHours)]).toEqual(['neutral', 'soon']);
    expect(levelAt(0, shortAccept(30 * MINUTE))).toBe('soon');
  });

  it('counts what is left in business time, and says from when on it is soon', () => {
    const policy = DEFAULT_POLICY('Europe/Berlin');
    const startedAt = new Date('2026-03-06T16:00+01:00').getTime();
    const due = breachDue(startClock({ clock: 'accept', visit: 1, startedAt, policy }));
    const sunday = new Date('2026-03-08T12:00+01:00').getTime();
    expect(due).toBe(new Date('2026-03-09T12:00+01:00').getTime());
    expect(urgency({ startedAt, due, now: sunday, calendar: policy.calendar })).toEqual({
      level: 'neutral',
      soonAt: new Date('2026-03-09T11:00+01:00').getTime(),
    });
  });

  it('is neutral before a countdown that starts later, however short', () => {
    const countdown = { startedAt: START + MINUTE, due: START + 2 * MINUTE, calendar: PLAIN_POLICY.calendar };
    expect(urgency({ ...countdown, now: START }).level).toBe('neutral');
    expect(urgency({ ...countdown, now: START + MINUTE }).level).toBe('soon');
  });
});
