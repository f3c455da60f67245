import { DAY, HOUR } from '@ripen/domain';
import fc from 'fast-check';
import type { TouchpointRule } from './condition';
import { evaluate } from './evaluate';
import { nextFlipAt } from './next-flip';
import { anyCondition, anyHistory, touchpointRule } from './any-rule.fixture';
import { factsOf, NOW, touchpointOf } from './rule.fixture';

const twiceInAWeek: TouchpointRule = {
  rule: 'touchpoint',
  type: 'email_link_clicked',
  where: [],
  atLeast: 2,
  withinDays: 7,
};
const click = (occurredAt: number) => touchpointOf('email_link_clicked', occurredAt);

describe('the next flip', () => {
  test('is when the touchpoint that still makes the count leaves the window', () => {
    const touchpoints = [click(NOW - 6 * DAY), click(NOW - 5 * DAY), click(NOW - HOUR)];
    expect(nextFlipAt(twiceInAWeek, { touchpoints }, NOW)).toBe(NOW + 2 * DAY);
  });

  test('is when a touchpoint dated in the future completes the count', () => {
    const touchpoints = [click(NOW - HOUR), click(NOW + HOUR)];
    expect(nextFlipAt(twiceInAWeek, { touchpoints }, NOW)).toBe(NOW + HOUR);
  });

  test('is not at an instant where one leaves and another one comes', () => {
    const once = { ...twiceInAWeek, atLeast: 1 };
    const touchpoints = [click(NOW - 6 * DAY), click(NOW + DAY)];
    expect(nextFlipAt(once, { touchpoints }, NOW)).toBe(NOW + 8 * DAY);
  });

  test('never comes for fields, for whole histories, and where nothing was done', () => {
    expect(
      nextFlipAt(
        { rule: 'field', field: 'lead.known', operator: 'is', value: true },
        { touchpoints: [click(NOW + 1)] },
        NOW,
      ),
    ).toBeNull();
    expect(nextFlipAt({ ...twiceInAWeek, withinDays: null }, { touchpoints: [click(NOW - 1)] }, NOW)).toBeNull();
    expect(nextFlipAt(twiceInAWeek, { touchpoints: [] }, NOW)).toBeNull();
  });
});

describe('laws', () => {
  test('every rule answers the same from now until its next flip', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyHistory,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (condition, touchpoints, share) => {
          const facts = factsOf({ touchpoints });
          const flip = nextFlipAt(condition, facts, NOW);
          const last = (flip ?? NOW + 100 * DAY) - 1;
          const between = NOW + Math.floor((last - NOW) * share);
          const { met } = evaluate(condition, facts, NOW);
          expect(flip === null || flip > NOW).toBe(true);
          expect(evaluate(condition, facts, between).met).toBe(met);
          expect(evaluate(condition, facts, last).met).toBe(met);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a single touchpoint rule does flip at its next flip', () => {
    fc.assert(
      fc.property(touchpointRule, anyHistory, (rule, touchpoints) => {
        const facts = factsOf({ touchpoints });
        const flip = nextFlipAt(rule, facts, NOW);
        if (flip !== null) expect(evaluate(rule, facts, flip).met).toBe(!evaluate(rule, facts, NOW).met);
      }),
      { numRuns: 1_000 },
    );
  });
});
