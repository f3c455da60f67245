import { decideOn, eventsOf, EXIT, MAIL } from './decision.fixture';
import { aGraph, aNode, anEnrollment, BY_HAND } from './lead.fixture';

describe('a new enrollment', () => {
  it('goes through its instant nodes to the end in one decision', () => {
    const decision = decideOn(aGraph([BY_HAND, EXIT], ['start:next>end']));
    expect(eventsOf(decision)).toEqual(['start entered', 'end ended']);
    expect(decision.changes).toEqual([{ change: 'ended', reason: 'completed' }]);
    expect(decision.command).toEqual({ do: 'done' });
    expect(decision.state).toMatchObject({ status: 'ended', tokens: [], nextVisit: 3 });
  });

  it('leaves with a recorded reason where a port leads nowhere', () => {
    const decision = decideOn(aGraph([BY_HAND], []));
    expect(decision.changes).toEqual([{ change: 'ended', reason: 'port_unconnected' }]);
    expect(decision.trace.at(-1)).toMatchObject({ event: 'ended', why: { reason: 'port_unconnected', port: 'next' } });
  });

  it('is parked with a reason where the graph misses a node, or a node cannot be read', () => {
    const missing = decideOn(aGraph([BY_HAND], ['start:next>gone']));
    expect(missing.command).toEqual({ do: 'parked' });
    expect(missing.trace.at(-1)).toMatchObject({ nodeId: 'gone', event: 'parked', why: { reason: 'node_missing' } });
    const unread = decideOn(aGraph([BY_HAND, aNode('w', 'wait', { amount: 'soon' })], ['start:next>w']));
    expect(unread.trace.at(-1)).toMatchObject({ event: 'parked', why: { reason: 'config_invalid' } });
  });

  it('is parked by the step budget when a loop never waits', () => {
    const branch = aNode('again', 'branch', { paths: [] });
    const decision = decideOn(aGraph([BY_HAND, branch], ['start:next>again', 'again:else>again']));
    expect(decision.state.status).toBe('parked');
    expect(decision.trace.at(-1)?.why).toMatchObject({ reason: 'step_budget' });
    expect(decision.trace.length).toBeLessThan(220);
  });
});

describe('an enrollment', () => {
  it('that has ended or is parked is not decided again', () => {
    const graph = aGraph([BY_HAND, EXIT], ['start:next>end']);
    expect(decideOn(graph, { state: anEnrollment('start', { status: 'ended' }) })).toMatchObject({
      changes: [],
      command: { do: 'done' },
    });
    expect(decideOn(graph, { state: anEnrollment('start', { status: 'parked' }) })).toMatchObject({
      changes: [],
      command: { do: 'parked' },
    });
  });

  it('with two tokens ends as a whole: what the other waits for or plans is cancelled', () => {
    const rest = aNode('rest', 'wait', { amount: 1, unit: 'hours' });
    const graph = aGraph([BY_HAND, rest, MAIL, EXIT], ['start:next>rest', 'rest:next>end']);
    const tokens = [1, 2, 3].map((id) => ({
      id,
      nodeId: ['rest', 'mail', 'rest'][id - 1] ?? '',
      visit: id,
      phase: 'ready' as const,
    }));
    const { state } = decideOn(graph, { state: anEnrollment('start', { tokens, nextVisit: 4 }) });
    const waits = state.waits.map((wait, index) =>
      index === 0 ? { ...wait, state: 'satisfied' as const, port: 'next' } : wait,
    );
    const { changes, command } = decideOn(graph, { state: { ...state, waits } });
    expect(changes).toEqual([
      { change: 'wait_closed', waitId: 'id-3', state: 'cancelled', port: null, by: null },
      { change: 'effect_cancelled', effectId: 'id-2', code: 'enrollment_ended' },
      { change: 'ended', reason: 'completed' },
    ]);
    expect(command).toEqual({ do: 'done' });
  });
});
