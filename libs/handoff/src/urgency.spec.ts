import { HOUR, MINUTE } from '@ripen/domain';
import { startClock } from './clock';
import { DEFAULT_POLICY } from './default-policy';
import { Drive, PLAIN_POLICY, START } from './handoff.fixture';
import type { SlaPolicy } from './policy';
import { handoffUrgency, urgency } from './urgency';

function levelAt(hours: number, policy: SlaPolicy = PLAIN_POLICY): string {
  const clock = startClock({ clock: 'accept', visit: 1, startedAt: START, policy });
  const { level, remainingMs } = urgency({ clock, now: START + hours * HOUR, calendar: policy.calendar });
  return `${level} ${remainingMs / HOUR}`;
}

describe('the urgency of a clock', () => {
  it('turns amber with a fifth left and red at the due instant', () => {
    expect([levelAt(0), levelAt(7.9), levelAt(8), levelAt(9.5), levelAt(10), levelAt(12)]).toEqual([
      'neutral 10',
      'neutral 2.1',
      'soon 2',
      'soon 0.5',
      'breached 0',
      'breached -2',
    ]);
  });

  it('turns amber an hour before on short clocks', () => {
    const policy = { ...PLAIN_POLICY, accept: { durationMs: 2 * HOUR, remindAt: 50, warnAt: 80 } };
    expect([levelAt(1, policy), levelAt(1 + MINUTE / HOUR, policy).split(' ')[0]]).toEqual(['neutral 1', 'soon']);
  });

  it('counts what is left in business time', () => {
    const policy = DEFAULT_POLICY('Europe/Berlin');
    const friday = (new Date('2026-03-06T16:00+01:00').getTime() - START) / HOUR;
    const clock = startClock({ clock: 'accept', visit: 1, startedAt: START + friday * HOUR, policy });
    const sunday = new Date('2026-03-08T12:00+01:00').getTime();
    expect(urgency({ clock, now: sunday, calendar: policy.calendar })).toEqual({
      level: 'neutral',
      due: new Date('2026-03-09T12:00+01:00').getTime(),
      remainingMs: 3 * HOUR,
    });
  });

  it('is neutral before a clock that starts later, however short', () => {
    const policy = { ...PLAIN_POLICY, feedback: { durationMs: MINUTE, remindAt: null, warnAt: null } };
    const clock = startClock({ clock: 'feedback', visit: 1, startedAt: START + MINUTE, policy });
    expect(urgency({ clock, now: START, calendar: policy.calendar }).level).toBe('neutral');
  });
});

describe('the urgency of a handoff', () => {
  it('is its clock’s, in the pool the time until it expires, and none when closed', () => {
    const drive = new Drive();
    const level = (hours: number) => handoffUrgency(drive.state, START + hours * HOUR, PLAIN_POLICY.calendar);
    drive.decideAt(0);
    expect(level(9)).toMatchObject({ level: 'soon', due: START + 10 * HOUR });
    for (const hours of [10, 20, 30]) drive.decideAt(hours);
    expect([level(31)?.level, level(79.5)?.level, level(80)?.level]).toEqual(['neutral', 'soon', 'breached']);
    drive.decideAt(80);
    expect(level(81)).toBeNull();
  });
});
