import { DAY, HOUR } from '@ripen/domain';
import fc from 'fast-check';
import { conditionSchema, type Condition, type TouchpointRule } from './condition';
import { compile, evaluate } from './evaluate';
import { countAt } from './occurrence';
import { anyCondition, anyHistory } from './any-rule.fixture';
import { factsOf, NOW, touchpointOf } from './rule.fixture';

function clicked(changes: Partial<TouchpointRule> = {}): TouchpointRule {
  return { rule: 'touchpoint', type: 'email_link_clicked', where: [], ...changes };
}

function isMet(condition: Condition, facts = factsOf()): boolean {
  return evaluate(condition, facts, NOW).met;
}

describe('groups', () => {
  const yes: Condition = { rule: 'field', field: 'lead.known', operator: 'is', value: true };
  const no: Condition = { rule: 'not', of: yes };

  test('all asks for every part, any for one, not for the opposite', () => {
    expect(isMet({ rule: 'all', of: [yes, no] })).toBe(false);
    expect(isMet({ rule: 'any', of: [no, yes] })).toBe(true);
    expect(isMet({ rule: 'not', of: no })).toBe(true);
  });

  test('an empty all holds and an empty any does not', () => {
    expect(isMet({ rule: 'all', of: [] })).toBe(true);
    expect(isMet({ rule: 'any', of: [] })).toBe(false);
  });
});

describe('fields', () => {
  test('points are compared in points', () => {
    expect(isMet({ rule: 'field', field: 'score.points', operator: 'at_least', value: 30.5 })).toBe(true);
    expect(isMet({ rule: 'field', field: 'score.points', operator: 'more_than', value: 30.5 })).toBe(false);
  });

  test('a lead without company or score has nothing to compare', () => {
    const facts = factsOf({ company: null, score: null });
    expect(isMet({ rule: 'field', field: 'company.employees', operator: 'at_least', value: 0 }, facts)).toBe(false);
    expect(isMet({ rule: 'field', field: 'company.industry', operator: 'is_empty' }, facts)).toBe(true);
    expect(isMet({ rule: 'field', field: 'score.stage', operator: 'is_not', value: 'park' }, facts)).toBe(true);
  });

  test('consent is what the latest word says', () => {
    const may: Condition = { rule: 'field', field: 'consent.marketing.email', operator: 'is', value: true };
    const granted = { purpose: 'marketing', channel: 'email', state: 'granted', at: NOW - 2 } as const;
    const withdrawn = { ...granted, state: 'withdrawn', at: NOW - 1 } as const;
    expect(isMet(may)).toBe(false);
    expect(isMet(may, factsOf({ consents: [granted] }))).toBe(true);
    expect(isMet(may, factsOf({ consents: [withdrawn, granted] }))).toBe(false);
    expect(isMet(may, factsOf({ consents: [{ ...granted, channel: 'phone' }] }))).toBe(false);
  });
});

describe('touchpoints', () => {
  test('the window holds its end and not its beginning', () => {
    const within = clicked({ withinDays: 30 });
    const at = (occurredAt: number): boolean =>
      isMet(within, factsOf({ touchpoints: [touchpointOf('email_link_clicked', occurredAt)] }));
    expect(at(NOW - 30 * DAY)).toBe(false);
    expect(at(NOW - 30 * DAY + 1)).toBe(true);
    expect(at(NOW)).toBe(true);
    expect(at(NOW + 1)).toBe(false);
  });

  test('what lies in the future does not count yet, also without a window', () => {
    const facts = factsOf({ touchpoints: [touchpointOf('email_link_clicked', NOW + HOUR)] });
    expect(evaluate(clicked(), facts, NOW).met).toBe(false);
    expect(evaluate(clicked(), facts, NOW + HOUR).met).toBe(true);
  });

  test('counts keep both bounds, and without bounds one is enough', () => {
    const twice = factsOf({
      touchpoints: [touchpointOf('email_link_clicked', NOW - 2), touchpointOf('email_link_clicked', NOW - 1)],
    });
    expect(isMet(clicked(), twice)).toBe(true);
    expect(isMet(clicked({ atLeast: 3 }), twice)).toBe(false);
    expect(isMet(clicked({ atMost: 1 }), twice)).toBe(false);
    expect(isMet(clicked({ atLeast: 2, atMost: 2 }), twice)).toBe(true);
    expect(isMet(clicked({ atMost: 0 }))).toBe(true);
  });

  test('property rules choose among touchpoints, and a missing property is unknown', () => {
    const facts = factsOf({ touchpoints: [touchpointOf('email_link_clicked', NOW - 1, { offer: 'Guide' })] });
    expect(isMet(clicked({ where: [{ property: 'offer', operator: 'is', value: 'guide' }] }), facts)).toBe(true);
    expect(isMet(clicked({ where: [{ property: 'toString', operator: 'is_empty' }] }), facts)).toBe(true);
    expect(isMet(clicked({ where: [{ property: 'price', operator: 'is_not', value: 'x' }] }), facts)).toBe(true);
  });

  test('the star counts every type but the excepted ones', () => {
    const careers = factsOf({ touchpoints: [touchpointOf('careers_page_visited', NOW - 1)] });
    const other: Condition = { rule: 'touchpoint', type: '*', exceptTypes: ['careers_page_visited'], where: [] };
    expect(isMet({ rule: 'touchpoint', type: '*', where: [] }, careers)).toBe(true);
    expect(isMet(other, careers)).toBe(false);
    expect(isMet(other, factsOf({ touchpoints: [touchpointOf('demo_requested', NOW - 1)] }))).toBe(true);
  });
});

test('reasons name every leaf with what it saw, also behind a decided group', () => {
  const condition: Condition = {
    rule: 'any',
    of: [
      { rule: 'field', field: 'company.industry', operator: 'is', value: 'it' },
      { rule: 'not', of: clicked({ atLeast: 2, withinDays: 7 }) },
    ],
  };
  expect(evaluate(condition, factsOf({ touchpoints: [touchpointOf('email_link_clicked', NOW)] }), NOW)).toEqual({
    met: true,
    reasons: [
      {
        rule: 'field',
        path: ['of', 0],
        met: true,
        negated: false,
        field: 'company.industry',
        operator: 'is',
        value: 'it',
        actual: 'IT',
      },
      {
        rule: 'touchpoint',
        path: ['of', 1, 'of'],
        met: false,
        negated: true,
        type: 'email_link_clicked',
        count: 1,
        atLeast: 2,
        atMost: null,
        withinDays: 7,
      },
    ],
  });
});

describe('laws', () => {
  test('the compiled rule decides as the explained one, for any rule and history', () => {
    fc.assert(
      fc.property(anyCondition, anyHistory, (condition, touchpoints) => {
        const facts = factsOf({ touchpoints });
        const view = { ...facts, countTouchpoints: (rule: TouchpointRule) => countAt(rule, touchpoints, NOW) };
        expect(compile(condition)(view)).toBe(evaluate(condition, facts, NOW).met);
      }),
      { numRuns: 500 },
    );
  });

  test('a rule means the same after it was stored and read again', () => {
    fc.assert(
      fc.property(anyCondition, anyHistory, (condition, touchpoints) => {
        const stored = conditionSchema.parse(JSON.parse(JSON.stringify(condition)));
        expect(evaluate(stored, factsOf({ touchpoints }), NOW).met).toBe(
          evaluate(condition, factsOf({ touchpoints }), NOW).met,
        );
      }),
    );
  });
});
