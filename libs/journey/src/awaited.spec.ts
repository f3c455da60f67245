import { type Happened, matchWait } from './awaited';
import { aTouchpoint, MONDAY } from './lead.fixture';
import type { AwaitedEvent } from './state';

const CLICK: AwaitedEvent = {
  key: 'clicked',
  kind: 'touchpoint',
  type: 'email_link_clicked',
  where: [],
  since: MONDAY,
};
const RIPE: AwaitedEvent = { key: 'ripe', kind: 'stage', stages: ['sales_ready'] };
const DEADLINE = MONDAY + 1_000;

function happened(over: Partial<Happened>): Happened {
  return { touchpoints: [], stage: null, confirmedSubmissions: [], handoffs: [], at: MONDAY + 500, ...over };
}

describe('what satisfies a wait', () => {
  it.each([
    ['at the instant that it counts from', MONDAY, false],
    ['just after it', MONDAY + 1, true],
    ['just before the deadline', DEADLINE - 1, true],
    ['at the deadline', DEADLINE, false],
  ])('a touchpoint that occurred %s: %s is %s', (_, occurredAt, counts) => {
    const match = matchWait(
      { events: [CLICK], deadline: DEADLINE },
      happened({ touchpoints: [aTouchpoint('email_link_clicked', occurredAt)] }),
    );
    expect(match).toEqual(counts ? { port: 'clicked', by: `email_link_clicked@${occurredAt}` } : null);
  });

  it('is a touchpoint from before the deadline that arrives long after it', () => {
    const late = aTouchpoint('email_link_clicked', MONDAY + 1, { receivedAt: DEADLINE + 99_000 });
    expect(
      matchWait({ events: [CLICK], deadline: DEADLINE }, happened({ touchpoints: [late], at: DEADLINE + 99_000 }))
        ?.port,
    ).toBe('clicked');
  });

  it('is not a stage, a confirmation or an outcome of the deadline or later', () => {
    const events: AwaitedEvent[] = [
      RIPE,
      { key: 'confirmed', kind: 'confirmed', submissionId: 's' },
      { key: 'handoff', kind: 'handoff', handoffId: 'h' },
    ];
    const all = { stage: 'sales_ready' as const, confirmedSubmissions: ['s'], handoffs: [{ id: 'h', outcome: 'won' }] };
    expect(matchWait({ events, deadline: DEADLINE }, happened({ ...all, at: DEADLINE }))).toBeNull();
    expect(matchWait({ events, deadline: DEADLINE }, happened({ ...all, at: DEADLINE - 1 }))).toEqual({
      port: 'ripe',
      by: 'sales_ready',
    });
  });

  it('is of several the earliest, whatever the order in which they arrive', () => {
    const webinar: AwaitedEvent = {
      key: 'webinar',
      kind: 'touchpoint',
      type: 'webinar_registered',
      where: [],
      since: MONDAY,
    };
    const touchpoints = [
      aTouchpoint('email_link_clicked', MONDAY + 20),
      aTouchpoint('webinar_registered', MONDAY + 10),
    ];
    const wait = { events: [CLICK, webinar, RIPE], deadline: null };
    expect(matchWait(wait, happened({ touchpoints, stage: 'sales_ready' }))?.port).toBe('webinar');
    expect(matchWait(wait, happened({ touchpoints: [...touchpoints].reverse() }))?.port).toBe('webinar');
  });

  it('must fit the properties that the wait asks for', () => {
    const offer: AwaitedEvent = { ...CLICK, type: '*', where: [{ property: 'offer', operator: 'is', value: 'guide' }] };
    const touchpoint = (of: string) => aTouchpoint('content_requested', MONDAY + 1, { properties: { offer: of } });
    expect(matchWait({ events: [offer], deadline: null }, happened({ touchpoints: [touchpoint('other')] }))).toBeNull();
    expect(matchWait({ events: [offer], deadline: null }, happened({ touchpoints: [touchpoint('guide')] }))?.port).toBe(
      'clicked',
    );
  });

  it('is the outcome of its own handoff and of no other', () => {
    const wait = { events: [{ key: 'handoff', kind: 'handoff', handoffId: 'h-1' } as const], deadline: null };
    expect(matchWait(wait, happened({ handoffs: [{ id: 'h-2', outcome: 'won' }] }))).toBeNull();
    expect(matchWait(wait, happened({ handoffs: [{ id: 'h-1', outcome: 'lost' }] }))).toEqual({
      port: 'lost',
      by: 'h-1',
    });
  });
});
