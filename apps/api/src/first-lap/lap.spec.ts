import { compileModel, EXAMPLE_MODEL } from '@ripen/scoring';
import { type LapContext, lapOf } from './lap';
import type { LapFacts } from './lap-facts.sql';

const CONTEXT: LapContext = {
  visitor: 'first-lap-1',
  language: 'de',
  hasMailbox: true,
  model: compileModel(EXAMPLE_MODEL),
};
const IN_NURTURE: LapFacts = {
  lead_id: 'lead',
  name: 'Ada Admin',
  grade: 'A',
  cell: 'A4',
  stage: 'nurture',
  points_milli: 20_000,
  submitted_at: 1,
  confirmed_at: 2,
  email: 'ada@firma.example',
  confirm_mail_id: 'mail-1',
  nurture_mail_id: null,
  clicked: 0,
  registered: 0,
  topics: 0,
  nurture: { journeyId: 'reifung', enteredAt: 3, nodeId: 'click' },
  back: null,
  handoff: null,
  lost_at: null,
};
const HANDOFF = { id: 'h', createdAt: 4, acceptedAt: null, outcome: null, ownerName: 'Ayla' };

const states = (facts: LapFacts | null): string =>
  lapOf(facts, CONTEXT)
    .steps.map(({ state }) => state[0])
    .join('');

describe('how far somebody is in the first lap', () => {
  it('is at the form before anything happened', () => {
    expect(states(null)).toBe('caaaaaa');
    expect(lapOf(null, CONTEXT).lead).toBeNull();
  });

  it('has one step at hand, the first that is not done', () => {
    expect(states({ ...IN_NURTURE, confirmed_at: null, nurture: null })).toBe('dcaaaaa');
    expect(states(IN_NURTURE)).toBe('dddcaaa');
    expect(states({ ...IN_NURTURE, handoff: HANDOFF })).toBe('ddddcaa');
    expect(states({ ...IN_NURTURE, handoff: { ...HANDOFF, acceptedAt: 5 } })).toBe('dddddca');
  });

  it('is over when the lost lead is back', () => {
    const lost = { ...IN_NURTURE, handoff: { ...HANDOFF, acceptedAt: 5, outcome: 'lost' as const }, lost_at: 6 };
    expect(states(lost)).toBe('ddddddc');
    expect(states({ ...lost, back: { journeyId: 'r', enteredAt: 7, nodeId: null } })).toBe('ddddddd');
  });

  it('says when the handoff was closed in a way that leads out of the lap', () => {
    const won = { ...IN_NURTURE, handoff: { ...HANDOFF, outcome: 'won' as const } };
    expect(lapOf(won, CONTEXT).closedAs).toBe('won');
    expect(states(won)).toBe('dddddca');
  });

  it.each([
    ['A', 51_000],
    ['B', 76_000],
    ['C', null],
  ] as const)('knows from how many points grade %s is sales-ready', (grade, points) => {
    expect(lapOf({ ...IN_NURTURE, grade }, CONTEXT).ripeFromMilli).toBe(points);
  });

  it('leads to the mailbox by the address while the mail is on its way, and nowhere without a mailbox', () => {
    const mail = (hasMailbox: boolean) => lapOf(IN_NURTURE, { ...CONTEXT, hasMailbox }).deeds[0]?.place ?? null;
    expect(mail(true)).toEqual({ to: 'studio', href: '/mailbox?search=ada%40firma.example' });
    expect(mail(false)).toBeNull();
  });
});
