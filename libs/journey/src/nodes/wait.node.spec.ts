import { DAY } from '@ripen/domain';
import { decideOn, eventsOf, MAIL } from '../decision.fixture';
import { aGraph, aNode, BY_HAND, MONDAY, someFacts } from '../lead.fixture';

describe('a wait', () => {
  const graph = aGraph(
    [BY_HAND, aNode('rest', 'wait', { amount: 1, unit: 'days' }), MAIL],
    ['start:next>rest', 'rest:next>mail'],
  );

  it('is opened with an absolute deadline, and the command says that a mail may follow', () => {
    const { changes, command, state } = decideOn(graph);
    expect(changes).toEqual([
      {
        change: 'wait_opened',
        wait: expect.objectContaining({ nodeId: 'rest', visit: 2, deadline: MONDAY + DAY, state: 'open' }),
      },
    ]);
    expect(command).toEqual({ do: 'wait', until: MONDAY + DAY, fuse: true });
    expect(state.tokens).toEqual([{ id: 1, nodeId: 'rest', visit: 2, phase: 'waiting' }]);
  });

  it('gets the same command again when its timer fires early', () => {
    const { state } = decideOn(graph);
    const early = decideOn(graph, { state, now: MONDAY + DAY - 1 });
    expect(early.changes).toEqual([]);
    expect(early.command).toEqual({ do: 'wait', until: MONDAY + DAY, fuse: true });
  });

  it('is over at its deadline, to the millisecond', () => {
    const { state } = decideOn(graph);
    const due = decideOn(graph, { state, now: MONDAY + DAY });
    expect(eventsOf(due)).toEqual(['rest timed_out', 'mail acts']);
    expect(due.changes[0]).toEqual({
      change: 'wait_closed',
      waitId: 'id-1',
      state: 'timed_out',
      port: 'next',
      by: null,
    });
    expect(due.command).toEqual({ do: 'effect', effectId: 'id-1', until: null });
  });

  it('keeps the time of day of the lead over a change of the clocks', () => {
    const saturday = Date.UTC(2026, 9, 24, 8);
    const inBerlin = someFacts({ lead: { ...someFacts().lead, zone: 'Europe/Berlin' } });
    expect(decideOn(graph, { facts: inBerlin, now: saturday }).command).toMatchObject({
      until: saturday + DAY + 3_600_000,
    });
    const inTokyo = someFacts({ lead: { ...someFacts().lead, zone: 'Asia/Tokyo' } });
    expect(decideOn(graph, { facts: inTokyo, now: saturday }).command).toMatchObject({ until: saturday + DAY });
  });

  it('parks instead of guessing when its row is gone or was cancelled', () => {
    const { state } = decideOn(graph);
    expect(decideOn(graph, { state: { ...state, waits: [] } }).trace.at(-1)?.why).toMatchObject({
      reason: 'wait_missing',
    });
    const cancelled = state.waits.map((wait) => ({ ...wait, state: 'cancelled' as const }));
    expect(decideOn(graph, { state: { ...state, waits: cancelled } }).trace.at(-1)?.why).toMatchObject({
      reason: 'wait_cancelled',
    });
  });
});
