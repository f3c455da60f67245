import { decideOn, eventsOf, EXIT } from '../decision.fixture';
import { aGraph, aNode, aScore, BY_HAND, someFacts } from '../lead.fixture';

describe('a handover', () => {
  const graph = aGraph(
    [BY_HAND, aNode('sales', 'hand_off', { teamId: 'team-1' }), EXIT],
    ['start:next>sales', 'sales:won>end', 'sales:recycled>end'],
  );

  it('opens a handoff and waits for its outcome without a deadline', () => {
    const { changes, command } = decideOn(graph, { facts: someFacts({ score: aScore('sales_ready') }) });
    expect(changes).toEqual([
      { change: 'handoff_opened', handoffId: 'id-1', visit: 2, nodeId: 'sales', teamId: 'team-1', policyId: null },
      {
        change: 'wait_opened',
        wait: expect.objectContaining({
          events: [{ key: 'handoff', kind: 'handoff', handoffId: 'id-1' }],
          deadline: null,
        }),
      },
    ]);
    expect(command).toEqual({ do: 'wait', until: null, fuse: false });
  });

  it('never hands a pseudo-lead to sales', () => {
    const facts = someFacts({ score: aScore('sales_ready', { category: 'pseudo', pseudoReason: 'position' }) });
    const decision = decideOn(graph, { facts });
    expect(decision.changes).toEqual([{ change: 'ended', reason: 'completed' }]);
    expect(decision.trace[1]).toMatchObject({ event: 'passed', port: 'recycled', why: { reason: 'pseudo_lead' } });
  });

  it('leaves by the outcome', () => {
    const { state } = decideOn(graph);
    const waits = state.waits.map((wait) => ({ ...wait, state: 'satisfied' as const, port: 'won', by: 'id-1' }));
    expect(eventsOf(decideOn(graph, { state: { ...state, waits } }))).toEqual(['sales satisfied', 'end ended']);
  });
});
