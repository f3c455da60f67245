import { decideOn, eventsOf, EXIT, MAIL } from '../decision.fixture';
import { aGraph, aNode, BY_HAND, FULL_MAIL } from '../lead.fixture';
import { lintGraph } from '../lint/lint-graph';
import type { EnrollmentState } from '../state';

describe('a mail', () => {
  const later = aNode('later', 'wait', { amount: 1, unit: 'seconds' });
  const graph = aGraph([BY_HAND, MAIL, later, EXIT], ['start:next>mail', 'mail:sent>later', 'mail:failed>end']);
  function withOutcome(
    outcome: 'sent' | 'failed' | 'dropped' | 'unknown' | 'cancelled',
    code: string | null = null,
  ): EnrollmentState {
    const { state } = decideOn(graph);
    return { ...state, effects: state.effects.map((effect) => ({ ...effect, state: outcome, code })) };
  }

  it('is planned once, and waited for', () => {
    const first = decideOn(graph);
    expect(first.changes).toEqual([
      {
        change: 'effect_planned',
        effect: { id: 'id-1', visit: 2, step: 'send', nodeId: 'mail', kind: 'send_email', purpose: 'marketing' },
      },
    ]);
    const again = decideOn(graph, { state: first.state });
    expect(again.changes).toEqual([]);
    expect(again.command).toEqual({ do: 'effect', effectId: 'id-1', until: null });
  });

  it('goes on by sent when it was sent, and by failed when it failed or was held back', () => {
    expect(eventsOf(decideOn(graph, { state: withOutcome('sent') }))).toEqual(['mail sent', 'later waits']);
    expect(eventsOf(decideOn(graph, { state: withOutcome('failed', 'hard_bounce') }))).toEqual([
      'mail failed',
      'end ended',
    ]);
    expect(eventsOf(decideOn(graph, { state: withOutcome('dropped', 'no_consent') }))).toEqual([
      'mail dropped',
      'end ended',
    ]);
  });

  it('goes on as if sent when the outcome is unknown, and says so', () => {
    expect(eventsOf(decideOn(graph, { state: withOutcome('unknown') }))).toEqual(['mail unknown', 'later waits']);
  });

  it('rests on an unknown outcome where a person is to be asked', () => {
    const asking = {
      ...graph,
      nodes: graph.nodes.map((node) =>
        node.id === 'mail' ? { ...node, config: { ...node.config, onUnknown: 'ask' } } : node,
      ),
    };
    const decision = decideOn(asking, { state: withOutcome('unknown') });
    expect(decision.trace).toEqual([]);
    expect(decision.command).toMatchObject({ do: 'wait', until: null });
  });

  it('rests where it was cancelled, until somebody decides', () => {
    expect(decideOn(graph, { state: withOutcome('cancelled') })).toMatchObject({
      changes: [],
      trace: [],
      command: { do: 'wait' },
    });
  });

  it('ends with the code of the failure where the failed port leads nowhere', () => {
    const open = { ...graph, edges: graph.edges.filter(({ port }) => port !== 'failed') };
    expect(decideOn(open, { state: withOutcome('dropped', 'no_consent') }).changes).toEqual([
      { change: 'ended', reason: 'no_consent' },
    ]);
  });

  it('to a submission fails at once where there is none', () => {
    const toForm = aGraph(
      [BY_HAND, aNode('mail', 'send_email', { ...FULL_MAIL, to: 'submission', purpose: 'transactional' })],
      ['start:next>mail'],
    );
    expect(decideOn(toForm).changes).toEqual([{ change: 'ended', reason: 'no_submission' }]);
  });
});

describe('the purpose of a mail', () => {
  const purposes = [
    { key: 'marketing', needsConsent: true, mail: true },
    { key: 'transactional', needsConsent: false, mail: true },
    { key: 'events', needsConsent: true, mail: true },
    { key: 'calls', needsConsent: true, mail: false },
  ];
  const codes = (config: object): string[] =>
    lintGraph(
      aGraph(
        [BY_HAND, aNode('mail', 'send_email', { ...FULL_MAIL, ...config }), EXIT],
        ['start:next>mail', 'mail:sent>end'],
      ),
      { purposes },
    )
      .filter(({ severity }) => severity === 'error')
      .map(({ code }) => code);

  it('must be one that is in use for e-mail', () => {
    expect(codes({ purpose: 'events' })).toEqual([]);
    expect(codes({ purpose: 'gone' })).toEqual(['unknown_purpose']);
    expect(codes({ purpose: 'calls' })).toEqual(['unknown_purpose']);
    expect(codes({ purpose: 'Not A Key' })).toEqual(['config_invalid']);
  });

  it('must need no consent where the address is not confirmed yet', () => {
    expect(codes({ to: 'submission', purpose: 'transactional' })).toEqual([]);
    expect(codes({ to: 'submission', purpose: 'events' })).toEqual(['marketing_to_submission']);
  });
});
