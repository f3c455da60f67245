import { addNode } from './graph-edits';
import { problemsOf } from './problems';
import { aLine, aNode } from './sample-graph';

const waitUntil = {
  kind: 'wait_until' as const,
  config: {
    events: [
      { key: 'clicked', kind: 'touchpoint', type: 'email_link_clicked' },
      { key: 'event_2', kind: 'stage', stages: ['develop', 'sales_ready'] },
      { key: 'event_3', kind: 'touchpoint', type: 'webinar_registered' },
      { key: 'event_4', kind: 'touchpoint', type: '*' },
    ],
    timeout: { amount: 7, unit: 'days' },
  },
};

describe('the problems of a drawing', () => {
  it('name a way out by the word on the card, in both languages', () => {
    const graph = addNode(aLine('t', 'a'), { ...aNode('w', 'wait_until'), config: waitUntil.config });
    const texts = problemsOf(graph, {}).filter(({ nodeId, code }) => nodeId === 'w' && code === 'port_unconnected');
    expect(texts.map(({ sentence }) => sentence.de).join()).toContain('„Webinar-Anmeldung“');
    expect(texts.map(({ sentence }) => sentence.en).join()).toContain('“Registered for a webinar”');
  });

  it('check what is chosen against what exists', () => {
    const graph = addNode(aLine('t'), { ...aNode('h', 'hand_off'), config: { teamId: 'gone' } });
    const codes = (teams?: readonly string[]): readonly string[] =>
      problemsOf(graph, teams ? { teams } : {}).map(({ code }) => code);
    expect(codes(['here'])).toContain('unknown_team');
    expect(codes()).not.toContain('unknown_team');
  });
});
