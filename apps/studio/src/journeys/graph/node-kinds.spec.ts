import { NODE_KINDS } from '@ripen/journey';
import { freshNode, kindOf, portKeys } from './node-kinds';

describe('the kinds of nodes on the canvas', () => {
  it.each(NODE_KINDS)('%s begins with a configuration that its own schema accepts', (kind) => {
    expect(kindOf(kind).bind(freshNode(kind, 'n').config).ok).toBe(true);
  });

  it('gives every new node a configuration of its own', () => {
    expect(freshNode('branch', 'a').config).not.toBe(freshNode('branch', 'b').config);
  });

  it('keeps the ways out of a node while somebody types into it', () => {
    const halfTyped = {
      events: [
        { key: 'first', kind: 'touchpoint', type: '' },
        { key: 'second', kind: 'confirmed' },
      ],
      timeout: { amount: 0, unit: 'days' },
    };
    expect(kindOf('wait_until').bind(halfTyped).ok).toBe(false);
    expect(portKeys({ kind: 'wait_until', config: halfTyped })).toEqual(['first', 'second', 'timeout']);
    const noRule = { paths: [{ key: 'a', name: 'A', when: { rule: 'field', field: 'nothing' } }] };
    expect(portKeys({ kind: 'branch', config: noRule })).toEqual(['a', 'else']);
  });

  it('falls back to the ways of a new node where nothing can be read', () => {
    expect(portKeys({ kind: 'wait', config: { amount: 'soon' } })).toEqual(['next']);
  });
});
