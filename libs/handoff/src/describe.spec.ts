import { HOUR, LANGUAGES, MINUTE } from '@ripen/domain';
import { DEFAULT_POLICY } from './default-policy';
import { describeCalendar, describeClock, describePolicy } from './describe';
import { durationWords } from './duration-words';
import { BANT_QUESTIONS, FEEDBACK_FORMS } from './forms';
import { PLAIN_POLICY } from './handoff.fixture';

const policy = DEFAULT_POLICY('Europe/Berlin');

describe('an SLA policy in words', () => {
  it('reads as plain sentences in English', () => {
    expect(describePolicy(policy, 'en')).toEqual([
      'Accept within 4 business hours: remind at 50 %, warn the manager at 80 %, then reassign.',
      'Make first contact within 8 business hours: remind at 50 %, warn the manager at 80 %, then tell the manager.',
      'Report back within 10 business days: remind at 50 %, warn the manager at 80 %, then tell the manager.',
      'After one round through the team the lead goes into the pool; unclaimed there within 5 business days, the handoff expires and the manager is told.',
      'Time counts Mon–Fri 09:00–17:00 (Europe/Berlin).',
    ]);
  });

  it('reads as plain sentences in German', () => {
    expect(describePolicy({ ...policy, rounds: 2 }, 'de')).toEqual([
      'Annehmen innerhalb von 4 Geschäftsstunden: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann an die nächste Person.',
      'Erstkontakt innerhalb von 8 Geschäftsstunden: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann Meldung an die Leitung.',
      'Rückmeldung innerhalb von 10 Arbeitstagen: Erinnerung bei 50 %, Warnung an die Leitung bei 80 %, dann Meldung an die Leitung.',
      'Nach 2 Runden durch das Team kommt der Lead in den Pool; holt ihn dort innerhalb von 5 Arbeitstagen niemand, verfällt die Übergabe und die Leitung erfährt es.',
      'Die Zeit zählt Mo–Fr 09:00–17:00 (Europe/Berlin).',
    ]);
  });

  it('leaves out the rungs that are left out', () => {
    const bare = { ...PLAIN_POLICY, accept: { durationMs: 4_000, remindAt: null, warnAt: null } };
    expect(describeClock('accept', bare, 'en')).toBe('Accept within 4 seconds: then reassign.');
  });

  it('says when time counts: days in a row together, windows of a day, holidays', () => {
    const window = (from: string, to: string) => ({ from, to });
    const calendar = {
      ...policy.calendar,
      hours: {
        mon: [window('09:00', '12:00'), window('13:00', '17:00')],
        wed: [window('09:00', '17:00')],
        thu: [window('09:00', '17:00')],
        fri: [window('09:00', '14:00')],
      },
      holidays: ['2026-12-25', '2026-12-26'],
    };
    expect(LANGUAGES.map((language) => describeCalendar(calendar, language))).toEqual([
      'Die Zeit zählt Mo 09:00–12:00, 13:00–17:00; Mi–Do 09:00–17:00; Fr 09:00–14:00 (Europe/Berlin), außer an 2 Feiertagen.',
      'Time counts Mon 09:00–12:00, 13:00–17:00; Wed–Thu 09:00–17:00; Fri 09:00–14:00 (Europe/Berlin), except on 2 holidays.',
    ]);
    expect(describeCalendar({ ...calendar, always: true }, 'en')).toBe(
      'Time counts around the clock, on holidays too.',
    );
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
