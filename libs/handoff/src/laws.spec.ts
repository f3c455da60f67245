import { DAY, HOUR, MINUTE } from '@ripen/domain';
import fc from 'fast-check';
import { act } from './act';
import { allowedActions } from './allowed-actions';
import { deadlinesOf } from './decide';
import { DEFAULT_POLICY } from './default-policy';
import { Drive, PLAIN_POLICY, START } from './handoff.fixture';
import type { SlaPolicy } from './policy';
import type { Actor, Handoff, HandoffAction, HandoffDecision, Team } from './state';

/** A person does something at an instant, in milliseconds after START. */
interface Deed {
  readonly after: number;
  readonly action: HandoffAction;
  readonly actor: Actor;
}
interface Story {
  readonly setting: { readonly team: Team; readonly policy: SlaPolicy };
  readonly deeds: readonly Deed[];
  readonly glances: readonly number[];
}

const SPAN = 60 * DAY;
const NAMES = ['ayla', 'ben', 'cem', 'dora'];
const ANSWER = { state: 'met', note: '' } as const;

const clockPolicies = fc.record({
  durationMs: fc.integer({ min: 1_000, max: 30 * HOUR }),
  remindAt: fc.option(fc.integer({ min: 1, max: 100 })),
  warnAt: fc.option(fc.integer({ min: 1, max: 100 })),
});
const policies: fc.Arbitrary<SlaPolicy> = fc.record({
  calendar: fc.constantFrom(PLAIN_POLICY.calendar, DEFAULT_POLICY('Europe/Berlin').calendar),
  accept: clockPolicies,
  contact: clockPolicies,
  feedback: clockPolicies,
  rounds: fc.integer({ min: 1, max: 3 }),
  poolMs: fc.integer({ min: 1_000, max: 40 * HOUR }),
});
const teams: fc.Arbitrary<Team> = fc
  .record({
    members: fc
      .subarray(NAMES)
      .chain((names) =>
        fc.tuple(...names.map((userId) => fc.record({ userId: fc.constant(userId), absent: fc.boolean() }))),
      ),
    managerId: fc.constantFrom('mia', 'ayla', null),
    lastAssigned: fc.constantFrom(null, ...NAMES),
  })
  .map((team) => ({ id: 'team', ...team }));
const times = fc.integer({ min: 0, max: SPAN });
const actions: fc.Arbitrary<HandoffAction> = fc.oneof(
  fc.constantFrom<HandoffAction>(
    { action: 'accept' },
    { action: 'accept' },
    { action: 'claim' },
    { action: 'contact', note: '' },
    { action: 'contact', note: '' },
    { action: 'reject', reason: 'not_mine', note: '' },
    { action: 'reject', reason: 'not_ripe', note: '' },
    { action: 'bant', bant: { budget: ANSWER, authority: ANSWER, need: ANSWER, time: ANSWER } },
    { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} },
    { action: 'won', reason: 'Preis', amount: 1, currency: 'EUR', answers: {} },
  ),
  fc.constantFrom(...NAMES).map((toUserId) => ({ action: 'reassign', toUserId }) as const),
  times.map((ms) => ({ action: 'follow_up', at: START + ms, note: '' }) as const),
);
const actors = fc.record({ userId: fc.constantFrom(...NAMES, 'mia'), manages: fc.boolean() });
const stories: fc.Arbitrary<Story> = fc.record({
  setting: fc.record({ team: teams, policy: policies }),
  deeds: fc.array(fc.record({ after: times, action: actions, actor: actors }), { maxLength: 8 }),
  glances: fc.array(times, { maxLength: 40 }),
});

/** Tells a story: `decide` is called at the glances and, when punctual, at every deadline as it comes. */
function tell({ setting, deeds, glances }: Story, punctual: boolean): Drive {
  const drive = new Drive(setting);
  const plan = [
    ...deeds.map((deed) => ({ after: deed.after, deed })),
    ...[0, ...glances, SPAN].map((after) => ({ after, deed: null })),
  ].sort((a, b) => a.after - b.after);
  for (const { after, deed } of plan) {
    if (punctual) meetDeadlines(drive, START + after);
    if (deed) perform(drive, deed);
    else drive.decideAt(after / HOUR);
  }
  return drive;
}

function meetDeadlines(drive: Drive, until: number): void {
  for (;;) {
    const due = Math.min(...deadlinesOf(drive.state));
    if (due > until) return;
    drive.decideAt((due - START) / HOUR);
    if (deadlinesOf(drive.state).includes(due)) throw new Error('a deadline outlived its instant');
  }
}

