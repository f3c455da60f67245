import { decideOn, EXIT } from '../decision.fixture';
import { aGraph, aNode, BY_HAND, someFacts } from '../lead.fixture';

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
