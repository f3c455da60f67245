import { DAY, type LeadFacts } from '@ripen/domain';
import { compile } from './compile';
import { decide } from './decide';
import {
  aGraph,
  aNode,
  anEnrollment,
  aScore,
  aTouchpoint,
  BY_HAND,
  countedIds,
  FULL_MAIL,
  MONDAY,
  someFacts,
} from './sample-lead';
import type { EnrollmentState, JourneyDecision } from './state';

const EXIT = aNode('end', 'exit', { reason: 'completed' });
const MAIL = aNode('mail', 'send_email', FULL_MAIL);

interface At {
  readonly state?: EnrollmentState;
  readonly facts?: LeadFacts;
  readonly now?: number;
}
function decideOn(
  graph: Parameters<typeof compile>[0],
  { state = anEnrollment('start'), facts = someFacts(), now = MONDAY }: At = {},
): JourneyDecision {
  return decide(compile(graph), { state, facts, now, workspaceZone: 'Europe/Berlin', newId: countedIds() });
}
const events = ({ trace }: JourneyDecision): string[] => trace.map(({ nodeId, event }) => `${nodeId} ${event}`);

describe('a new enrollment', () => {
  it('goes through its instant nodes to the end in one decision', () => {
    const decision = decideOn(aGraph([BY_HAND, EXIT], ['start:next>end']));
    expect(events(decision)).toEqual(['start entered', 'end ended']);
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
    expect(events(due)).toEqual(['rest timed_out', 'mail acts']);
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

describe('a branch', () => {
  const config = {
    paths: [
      {
        key: 'big',
        name: 'Groß',
        when: { rule: 'field', field: 'company.employees', operator: 'more_than', value: 1000 },
      },
      {
        key: 'boss',
        name: 'Leitung',
        when: { rule: 'field', field: 'lead.position', operator: 'contains', value: 'leiter' },
      },
    ],
  };
  const graph = aGraph(
    [BY_HAND, aNode('fork', 'branch', config), EXIT],
    ['start:next>fork', 'fork:big>end', 'fork:boss>end', 'fork:else>end'],
  );

  it('takes the first path that is met and keeps texts of the person out of the trace', () => {
    const decision = decideOn(graph);
    expect(decision.trace[1]).toMatchObject({
      event: 'passed',
      port: 'boss',
      why: {
        paths: [
          { path: 'big', met: false },
          { path: 'boss', met: true },
        ],
      },
    });
    expect(JSON.stringify(decision.trace)).not.toContain('Fachbereich');
  });

  it('sends everyone else by their own port', () => {
    const facts = someFacts({ lead: { ...someFacts().lead, position: null } });
    expect(decideOn(graph, { facts }).trace[1]).toMatchObject({ port: 'else' });
  });
});

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
    expect(events(decideOn(graph, { state: withOutcome('sent') }))).toEqual(['mail sent', 'later waits']);
    expect(events(decideOn(graph, { state: withOutcome('failed', 'hard_bounce') }))).toEqual([
      'mail failed',
      'end ended',
    ]);
    expect(events(decideOn(graph, { state: withOutcome('dropped', 'no_consent') }))).toEqual([
      'mail dropped',
      'end ended',
    ]);
  });

  it('goes on as if sent when the outcome is unknown, and says so', () => {
    expect(events(decideOn(graph, { state: withOutcome('unknown') }))).toEqual(['mail unknown', 'later waits']);
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
    expect(events(decideOn(graph, { state: { ...state, waits } }))).toEqual(['sales satisfied', 'end ended']);
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
