import { addNode } from './graph-edits';
import { portWord } from './port-words';
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

describe('the words at the ports', () => {
  it('are the shipped ones where there are any, also where the English word is the key itself', () => {
    expect([portWord(waitUntil, 'clicked', 'de'), portWord(waitUntil, 'clicked', 'en')]).toEqual([
      'geklickt',
      'clicked',
    ]);
    expect(portWord(waitUntil, 'timeout', 'de')).toBe('Frist abgelaufen');
  });

  it('say what is waited for where the key says nothing', () => {
    expect(portWord(waitUntil, 'event_2', 'en')).toBe('develop / sales-ready');
    expect(portWord(waitUntil, 'event_3', 'de')).toBe('Webinar-Anmeldung');
    expect(portWord(waitUntil, 'event_4', 'en')).toBe('anything');
  });

  it('say what is waited for when a click was turned into something else and the key stayed', () => {
    const config = { events: [{ key: 'clicked', kind: 'stage', stages: ['sales_ready'] }], timeout: null };
    expect(portWord({ kind: 'wait_until', config }, 'clicked', 'en')).toBe('sales-ready');
  });

  it('are the key where nothing else is known', () => {
    expect(portWord({ kind: 'wait_until', config: {} }, 'event_9', 'de')).toBe('event_9');
  });
});

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
