import { HOUR } from '@ripen/domain';
import { Drive, eventsOf, firedAt, MANAGER, PLAIN_POLICY, REP, START, team, told } from './handoff.fixture';
import type { Actor, HandoffAction, Quote } from './state';

const BEN: Actor = { userId: 'ben', manages: false };
const STRANGER: Actor = { userId: 'zoe', manages: false };
const QUOTE: Quote = { amount: 9_800, currency: 'EUR', sentOn: '2026-03-03', validUntil: '2026-03-31', chaseOn: null };
const WON: HandoffAction = { action: 'won', reason: 'Schnelle Lieferung', amount: 9_800, currency: 'EUR', answers: {} };
const LOST: HandoffAction = { action: 'lost', reason: 'Kein Budget', unmet: [], answers: {} };
const contact: HandoffAction = { action: 'contact', note: '' };
const reject = (reason: 'not_mine' | 'not_ripe' | 'pseudo', note = ''): HandoffAction => ({
  action: 'reject',
  reason,
  note,
});

function offered(): Drive {
  const drive = new Drive();
  drive.decideAt(0);
  return drive;
}
function accepted(): Drive {
  const drive = offered();
  drive.actAt(1, { action: 'accept' });
  return drive;
}
function contacted(): Drive {
  const drive = accepted();
  drive.actAt(2, contact);
  return drive;
}
function pooled(): Drive {
  const drive = offered();
  for (const hours of [10, 20, 30]) drive.decideAt(hours);
  return drive;
}
const clockOf = (drive: Drive) => {
  const { clock } = drive.state;
  return clock && { clock: clock.clock, visit: clock.visit, startedHour: (clock.startedAt - START) / HOUR };
};

describe('accepting', () => {
  it('makes it the owner’s and starts the contact clock', () => {
    const drive = offered();
    const decision = drive.actAt(1, { action: 'accept' });
    expect(drive.state).toMatchObject({ state: 'accepted', ownerId: 'ayla', acceptedAt: START + HOUR });
    expect(clockOf(drive)).toEqual({ clock: 'contact', visit: 2, startedHour: 1 });
    expect(eventsOf(decision)).toEqual(['accepted']);
    expect(decision.trace[0]?.actorId).toBe('ayla');
  });

  it('works on a handoff that no turn has offered yet', () => {
    const drive = new Drive();
    expect(eventsOf(drive.actAt(0, { action: 'accept' }))).toEqual(['offered', 'accepted']);
    expect(drive.decisions[0]?.lastAssigned).toBe('ayla');
  });

  it('is the owner’s or a manager’s, and done once', () => {
    expect(offered().refusalAt(1, { action: 'accept' }, BEN)).toBe('not_owner');
    expect(accepted().refusalAt(2, { action: 'accept' })).toBe('already_accepted');
    const drive = offered();
    drive.actAt(1, { action: 'accept' }, MANAGER);
    expect(drive.state.ownerId).toBe('ayla');
  });

  it('comes too late after the breach, even when the machine stood still', () => {
    expect(offered().refusalAt(10, { action: 'accept' })).toBe('not_owner');
    expect(offered().refusalAt(10 - 1 / HOUR, { action: 'accept' })).toBeNull();
  });

  it('takes along the rungs that were due before', () => {
    const decision = offered().actAt(9, { action: 'accept' });
    expect(firedAt(decision)).toEqual(['accept remind @5', 'accept warn @8']);
    expect(eventsOf(decision)).toEqual(['rung', 'rung', 'accepted']);
  });
});

describe('claiming', () => {
  it('takes a lead from the pool', () => {
    const drive = pooled();
    const decision = drive.actAt(31, { action: 'claim' }, BEN);
    expect(drive.state).toMatchObject({
      state: 'accepted',
      ownerId: 'ben',
      poolUntil: null,
      acceptedAt: START + 31 * HOUR,
    });
    expect(clockOf(drive)).toEqual({ clock: 'contact', visit: 5, startedHour: 31 });
    expect(eventsOf(decision)).toEqual(['claimed']);
  });

  it('is refused outside the team, outside the pool and after it expired', () => {
    expect(pooled().refusalAt(31, { action: 'claim' }, STRANGER)).toBe('not_a_member');
    expect(offered().refusalAt(1, { action: 'claim' }, BEN)).toBe('not_in_pool');
    expect(pooled().refusalAt(80, { action: 'claim' }, BEN)).toBe('not_open');
    expect(pooled().refusalAt(31, { action: 'accept' })).toBe('not_owner');
  });
});

