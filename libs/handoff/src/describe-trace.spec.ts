import { HOUR } from '@ripen/domain';
import { describeTrace, type TraceNames } from './describe-trace';
import { Drive, MANAGER, START } from './handoff.fixture';

describe('the trace in words', () => {
  const people: Readonly<Record<string, string>> = { ayla: 'Ayla', ben: 'Ben', mia: 'Mia' };
  const names: TraceNames = {
    person: (userId) => people[userId] ?? null,
    instant: (at) => `+${(at - START) / HOUR} h`,
  };

  it('tells a whole handoff in both languages, without a gap', () => {
    const drive = new Drive();
    drive.decideAt(0);
    drive.decideAt(10);
    drive.actAt(11, { action: 'reassign', toUserId: 'ayla' }, MANAGER);
    drive.actAt(12, { action: 'accept' });
    drive.actAt(13, { action: 'contact', note: '' });
    drive.actAt(14, { action: 'follow_up', at: START + 99 * HOUR, note: '' });
    drive.actAt(15, {
      action: 'bant',
      bant: { ...drive.state.bant, need: { state: 'met', note: '' }, time: { state: 'not_met', note: '' } },
    });
    drive.actAt(16, { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} });
    const lines = drive.decisions.flatMap(({ trace }) => trace);
    expect(lines.map((line) => describeTrace(line, 'en', names))).toEqual([
      'The lead was offered to Ayla',
      'Accept: Reminder',
      'Accept: Warning to the manager',
      'Accept: Deadline missed',
      'The lead was passed on from Ayla to Ben',
      'Mia assigned the lead to Ayla',
      'Ayla accepted the lead',
      'Ayla made first contact',
      'Ayla will follow up on +99 h',
      'Ayla filled in BANT (1 met, 1 not met, 2 open)',
      'Ayla closed the handoff: lost',
    ]);
    expect(lines.map((line) => describeTrace(line, 'de', names)).slice(-3)).toEqual([
      'Ayla will am +99 h nachfassen',
      'Ayla hat BANT eingetragen (1 erfüllt, 1 nicht erfüllt, 2 offen)',
      'Ayla hat die Übergabe abgeschlossen: verloren',
    ]);
  });

  it('says so when a person is no longer known', () => {
    const line = { at: START, event: 'offered', actorId: null, why: { userId: 'gone' } } as const;
    expect(describeTrace(line, 'de', names)).toBe('Der Lead wurde einer früheren Person angeboten');
  });

  it('tells what stopped the loop and who let it go on', () => {
    const line = (event: 'parked' | 'decided', why: Record<string, unknown>, actorId: string | null = null) =>
      describeTrace({ at: START, event, actorId, why }, 'en', names);
    expect(line('parked', { reason: '23505' })).toBe('The handoff was stopped');
    expect(line('decided', { choice: 'resume' }, 'mia')).toBe('Mia resumed the handoff by hand');
    expect(line('decided', { choice: 'send_again' })).toBe('Somebody had the notice sent again');
  });

  it('tells pool, claim and rejection', () => {
    const drive = new Drive();
    for (const hours of [0, 10, 20, 30]) drive.decideAt(hours);
    drive.actAt(31, { action: 'claim' });
    drive.actAt(32, { action: 'reject', reason: 'not_ripe', note: '' });
    const lines = drive.decisions.flatMap(({ trace }) => trace).slice(-4);
    expect(lines.map((line) => describeTrace(line, 'en', names))).toEqual([
      'The lead went into the pool until +80 h',
      'Ayla took the lead from the pool',
      'Ayla rejected the lead (“Not ripe yet”)',
      'Ayla closed the handoff: back to marketing',
    ]);
  });
});
