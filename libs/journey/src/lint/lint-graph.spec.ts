import type { JourneyGraph } from '../graph';
import { offerDelivery } from '../examples/offer-delivery';
import { reifung } from '../examples/reifung';
import { ruecklaeufer } from '../examples/ruecklaeufer';
import { aGraph, aNode, BY_HAND, FULL_MAIL } from '../lead.fixture';
import { lintGraph } from './lint-graph';
import { PROBLEM_TEXTS } from './problem-texts';
import { problemWords } from './problem-words';

const END = aNode('end', 'exit');
const told = (graph: JourneyGraph, context = {}): string[] =>
  lintGraph(graph, context).map(({ severity, code, nodeId, field }) =>
    [severity, code, nodeId ?? '-', field ?? '-'].join(' '),
  );

describe('the lint of a graph', () => {
  it('is silent about a graph that is fine', () => {
    expect(told(aGraph([BY_HAND, END], ['start:next>end']))).toEqual([]);
  });

  it('asks for a trigger', () => {
    expect(told(aGraph([END], []))).toEqual(['error no_trigger - -']);
  });

  it('names nodes that nobody can reach', () => {
    expect(told(aGraph([BY_HAND, END, aNode('lonely', 'exit')], ['start:next>end']))).toEqual([
      'warning unreachable lonely -',
    ]);
  });

  it('wants needed ports connected and only mentions the others', () => {
    const graph = aGraph([BY_HAND, aNode('mail', 'send_email', FULL_MAIL)], ['start:next>mail']);
    expect(told(graph)).toEqual(['error port_unconnected mail -', 'warning port_open mail -']);
  });

  it('refuses two paths out of one port, and paths from or to what does not exist', () => {
    const graph = aGraph(
      [BY_HAND, END],
      ['start:next>end', 'start:next>start', 'start:next>gone', 'gone:next>end', 'start:yes>end'],
    );
    expect(told(graph)).toEqual([
      'error loop_without_wait start -',
      'error port_twice start -',
      'error into_trigger start -',
      'error edge_to_missing_node start -',
      'error edge_from_missing_node - -',
      'error edge_from_missing_port start -',
    ]);
  });

  it('refuses a path that goes on after an exit', () => {
    expect(told(aGraph([BY_HAND, END, aNode('dead', 'exit')], ['start:next>end', 'end:next>dead']))).toEqual([
      'error after_exit end -',
    ]);
  });

  it('names the setting that cannot be read', () => {
    expect(told(aGraph([BY_HAND, aNode('w', 'wait', { amount: 0, unit: 'days' })], ['start:next>w']))).toEqual([
      'error config_invalid w amount',
    ]);
  });

  it('refuses a loop that does not wait, once, and takes one that does', () => {
    const fork = aNode('fork', 'branch', {
      paths: [{ key: 'on', when: { rule: 'field', field: 'score.stage', operator: 'is', value: 'park' } }],
    });
    const spinning = aGraph(
      [BY_HAND, fork, aNode('mail', 'send_email', FULL_MAIL), END],
      ['start:next>fork', 'fork:on>mail', 'mail:sent>fork', 'mail:failed>end', 'fork:else>end'],
    );
    expect(told(spinning)).toEqual(['error loop_without_wait fork -']);
    const rest = aNode('rest', 'wait', { amount: 1, unit: 'days' });
    const resting = aGraph(
      [BY_HAND, fork, rest, END],
      ['start:next>fork', 'fork:on>rest', 'rest:next>fork', 'fork:else>end'],
    );
    expect(told(resting)).toEqual([]);
  });

  it('takes a loop through a time-out, but not one that an old event keeps open', () => {
    const until = (port: string): JourneyGraph =>
      aGraph(
        [
          BY_HAND,
          aNode('until', 'wait_until', {
            events: [{ key: 'ripe', kind: 'stage', stages: ['sales_ready'] }],
            timeout: { amount: 1, unit: 'hours' },
          }),
          END,
        ],
        ['start:next>until', `until:${port}>until`, `until:${port === 'ripe' ? 'timeout' : 'ripe'}>end`],
      );
    expect(told(until('timeout'))).toEqual([]);
    expect(told(until('ripe'))).toEqual(['error loop_without_wait until -']);
  });

  it('wants a team behind every handover, and one that exists', () => {
    const graph = (teamId: string | null): JourneyGraph =>
      aGraph([BY_HAND, aNode('sales', 'hand_off', { teamId })], ['start:next>sales']);
    expect(told(graph(null))[0]).toBe('error hand_off_without_team sales teamId');
    expect(told(graph('old'), { teams: ['new'] })[0]).toBe('error unknown_team sales teamId');
    expect(told(graph('new'), { teams: ['new'] }).every((line) => line.startsWith('warning port_open'))).toBe(true);
  });

  it('wants every mail in both languages, and no advertising to an unconfirmed address', () => {
    const content = { de: { subject: 'Hallo', body: 'Text' }, en: { subject: ' ', body: '' } };
    const graph = aGraph(
      [BY_HAND, aNode('mail', 'send_email', { content, to: 'submission' }), END],
      ['start:next>mail', 'mail:sent>end', 'mail:failed>end'],
    );
    expect(told(graph)).toEqual([
      'error empty_subject mail content.en.subject',
      'error empty_body mail content.en.body',
      'error marketing_to_submission mail purpose',
    ]);
  });

  it('refuses waits for nothing and doubled or reserved ways', () => {
    const empty = aGraph([BY_HAND, aNode('until', 'wait_until', { events: [] })], ['start:next>until']);
    expect(told(empty)).toEqual(['error wait_without_event until events']);
    const events = ['a', 'a', 'timeout'].map((key) => ({ key, kind: 'touchpoint', type: 'x' }));
    const doubled = aGraph(
      [BY_HAND, aNode('until', 'wait_until', { events }), END],
      ['start:next>until', 'until:a>end', 'until:timeout>end'],
    );
    expect(told(doubled)).toEqual([
      'error duplicate_port until events.1.key',
      'error reserved_port until events.2.key',
      'warning wait_without_end until timeout',
    ]);
  });

  it('hands on what is wrong with a rule', () => {
    const paths = [{ key: 'on', when: { rule: 'all', of: [] } }];
    const graph = aGraph(
      [BY_HAND, aNode('fork', 'branch', { paths }), END],
      ['start:next>fork', 'fork:on>end', 'fork:else>end'],
    );
    expect(told(graph)).toEqual(['error rule_problem fork paths.0.when']);
    expect(lintGraph(graph).map((problem) => problemWords(problem, 'de'))).toEqual([
      'Die Bedingung ist nicht vollständig. Fügen Sie dieser Gruppe eine Bedingung hinzu oder löschen Sie sie.',
    ]);
  });

  it.each([
    ['Reifung', reifung({ teamId: 'team', language: 'de', guideUrl: 'https://example.com/' })],
    ['Rückläufer', ruecklaeufer({ teamId: 'team', language: 'en', newsUrl: 'https://example.com/' })],
    ['the offer delivery', offerDelivery({ language: 'de' })],
  ])('has nothing to say about %s', (_, graph) => {
    expect(told(graph)).toEqual([]);
  });
});

describe('the sentence of a problem', () => {
  it('fills in the way out and the language', () => {
    expect(problemWords({ code: 'port_unconnected', data: { port: 'timeout' } }, 'de')).toContain('„Frist abgelaufen“');
    expect(problemWords({ code: 'empty_body', data: { language: 'en' } }, 'de')).toContain('(Englisch)');
    expect(problemWords({ code: 'empty_body', data: { language: 'de' } }, 'en')).toContain('(German)');
  });

  it('says in both languages what to do, and leaves no gap', () => {
    for (const code of Object.keys(PROBLEM_TEXTS) as (keyof typeof PROBLEM_TEXTS)[]) {
      for (const language of ['de', 'en'] as const) {
        const sentence = problemWords({ code, data: { port: 'x', language, rule: { code: 'empty_group' } } }, language);
        expect(sentence.split('. ').length).toBeGreaterThanOrEqual(2);
        expect(sentence).not.toMatch(/[{}]/);
      }
    }
  });
});