describe('rejecting', () => {
  it('“not mine” offers it to the next rep and does not ask this one again', () => {
    const drive = new Drive({ team: team(), policy: { ...PLAIN_POLICY, rounds: 2 } });
    drive.decideAt(0);
    const decision = drive.actAt(1, reject('not_mine'));
    expect(drive.state).toMatchObject({ ownerId: 'ben', declined: ['ayla'], state: 'offered' });
    expect(told(decision)).toEqual(['reassigned_away:ayla', 'offered:ben']);
    for (const hours of [11, 21, 31, 41]) drive.decideAt(hours);
    expect(drive.state).toMatchObject({ state: 'pool', offers: ['ayla', 'ben', 'cem', 'ben', 'cem'] });
  });

  it('“not mine” from the last one falls into the pool, and decliners are not told', () => {
    const drive = offered();
    drive.actAt(1, reject('not_mine'));
    drive.actAt(2, reject('not_mine'), BEN);
    const decision = drive.actAt(3, reject('not_mine'), { userId: 'cem', manages: false });
    expect(drive.state.state).toBe('pool');
    expect(told(decision)).toEqual(['reassigned_away:cem', 'pooled:mia']);
  });

  it('“not mine” is possible after accepting, and the next one starts afresh', () => {
    const drive = contacted();
    drive.actAt(3, reject('not_mine'));
    expect(drive.state).toMatchObject({ state: 'offered', ownerId: 'ben', acceptedAt: null, contactedAt: null });
  });

  it('“not ripe” closes it as recycled, with feedback for marketing', () => {
    const drive = accepted();
    const decision = drive.actAt(2, reject('not_ripe', ' erst im Herbst '));
    expect(decision.closed).toEqual({
      outcome: 'recycled',
      pseudo: false,
      feedback: {
        kind: 'general',
        reason: 'not_ripe',
        unmet: [],
        answers: { findings: 'erst im Herbst' },
        amount: null,
        currency: null,
      },
    });
    expect(drive.state).toMatchObject({ state: 'closed', outcome: 'recycled', outcomeReason: 'not_ripe', clock: null });
  });

  it('“pseudo” closes it as recycled and marks the lead', () => {
    expect(offered().actAt(1, reject('pseudo')).closed).toMatchObject({ outcome: 'recycled', pseudo: true });
  });

  it('lets a manager take a lead that is none out of the pool', () => {
    expect(pooled().refusalAt(31, reject('pseudo'))).toBe('not_owner');
    expect(pooled().refusalAt(31, reject('not_mine'), MANAGER)).toBe('not_owner');
    expect(pooled().actAt(31, reject('pseudo'), MANAGER).closed?.pseudo).toBe(true);
  });
});

describe('working an accepted lead', () => {
  it('needs acceptance first, and the owner or a manager', () => {
    const followUp: HandoffAction = { action: 'follow_up', at: START + 99 * HOUR, note: '' };
    for (const action of [contact, followUp, { action: 'quote', quote: QUOTE } as const, WON, LOST]) {
      expect(offered().refusalAt(1, action)).toBe('not_accepted');
      expect(contacted().refusalAt(3, action, BEN)).toBe('not_owner');
      expect(contacted().refusalAt(3, action, MANAGER)).toBeNull();
    }
  });

  it('the first contact keeps the promise and starts the feedback clock; a second one does not restart it', () => {
    const drive = contacted();
    expect(drive.state.contactedAt).toBe(START + 2 * HOUR);
    expect(clockOf(drive)).toEqual({ clock: 'feedback', visit: 3, startedHour: 2 });
    drive.actAt(5, contact);
    expect(drive.state.contactedAt).toBe(START + 2 * HOUR);
    expect(clockOf(drive)).toEqual({ clock: 'feedback', visit: 3, startedHour: 2 });
  });

  it('an agreed date holds the feedback clock until then, and a contact after it settles the date', () => {
    const drive = contacted();
    drive.actAt(3, { action: 'follow_up', at: START + 200 * HOUR, note: '' });
    expect(clockOf(drive)).toEqual({ clock: 'feedback', visit: 4, startedHour: 200 });
    expect(drive.decideAt(249).fired).toEqual([]);
    expect(firedAt(drive.decideAt(250))).toEqual(['feedback remind @250']);
    drive.actAt(251, contact);
    expect(drive.state.followUpAt).toBeNull();
  });

  it('an agreed date does not stand for the first contact', () => {
    const drive = accepted();
    drive.actAt(2, { action: 'follow_up', at: START + 200 * HOUR, note: '' });
    expect(clockOf(drive)).toEqual({ clock: 'contact', visit: 2, startedHour: 1 });
    drive.actAt(3, contact);
    expect(clockOf(drive)).toEqual({ clock: 'feedback', visit: 3, startedHour: 200 });
    expect(drive.state.followUpAt).toBe(START + 200 * HOUR);
  });

  it('a follow-up date lies ahead', () => {
    expect(contacted().refusalAt(3, { action: 'follow_up', at: START + 3 * HOUR, note: '' })).toBe('date_in_past');
  });

  it('keeps BANT and the quote, and leaves their texts out of the trace', () => {
    const drive = contacted();
    const met = { state: 'met', note: 'Frau Muster entscheidet' } as const;
    const unknown = { state: 'unknown', note: '' } as const;
    const bant = { budget: unknown, authority: met, need: met, time: unknown };
    const filled = drive.actAt(3, { action: 'bant', bant });
    drive.actAt(4, { action: 'quote', quote: QUOTE });
    expect(drive.state).toMatchObject({ bant, quote: QUOTE });
    expect(JSON.stringify(filled.trace)).not.toContain('Muster');
    expect(drive.refusalAt(5, { action: 'quote', quote: { ...QUOTE, amount: 0 } })).toBe('amount_missing');
  });
});

