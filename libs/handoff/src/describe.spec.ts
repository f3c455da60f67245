import { HOUR, LANGUAGES, MINUTE } from '@ripen/domain';
import { DEFAULT_POLICY } from './default-policy';
import { describeClock, describePolicy, describeTrace, type TraceNames } from './describe';
import { durationWords } from './duration-words';
import { BANT_QUESTIONS, FEEDBACK_FORMS } from './forms';
import { Drive, MANAGER, PLAIN_POLICY, START } from './handoff.fixture';

const policy = DEFAULT_POLICY('Europe/Berlin');

describe('an SLA policy in words', () => {
  it('reads as plain sentences in English', () => {
    expect(describePolicy(policy, 'en')).toEqual([
      'Accept within 4 business hours: remind at 50 %, warn the manager at 80 %, then reassign.',
      'Make first contact within 8 business hours: remind at 50 %, warn the manager at 80 %, then tell the manager.',
      'Report back within 10 business days: remind at 50 %, warn the manager at 80 %, then tell the manager.',
      'After one round through the team the lead goes into the pool; unclaimed there within 5 business days, the handoff expires and the manager is told.',
    ]);
  });

  it('reads as plain sentences in German', () => {
    expect(describePolicy({ ...policy, rounds: 2 }, 'de')).toEqual([
      'Annehmen innerhalb von 4 Geschäftsstunden: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann an die nächste Person.',
      'Erstkontakt innerhalb von 8 Geschäftsstunden: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann Meldung an die Leitung.',
      'Rückmeldung innerhalb von 10 Arbeitstagen: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann Meldung an die Leitung.',
      'Nach 2 Runden durch das Team kommt der Lead in den Pool; holt ihn dort innerhalb von 5 Arbeitstagen niemand, verfällt die Übergabe und die Leitung erfährt es.',
    ]);
  });

  it('leaves out the rungs that are left out', () => {
    const bare = { ...PLAIN_POLICY, accept: { durationMs: 4_000, remindAt: null, warnAt: null } };
    expect(describeClock('accept', bare, 'en')).toBe('Accept within 4 seconds: then reassign.');
  });

  it('says terms in their largest whole unit', () => {
    const words = (durationMs: number) =>
      LANGUAGES.map((language) => durationWords(durationMs, policy.calendar, language));
    expect(words(HOUR)).toEqual(['1 Geschäftsstunde', '1 business hour']);
    expect(words(1.5 * HOUR)).toEqual(['1,5 Geschäftsstunden', '1.5 business hours']);
    expect(words(30 * MINUTE)).toEqual(['30 Geschäftsminuten', '30 business minutes']);
    expect(words(1_500)).toEqual(['1,5 Geschäftssekunden', '1.5 business seconds']);
    expect(durationWords(48 * HOUR, PLAIN_POLICY.calendar, 'de')).toBe('2 Tagen');
  });
});

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
    drive.actAt(15, { action: 'bant', bant: { ...drive.state.bant, need: { state: 'met', note: '' } } });
    drive.actAt(16, { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} });
    const lines = drive.decisions.flatMap(({ trace }) => trace);
    expect(lines.map((line) => describeTrace(line, 'en', names))).toEqual([
      'offered to Ayla.',
      'Accept: Reminder.',
      'Accept: Warning to the manager.',
      'Accept: Deadline missed.',
      'passed on from Ayla to Ben.',
      'Mia: assigned to Ayla.',
      'Ayla: accepted.',
      'Ayla: made first contact.',
      'Ayla: follow-up on +99 h.',
      'Ayla: filled in BANT (1 met, 3 open).',
      'Ayla: closed: lost.',
    ]);
    expect(lines.map((line) => describeTrace(line, 'de', names)).slice(-3)).toEqual([
      'Ayla: Wiedervorlage am +99 h.',
      'Ayla: BANT eingetragen (1 erfüllt, 3 offen).',
      'Ayla: abgeschlossen: verloren.',
    ]);
  });

  it('says so when a person is no longer known', () => {
    const line = { at: START, event: 'offered', actorId: null, why: { userId: 'gone' } } as const;
    expect(describeTrace(line, 'de', names)).toBe('eine frühere Person angeboten.');
  });

  it('tells what stopped the loop and who let it go on', () => {
    const line = (event: 'parked' | 'decided', why: Record<string, unknown>, actorId: string | null = null) =>
      describeTrace({ at: START, event, actorId, why }, 'en', names);
    expect(line('parked', { reason: '23505' })).toBe('stopped.');
    expect(line('decided', { choice: 'resume' })).toBe('resumed by hand.');
    expect(line('decided', { choice: 'send_again' })).toBe('the notice is sent again.');
  });

  it('tells pool, claim and rejection', () => {
    const drive = new Drive();
    for (const hours of [0, 10, 20, 30]) drive.decideAt(hours);
    drive.actAt(31, { action: 'claim' });
    drive.actAt(32, { action: 'reject', reason: 'not_ripe', note: '' });
    const lines = drive.decisions.flatMap(({ trace }) => trace).slice(-4);
    expect(lines.map((line) => describeTrace(line, 'en', names))).toEqual([
      'put into the pool until +80 h.',
      'Ayla: took it from the pool.',
      'Ayla: rejected (“Not ripe yet”).',
      'Ayla: closed: back to marketing.',
    ]);
  });
});

describe('the feedback forms', () => {
  it('ask each question once, in both languages, and only depend on questions before', () => {
    for (const questions of Object.values(FEEDBACK_FORMS)) {
      const keys = questions.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const [index, { key, label, onlyIf }] of questions.entries()) {
        expect(key).toMatch(/^[a-z][a-z_]{0,59}$/);
        expect(label.de).not.toBe(label.en);
        if (onlyIf) expect(keys.slice(0, index)).toContain(onlyIf.key);
      }
    }
  });

  it('demand a reason for what closes a handoff', () => {
    const required = (kind: 'won' | 'lost' | 'general') =>
      FEEDBACK_FORMS[kind].filter(({ required: must }) => must).map(({ key }) => key);
    expect([required('won'), required('lost'), required('general')]).toEqual([['reason'], ['reason'], []]);
  });

  it('ask about all four criteria', () => {
    expect(Object.keys(BANT_QUESTIONS)).toEqual(['budget', 'authority', 'need', 'time']);
  });
});
