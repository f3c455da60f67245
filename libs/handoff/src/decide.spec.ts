import { HOUR } from '@ripen/domain';
import { BusinessTimeFailure } from './clock';
import { decide } from './decide';
import { DEFAULT_POLICY } from './default-policy';
import { Drive, eventsOf, firedAt, PLAIN_POLICY, START, team, told } from './handoff.fixture';

const absent = (...userIds: string[]) =>
  team({ members: ['ayla', 'ben', 'cem'].map((userId) => ({ userId, absent: userIds.includes(userId) })) });

describe('a handoff just born', () => {
  it('is offered to the first member, and the accept clock starts', () => {
    const decision = new Drive().decideAt(0);
    expect(decision.state).toMatchObject({ state: 'offered', ownerId: 'ayla', offers: ['ayla'], nextVisit: 2 });
    expect(decision.state.clock).toEqual({
      clock: 'accept',
      visit: 1,
      startedAt: START,
      rungs: [
        { rung: 'remind', due: START + 5 * HOUR, firedAt: null },
        { rung: 'warn', due: START + 8 * HOUR, firedAt: null },
        { rung: 'breach', due: START + 10 * HOUR, firedAt: null },
      ],
    });
    expect(told(decision)).toEqual(['offered:ayla']);
    expect(decision.lastAssigned).toBe('ayla');
    expect(eventsOf(decision)).toEqual(['offered']);
  });

  it('is offered to the member after the one who got the last one, round the team', () => {
    const next = (lastAssigned: string): string | null =>
      new Drive({ team: team({ lastAssigned }), policy: PLAIN_POLICY }).decideAt(0).lastAssigned;
    expect(['ayla', 'ben', 'cem', 'somebody who left'].map(next)).toEqual(['ben', 'cem', 'ayla', 'ayla']);
  });

  it('passes over absent members', () => {
    expect(new Drive({ team: absent('ayla', 'ben'), policy: PLAIN_POLICY }).decideAt(0).state.ownerId).toBe('cem');
  });

  it('goes into the pool at once when nobody is there, and only the manager is told', () => {
    const decision = new Drive({ team: absent('ayla', 'ben', 'cem'), policy: PLAIN_POLICY }).decideAt(0);
    expect(decision.state).toMatchObject({ state: 'pool', ownerId: null, clock: null, poolUntil: START + 50 * HOUR });
    expect(told(decision)).toEqual(['pooled:mia']);
    expect(decision.lastAssigned).toBeNull();
  });

  it('counts its clock by the business calendar', () => {
    const drive = new Drive({ team: team(), policy: DEFAULT_POLICY('Europe/Berlin') });
    const friday = new Date('2026-03-06T15:00+01:00').getTime();
    const rungs = drive.decideAt((friday - START) / HOUR).state.clock?.rungs ?? [];
    expect(rungs.map(({ due }) => new Date(due).toISOString())).toEqual([
      '2026-03-06T16:00:00.000Z',
      '2026-03-09T09:12:00.000Z',
      '2026-03-09T10:00:00.000Z',
    ]);
  });
});

