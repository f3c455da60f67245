import type { Feedback } from '@ripen/domain';
import { aCompany, aTouchpoint, MONDAY, someFacts } from '../lead.fixture';
import { entryKey, matchTrigger, triggerConfigSchema, type TriggerConfig, type TriggerEvent } from './trigger.node';

const lost: Feedback = {
  id: 'f-1',
  handoffId: 'h',
  kind: 'lost',
  reason: 'x',
  unmet: ['time'],
  answers: {},
  amount: null,
  currency: null,
  at: MONDAY,
};

function fires(config: Record<string, unknown>, event: TriggerEvent, facts = someFacts()): boolean {
  return matchTrigger(triggerConfigSchema.parse(config), event, facts, MONDAY);
}

describe('a trigger', () => {
  it('on a stage fires on the move into it and never while the lead stays', () => {
    const config = { on: 'stage', stages: ['nurture', 'develop'] };
    expect(fires(config, { on: 'stage', from: null, to: 'nurture' })).toBe(true);
    expect(fires(config, { on: 'stage', from: 'nurture', to: 'develop' })).toBe(true);
    expect(fires(config, { on: 'stage', from: 'nurture', to: 'nurture' })).toBe(false);
    expect(fires(config, { on: 'stage', from: 'nurture', to: 'sales_ready' })).toBe(false);
  });

  it('by stage, or with a rule about the score, takes nobody who objects to profiling', () => {
    const objects = someFacts({ lead: { ...someFacts().lead, doNotProfile: true } });
    const move: TriggerEvent = { on: 'stage', from: null, to: 'nurture' };
    expect(fires({ on: 'stage', stages: ['nurture'] }, move, objects)).toBe(false);
    const only = { rule: 'field', field: 'score.cell', operator: 'is_not', value: 'A1' };
    expect(fires({ on: 'by_hand', only }, { on: 'by_hand' }, objects)).toBe(false);
    expect(fires({ on: 'by_hand', only }, { on: 'by_hand' })).toBe(true);
    expect(fires({ on: 'by_hand' }, { on: 'by_hand' }, objects)).toBe(true);
  });

  it('takes only those whom its rule lets in', () => {
    const config = {
      on: 'by_hand',
      only: { rule: 'field', field: 'company.relationship', operator: 'is_not', value: 'customer' },
    };
    expect(fires(config, { on: 'by_hand' }, someFacts({ company: aCompany() }))).toBe(true);
    expect(fires(config, { on: 'by_hand' }, someFacts({ company: aCompany({ relationship: 'customer' }) }))).toBe(
      false,
    );
    expect(fires(config, { on: 'by_hand' })).toBe(true);
  });

  it('on feedback wants one of its kinds and any of its unmet criteria', () => {
    const event: TriggerEvent = { on: 'feedback', feedback: lost };
    expect(fires({ on: 'feedback', kinds: ['lost'], unmet: ['budget', 'time'] }, event)).toBe(true);
    expect(fires({ on: 'feedback', kinds: ['lost'], unmet: ['budget'] }, event)).toBe(false);
    expect(fires({ on: 'feedback', kinds: ['lost'] }, event)).toBe(true);
    expect(fires({ on: 'feedback', kinds: ['won'] }, event)).toBe(false);
  });

  it('on a touchpoint looks at its type and properties', () => {
    const event: TriggerEvent = {
      on: 'touchpoint',
      touchpoint: aTouchpoint('webinar_registered', MONDAY, { properties: { topic: 'Retrofit' } }),
    };
    expect(
      fires(
        {
          on: 'touchpoint',
          type: 'webinar_registered',
          where: [{ property: 'topic', operator: 'is', value: 'retrofit' }],
        },
        event,
      ),
    ).toBe(true);
    expect(
      fires(
        {
          on: 'touchpoint',
          type: 'webinar_registered',
          where: [{ property: 'topic', operator: 'is', value: 'other' }],
        },
        event,
      ),
    ).toBe(false);
    expect(fires({ on: 'touchpoint', type: 'page_visited' }, event)).toBe(false);
  });

  it('on a submission takes the named form, or any', () => {
    const event: TriggerEvent = { on: 'submission', submissionId: 's-1', offerSlug: 'leitfaden' };
    expect(fires({ on: 'submission' }, event)).toBe(true);
    expect(fires({ on: 'submission', offerSlug: 'leitfaden' }, event)).toBe(true);
    expect(fires({ on: 'submission', offerSlug: 'other' }, event)).toBe(false);
  });

  it.each<[TriggerConfig, TriggerEvent, string]>([
    [{ on: 'stage', stages: ['nurture'], only: null }, { on: 'stage', from: null, to: 'nurture' }, ''],
    [{ on: 'by_hand', only: null }, { on: 'by_hand' }, ''],
    [{ on: 'feedback', kinds: ['lost'], unmet: [], only: null }, { on: 'feedback', feedback: lost }, 'feedback:f-1'],
    [{ on: 'api', only: null }, { on: 'api', key: 'k' }, 'api:k'],
    [
      { on: 'submission', offerSlug: null, only: null },
      { on: 'submission', submissionId: 's', offerSlug: 'x' },
      'submission:s',
    ],
  ])('%j keys its entry of %j by "%s"', (config, event, key) => {
    expect(entryKey(config, event)).toBe(key);
  });
});
