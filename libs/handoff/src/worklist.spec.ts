import { type Bant, type Cell, DAY, HOUR } from '@ripen/domain';
import fc from 'fast-check';
import { Drive, START } from './handoff.fixture';
import type { Handoff, Quote } from './state';
import { nextAction, orderWorklist, priorityOf, type WorklistItem, worklistItem } from './worklist';

const MET = { state: 'met', note: '' } as const;
const UNKNOWN = { state: 'unknown', note: '' } as const;
const NEED: Bant = { budget: UNKNOWN, authority: UNKNOWN, need: MET, time: UNKNOWN };
const quoted = (change: Partial<Quote> = {}): Quote => ({
  amount: 1,
  currency: 'EUR',
  sentOn: '2026-03-02',
  validUntil: '2026-03-31',
  chaseOn: '2026-03-09',
  ...change,
});

function offered(): Handoff {
  const drive = new Drive();
  return drive.decideAt(0).state;
}
function accepted(): Handoff {
  const drive = new Drive();
  return drive.actAt(1, { action: 'accept' }).state;
}
function contacted(change: Partial<Handoff> = {}): Handoff {
  const drive = new Drive();
  drive.actAt(1, { action: 'accept' });
  return { ...drive.actAt(2, { action: 'contact', note: '' }).state, ...change };
}
function at(handoff: Handoff, now = START + 3 * HOUR, cell: Cell | null = 'A1') {
  return { handoff, cell, now, zone: 'Europe/Berlin' };
}
const judged = (...args: Parameters<typeof at>): string => `${priorityOf(at(...args))} ${nextAction(at(...args))}`;

describe('the priority of a lead on the worklist', () => {
  it('B: new from marketing, until it was contacted', () => {
    expect([judged(offered()), judged(accepted()), judged(contacted())]).toEqual(['B accept', 'B contact', 'C bant']);
  });

  it('B: in the pool', () => {
    const drive = new Drive({
      ...new Drive().setting,
      team: { id: 't', managerId: null, members: [], lastAssigned: null },
    });
    expect(judged(drive.decideAt(0).state)).toBe('B claim');
  });

  it('C: grades C and D, even when new; no score counts as new', () => {
    expect([judged(offered(), START, 'C1'), judged(offered(), START, 'D2')]).toEqual(['C accept', 'C accept']);
    expect([judged(offered(), START, 'B4'), judged(offered(), START, null)]).toEqual(['B accept', 'B accept']);
  });

  it('A: a quote is to be written once the need is met, unless a later date was agreed', () => {
    expect(judged(contacted({ bant: NEED }))).toBe('A quote');
    expect(judged(contacted({ bant: NEED, followUpAt: START + DAY }))).toBe('C follow_up');
    expect(judged(contacted({ bant: NEED, followUpAt: START + DAY }), START + DAY)).toBe('A quote');
    expect(judged({ ...accepted(), bant: NEED })).toBe('B contact');
  });

  it('A: a quote is to be chased from the local morning of its day on, whatever the grade', () => {
    const handoff = contacted({ bant: NEED, quote: quoted() });
    expect(judged(handoff, new Date('2026-03-08T23:59+01:00').getTime(), 'D1')).toBe('C won');
    expect(judged(handoff, new Date('2026-03-09T00:00+01:00').getTime(), 'D1')).toBe('A contact');
  });

  it('A: a quote without a day to chase is chased on the day it runs out', () => {
    const handoff = contacted({ quote: quoted({ chaseOn: null }) });
    expect(judged(handoff, new Date('2026-03-30T12:00+02:00').getTime())).toBe('C won');
    expect(judged(handoff, new Date('2026-03-31T08:00+02:00').getTime())).toBe('A contact');
  });

  it('C: a follow-up that is due asks for a contact, one ahead is waited for', () => {
    expect(judged(contacted({ followUpAt: START + 3 * HOUR }))).toBe('C contact');
    expect(judged(contacted({ followUpAt: START + 4 * HOUR }))).toBe('C follow_up');
  });

  it('C: after a contact asks to clear up BANT, and to close what is not needed', () => {
    const notNeeded: Bant = { ...NEED, need: { state: 'not_met', note: '' } };
    expect(judged(contacted({ bant: { ...NEED, need: UNKNOWN, budget: MET } }))).toBe('C bant');
    expect(judged(contacted({ bant: notNeeded }))).toBe('C lost');
  });
});

describe('the line of a handoff', () => {
  it('is due at the promise or the agreed date, whichever is first', () => {
    expect(worklistItem(at(offered()))).toMatchObject({ due: START + 10 * HOUR, breached: false });
    expect(worklistItem(at(contacted({ followUpAt: START + 5 * HOUR }))).due).toBe(START + 5 * HOUR);
    expect(worklistItem(at(offered(), START + 10 * HOUR)).breached).toBe(true);
  });
});

describe('the order of the worklist', () => {
  const line = (id: string, change: Partial<WorklistItem> = {}): WorklistItem => ({
    id,
    priority: 'B',
    breached: false,
    due: 100,
    createdAt: 0,
    ...change,
  });

  it('is priority, breached first, next due, older first, id', () => {
    const items = [
      line('never due', { due: null }),
      line('z'),
      line('y'),
      line('younger', { createdAt: 1 }),
      line('later', { due: 101 }),
      line('breached', { breached: true, due: 50 }),
      line('c', { priority: 'C', breached: true, due: 1 }),
      line('a', { priority: 'A', due: null }),
    ];
    expect(orderWorklist(items).map(({ id }) => id)).toEqual([
      'a',
      'breached',
      'y',
      'z',
      'younger',
      'later',
      'never due',
      'c',
    ]);
  });

  it('does not depend on the order of what it is given', () => {
    const items = fc.uniqueArray(
      fc.record({
        id: fc.string({ maxLength: 2 }),
        priority: fc.constantFrom('A', 'B', 'C'),
        breached: fc.boolean(),
        due: fc.option(fc.integer({ min: 0, max: 3 })),
        createdAt: fc.integer({ min: 0, max: 2 }),
      }),
      { selector: ({ id }) => id },
    );
    const shuffled = items.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        expect(orderWorklist(mixed)).toEqual(orderWorklist(all));
      }),
    );
  });
});
