import { DAY, type LeadFacts } from '@ripen/domain';
import { decideOn, EXIT } from '../decision.fixture';
import { aGraph, aNode, anEnrollment, aScore, aTouchpoint, BY_HAND, MONDAY, someFacts } from '../lead.fixture';

describe('a wait until', () => {
  const config = {
    events: [
      { key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked' },
      { key: 'ripe', kind: 'stage', stages: ['sales_ready'] },
    ],
    timeout: { amount: 7, unit: 'days' },
  };
  const graph = aGraph(
    [BY_HAND, aNode('until', 'wait_until', config), EXIT],
    ['start:next>until', 'until:clicked>end', 'until:ripe>end', 'until:timeout>end'],
  );

  it('passes at once, untold to any row, where it is already true', () => {
    const decision = decideOn(graph, { facts: someFacts({ score: aScore('sales_ready') }) });
    expect(decision.changes).toEqual([{ change: 'ended', reason: 'completed' }]);
    expect(decision.trace[1]).toMatchObject({
      nodeId: 'until',
      event: 'satisfied',
      port: 'ripe',
      why: { atOnce: true, by: 'sales_ready' },
    });
  });

  it('counts a click since the last message only', () => {
    const clicked = someFacts({ touchpoints: [aTouchpoint('email_link_clicked', MONDAY + 50)] });
    const before = anEnrollment('start', { lastMessageAt: MONDAY + 60 });
    const after = anEnrollment('start', { lastMessageAt: MONDAY + 40 });
    expect(decideOn(graph, { state: before, facts: clicked, now: MONDAY + 100 }).command.do).toBe('wait');
    expect(decideOn(graph, { state: after, facts: clicked, now: MONDAY + 100 }).command.do).toBe('done');
  });

  it('counts a click since the entry while there was no message', () => {
    const clickedAt = (at: number): LeadFacts => someFacts({ touchpoints: [aTouchpoint('email_link_clicked', at)] });
    expect(decideOn(graph, { facts: clickedAt(MONDAY - 1) }).command.do).toBe('wait');
    expect(decideOn(graph, { facts: clickedAt(MONDAY + 1) }).command.do).toBe('done');
  });

  it('goes on by the port that its row says, whatever the clock says', () => {
    const { state } = decideOn(graph);
    const waits = state.waits.map((wait) => ({ ...wait, state: 'satisfied' as const, port: 'clicked', by: 'touch-1' }));
    const decision = decideOn(graph, { state: { ...state, waits }, now: MONDAY + 30 * DAY });
    expect(decision.trace[0]).toMatchObject({
      event: 'satisfied',
      port: 'clicked',
      toNodeId: 'end',
      why: { by: 'touch-1' },
    });
  });

  it('takes nothing for new that was already in the ledger', () => {
    const anew = {
      events: [{ key: 'stirs', kind: 'touchpoint', type: '*', since: 'wait' }],
      timeout: { amount: 30, unit: 'days' },
    };
    const resting = aGraph(
      [BY_HAND, aNode('until', 'wait_until', anew), EXIT],
      ['start:next>until', 'until:stirs>end', 'until:timeout>end'],
    );
    const facts = someFacts({
      touchpoints: [aTouchpoint('page_visited', MONDAY - 5), aTouchpoint('page_visited', MONDAY + 5)],
    });
    const decision = decideOn(resting, { facts });
    expect(decision.state.waits[0]?.events).toEqual([
      { key: 'stirs', kind: 'touchpoint', type: '*', where: [], since: MONDAY },
    ]);
  });

  it('sees a confirmation that came before the wait was opened', () => {
    const confirm = { events: [{ key: 'confirmed', kind: 'confirmed' }], timeout: { amount: 7, unit: 'days' } };
    const journey = aGraph(
      [BY_HAND, aNode('until', 'wait_until', confirm), EXIT],
      ['start:next>until', 'until:confirmed>end', 'until:timeout>end'],
    );
    const state = anEnrollment('start', { submissionId: 'sub-1' });
    const confirmed = (submissionId: string): LeadFacts =>
      someFacts({ touchpoints: [aTouchpoint('content_requested', MONDAY, { properties: { submissionId } })] });
    expect(decideOn(journey, { state, facts: confirmed('sub-1') }).command.do).toBe('done');
    expect(decideOn(journey, { state, facts: confirmed('sub-2') }).command.do).toBe('wait');
  });
});
