import type { Condition } from './condition';
import { needs } from './needs';

test('a rule over the person needs nothing else', () => {
  const condition: Condition = { rule: 'field', field: 'lead.position', operator: 'is', value: 'x' };
  expect(needs(condition)).toEqual({
    company: false,
    score: false,
    consents: false,
    touchpoints: false,
    touchpointTypes: [],
  });
});

test('needs are found in nested groups, each touchpoint type once', () => {
  const condition: Condition = {
    rule: 'all',
    of: [
      { rule: 'not', of: { rule: 'field', field: 'company.industry', operator: 'is_empty' } },
      {
        rule: 'any',
        of: [
          { rule: 'field', field: 'score.band', operator: 'is', value: 1 },
          { rule: 'touchpoint', type: 'b', where: [] },
        ],
      },
      { rule: 'touchpoint', type: 'a', where: [] },
      { rule: 'touchpoint', type: 'b', where: [], withinDays: 3 },
      { rule: 'field', field: 'consent.marketing.email', operator: 'is', value: true },
    ],
  };
  expect(needs(condition)).toEqual({
    company: true,
    score: true,
    consents: true,
    touchpoints: true,
    touchpointTypes: ['a', 'b'],
  });
});

test('a rule over any touchpoint needs all types', () => {
  expect(needs({ rule: 'touchpoint', type: '*', where: [] })).toMatchObject({
    touchpoints: true,
    touchpointTypes: null,
  });
});