describe('the ladder of the accept clock', () => {
  it('reminds the owner, then warns the manager, each once and not a millisecond early', () => {
    const drive = new Drive();
    drive.decideAt(0);
    expect(drive.decideAt(5 - 1 / HOUR).fired).toEqual([]);
    const reminded = drive.decideAt(5);
    expect([firedAt(reminded), told(reminded)]).toEqual([['accept remind @5'], ['reminded:ayla']]);
    expect(drive.decideAt(5).fired).toEqual([]);
    const warned = drive.decideAt(8);
    expect([firedAt(warned), told(warned)]).toEqual([['accept warn @8'], ['warned:mia']]);
  });

  it('reassigns at the breach: the old owner hears that it is gone, the next one gets a fresh clock', () => {
    const drive = new Drive();
    drive.decideAt(0);
    drive.decideAt(8);
    const breached = drive.decideAt(10);
    expect(firedAt(breached)).toEqual(['accept breach @10']);
    expect(told(breached)).toEqual(['reassigned_away:ayla', 'offered:ben']);
    expect(breached.state).toMatchObject({ ownerId: 'ben', offers: ['ayla', 'ben'], state: 'offered' });
    expect(breached.state.clock).toMatchObject({ visit: 2, startedAt: START + 10 * HOUR });
    expect(breached.lastAssigned).toBeNull();
    expect(eventsOf(breached)).toEqual(['rung', 'reassigned']);
  });

  it('falls into the pool after one round, and expires there', () => {
    const drive = new Drive();
    for (const hours of [0, 10, 20]) drive.decideAt(hours);
    const pooled = drive.decideAt(30);
    expect(pooled.state).toMatchObject({ state: 'pool', ownerId: null, poolUntil: START + 80 * HOUR });
    expect(told(pooled)).toEqual([
      'reminded:cem',
      'warned:mia',
      'pooled:ayla',
      'pooled:ben',
      'pooled:cem',
      'pooled:mia',
    ]);
    expect(drive.decideAt(80 - 1 / HOUR).closed).toBeNull();
    const expired = drive.decideAt(80);
    expect(expired.closed).toEqual({ outcome: 'expired', feedback: null, pseudo: false });
    expect(expired.state).toMatchObject({ state: 'closed', outcome: 'expired', outcomeReason: 'pool_expired' });
    expect(told(expired)).toEqual(['expired:mia']);
    expect(drive.decideAt(500)).toMatchObject({
      state: expired.state,
      notices: [],
      fired: [],
      trace: [],
      closed: null,
    });
  });

  it('asks everybody once before anybody twice when there are two rounds', () => {
    const drive = new Drive({ team: team({ lastAssigned: 'ayla' }), policy: { ...PLAIN_POLICY, rounds: 2 } });
    for (let hours = 0; hours <= 60; hours += 10) drive.decideAt(hours);
    expect(drive.state.offers).toEqual(['ben', 'cem', 'ayla', 'ben', 'cem', 'ayla']);
    expect(drive.state.state).toBe('pool');
  });

  it('tells an old owner who is away that the lead went to the pool', () => {
    const drive = new Drive({ team: team({ members: [{ userId: 'ayla', absent: false }] }), policy: PLAIN_POLICY });
    drive.decideAt(0);
    const away = new Drive({ team: absent('ayla', 'ben', 'cem'), policy: PLAIN_POLICY }, drive.state);
    expect(told(away.decideAt(10)).slice(-2)).toEqual(['reassigned_away:ayla', 'pooled:mia']);
  });

  it('fires all overdue rungs in order, each with its own due, after a standstill; the next rep still gets the full time', () => {
    const drive = new Drive();
    drive.decideAt(0);
    const late = drive.decideAt(72);
    expect(firedAt(late)).toEqual(['accept remind @5', 'accept warn @8', 'accept breach @10']);
    expect(told(late)).toEqual(['reminded:ayla', 'warned:mia', 'reassigned_away:ayla', 'offered:ben']);
    expect(late.state.clock?.startedAt).toBe(START + 72 * HOUR);
  });

  it('leaves out the rungs that the policy leaves out, and the manager where there is none', () => {
    const accept = { durationMs: 10 * HOUR, remindAt: null, warnAt: 100 };
    const drive = new Drive({ team: team({ managerId: null }), policy: { ...PLAIN_POLICY, accept } });
    drive.decideAt(0);
    const breached = drive.decideAt(10);
    expect(firedAt(breached)).toEqual(['accept warn @10', 'accept breach @10']);
    expect(told(breached)).toEqual(['reassigned_away:ayla', 'offered:ben']);
  });
});

describe('the contact and feedback clocks', () => {
  it('tells the manager and the owner at the breach, once, and the owner keeps the lead', () => {
    const drive = new Drive();
    drive.decideAt(0);
    drive.actAt(1, { action: 'accept' });
    expect(firedAt(drive.decideAt(11))).toEqual(['contact remind @11']);
    const breached = drive.decideAt(21);
    expect(firedAt(breached)).toEqual(['contact warn @17', 'contact breach @21']);
    expect(told(breached)).toEqual(['warned:mia', 'breached:mia', 'breached:ayla']);
    expect(breached.state).toMatchObject({ state: 'accepted', ownerId: 'ayla', clock: { clock: 'contact', visit: 2 } });
    expect(drive.decideAt(1_000).fired).toEqual([]);
  });
});

it('refuses to guess a deadline for a calendar that never opens', () => {
  const drive = new Drive({ team: team(), policy: { ...DEFAULT_POLICY('Europe/Berlin') } });
  const calendar = { zone: 'Europe/Berlin', always: false, hours: {}, holidays: [] };
  const input = { ...drive.input(0), policy: { ...PLAIN_POLICY, calendar } };
  expect(() => decide(input)).toThrow(new BusinessTimeFailure('calendar_never_opens'));
});
