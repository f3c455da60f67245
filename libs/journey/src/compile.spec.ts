import { compile, sendEmailConfig } from './compile';
import { aGraph, aNode, BY_HAND, FULL_MAIL } from './lead.fixture';

const REST = { amount: 1, unit: 'hours' };
const graph = aGraph(
  [
    aNode('start', 'trigger', { on: 'by_hand', only: { rule: 'touchpoint', type: 'page_visited', atLeast: 1 } }),
    aNode('fork', 'branch', {
      paths: [{ key: 'a', when: { rule: 'touchpoint', type: 'webinar_registered', atLeast: 1 } }],
    }),
    aNode('mail', 'send_email', FULL_MAIL),
    aNode('first', 'wait', REST),
    aNode('second', 'wait', REST),
    aNode('until', 'wait_until', {
      events: [{ key: 'c', kind: 'touchpoint', type: 'email_link_clicked' }],
      timeout: REST,
    }),
    aNode('end', 'exit'),
  ],
  [
    'start:next>first',
    'first:next>fork',
    'fork:a>mail',
    'fork:else>second',
    'mail:sent>until',
    'mail:failed>end',
    'second:next>until',
    'until:c>end',
    'until:timeout>end',
  ],
);

describe('a compiled journey', () => {
  const compiled = compile(graph);

  it('knows at which waits a mail may follow before the next wait', () => {
    expect(['start', 'first', 'second', 'mail', 'until'].map((id) => compiled.mayActAfter(id))).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  it('knows what a decision must load: by node, for the triggers, and in all', () => {
    expect(compiled.needsFrom('start').touchpointTypes).toEqual(['page_visited']);
    expect(compiled.needsFrom('first').touchpointTypes).toEqual(['webinar_registered']);
    expect(compiled.needsFrom('mail').touchpointTypes).toEqual(['email_link_clicked']);
    expect(compiled.needsFrom('second').touchpointTypes).toEqual(['email_link_clicked']);
    expect(compiled.triggerNeeds).toMatchObject({ touchpoints: true, touchpointTypes: ['page_visited'] });
    expect(compiled.needs.touchpointTypes).toEqual(['email_link_clicked', 'page_visited', 'webinar_registered']);
  });

  it('hands out triggers and mails by node', () => {
    expect(compiled.triggers).toEqual([{ nodeId: 'start', config: expect.objectContaining({ on: 'by_hand' }) }]);
    expect(sendEmailConfig(compiled, 'mail')).toMatchObject({ to: 'lead', purpose: 'marketing', onUnknown: 'go_on' });
    expect(sendEmailConfig(compiled, 'end')).toBeNull();
  });

  it('keeps what it cannot read, for the decision to name it', () => {
    const broken = compile(aGraph([BY_HAND, aNode('mail', 'send_email', { to: 'everybody' })], ['start:next>mail']));
    expect(broken.nodes.get('mail')?.bound).toBeNull();
    expect(sendEmailConfig(broken, 'mail')).toBeNull();
  });
});