function perform(drive: Drive, { after, action, actor }: Deed): void {
  if (drive.refusalAt(after / HOUR, action, actor) === null) drive.actAt(after / HOUR, action, actor);
}

const firedBy = (drive: Drive) => drive.decisions.flatMap((decision) => decision.fired);
const noticesBy = (drive: Drive) =>
  drive.decisions.flatMap((decision) => decision.notices.map(({ visit, step, clock }) => `${visit}:${step}:${clock}`));
const whenOf = (decision: HandoffDecision): number | undefined => decision.trace[0]?.at;

describe('whatever people do, and whenever the clock is looked at', () => {
  it('each rung fires once, none before its due, and none that was due stays unfired', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const drive = tell(story, false);
        const keys = firedBy(drive).map(({ visit, rung }) => `${visit}:${rung}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const decision of drive.decisions) {
          for (const { due } of decision.fired) expect(whenOf(decision)).toBeGreaterThanOrEqual(due);
        }
        expect(deadlinesOf(drive.state).filter((due) => due <= START + SPAN)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('nobody is told the same thing twice: effect keys never repeat', () => {
    fc.assert(
      fc.property(stories, fc.boolean(), (story, punctual) => {
        const keys = noticesBy(tell(story, punctual));
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 400 },
    );
  });

  it('looking more often changes nothing: same rungs, same notices, same end', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const seldom = tell({ ...story, glances: [] }, true);
        const often = tell(story, true);
        expect(firedBy(often)).toEqual(firedBy(seldom));
        expect(noticesBy(often)).toEqual(noticesBy(seldom));
        expect(often.state).toEqual(seldom.state);
      }),
      { numRuns: 400 },
    );
  });

  it('a clock told in whole minutes and looked at every minute fires as if it were looked at on its deadlines only', () => {
    const policy: SlaPolicy = {
      ...PLAIN_POLICY,
      accept: { durationMs: 100 * MINUTE, remindAt: 50, warnAt: 80 },
      poolMs: 50 * MINUTE,
    };
    const everyMinute = Array.from({ length: 600 }, (_, minute) => minute * MINUTE);
    const story = { setting: { team: new Drive().setting.team, policy }, deeds: [] };
    const minutely = tell({ ...story, glances: everyMinute }, false);
    const punctual = tell({ ...story, glances: [] }, true);
    expect(firedBy(minutely)).toHaveLength(9);
    expect(firedBy(minutely)).toEqual(firedBy(punctual));
    expect(minutely.state).toEqual(punctual.state);
  });

  it('a handoff is always somebody’s, in the pool, or closed with outcome and reason', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state } of tell(story, false).decisions) expect(isSound(state)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('an open handoff has a deadline unless its last rung has fired', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const { state } of tell(story, false).decisions) {
          const settled =
            state.state === 'closed' || state.clock?.rungs.every((rung) => rung.firedAt !== null) === true;
          expect(deadlinesOf(state).length === 0).toBe(settled);
        }
      }),
    );
  });

  it('a button is offered exactly when the action is not refused for who acts or where the lead stands', () => {
    const standing = ['not_owner', 'not_manager', 'not_open', 'not_in_pool', 'not_accepted', 'already_accepted'];
    fc.assert(
      fc.property(stories, actions, actors, (story, action, actor) => {
        const drive = tell(story, true);
        fc.pre(action.action !== 'reject' || action.reason !== 'not_mine');
        fc.pre(action.action !== 'reassign' || drive.setting.team.members.length > 0);
        const offered = allowedActions({ state: drive.state, team: drive.setting.team, actor }).includes(action.action);
        const result = act(drive.input(SPAN / HOUR), action, actor);
        const refused =
          !result.ok &&
          (standing.includes(result.code) || (result.code === 'not_a_member' && action.action === 'claim'));
        expect(offered).toBe(!refused);
      }),
      { numRuns: 400 },
    );
  });
});

function isSound(state: Handoff): boolean {
  switch (state.state) {
    case 'offered':
      return (
        state.ownerId !== null &&
        state.clock?.clock === 'accept' &&
        state.poolUntil === null &&
        state.acceptedAt === null
      );
    case 'pool':
      return state.ownerId === null && state.clock === null && state.poolUntil !== null;
    case 'accepted':
      return (
        state.ownerId !== null &&
        state.acceptedAt !== null &&
        state.poolUntil === null &&
        state.clock?.clock === (state.contactedAt === null ? 'contact' : 'feedback')
      );
    case 'closed':
      return (
        state.outcome !== null &&
        state.outcomeReason !== null &&
        state.closedAt !== null &&
        state.clock === null &&
        state.poolUntil === null
      );
  }
}