describe('closing', () => {
  it('as won needs a reason and an amount', () => {
    expect(contacted().refusalAt(3, { ...WON, reason: '  ' })).toBe('reason_missing');
    expect(contacted().refusalAt(3, { ...WON, amount: 0 })).toBe('amount_missing');
    expect(contacted().refusalAt(3, { ...WON, amount: Number.NaN })).toBe('amount_missing');
    expect(contacted().refusalAt(3, { ...WON, currency: '' })).toBe('amount_missing');
    const drive = contacted();
    expect(drive.actAt(3, WON).closed).toEqual({
      outcome: 'won',
      pseudo: false,
      feedback: { kind: 'won', reason: 'Schnelle Lieferung', unmet: [], answers: {}, amount: 9_800, currency: 'EUR' },
    });
    expect(drive.state).toMatchObject({ state: 'closed', ownerId: 'ayla', closedAt: START + 3 * HOUR });
  });

  it('as lost needs a reason, and says which criteria were not met', () => {
    expect(contacted().refusalAt(3, { ...LOST, reason: '' })).toBe('reason_missing');
    const decision = contacted().actAt(3, {
      ...LOST,
      unmet: ['time', 'budget', 'time'],
      answers: { stage_lost: 'Angebot' },
    });
    expect(decision.closed).toMatchObject({
      outcome: 'lost',
      feedback: { kind: 'lost', reason: 'Kein Budget', unmet: ['budget', 'time'], answers: { stage_lost: 'Angebot' } },
    });
  });

  it('is final', () => {
    const drive = contacted();
    drive.actAt(3, LOST);
    const reassign: HandoffAction = { action: 'reassign', toUserId: 'ben' };
    for (const action of [contact, WON, LOST, reject('pseudo'), reassign, { action: 'claim' } as const]) {
      expect(drive.refusalAt(4, action, MANAGER)).toBe('not_open');
    }
  });
});

describe('reassigning by hand', () => {
  it('is a manager’s, to a member, with the clock afresh', () => {
    expect(offered().refusalAt(1, { action: 'reassign', toUserId: 'cem' }, REP)).toBe('not_manager');
    expect(offered().refusalAt(1, { action: 'reassign', toUserId: 'zoe' }, MANAGER)).toBe('not_a_member');
    const drive = contacted();
    const decision = drive.actAt(3, { action: 'reassign', toUserId: 'cem' }, MANAGER);
    expect(drive.state).toMatchObject({ state: 'offered', ownerId: 'cem', acceptedAt: null, contactedAt: null });
    expect(clockOf(drive)).toEqual({ clock: 'accept', visit: 4, startedHour: 3 });
    expect(told(decision)).toEqual(['reassigned_away:ayla', 'offered:cem']);
    expect(decision.trace[0]).toMatchObject({
      event: 'reassigned_by_hand',
      actorId: 'mia',
      why: { from: 'ayla', userId: 'cem', visit: 4 },
    });
  });

  it('fetches a lead from the pool', () => {
    const drive = pooled();
    drive.actAt(31, { action: 'reassign', toUserId: 'ben' }, MANAGER);
    expect(drive.state).toMatchObject({ state: 'offered', ownerId: 'ben', poolUntil: null });
  });
});
