import { decideOn, EXIT } from '../decision.fixture';
import { describeTrace } from '../words/describe-trace';
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

  it.each([
    ['asks for a cell', { rule: 'field', field: 'score.cell', operator: 'is', value: 'A1' }],
    ['asks for the absence of one', { rule: 'field', field: 'score.cell', operator: 'is_not', value: 'A1' }],
    ['asks whether there is any', { rule: 'field', field: 'score.grade', operator: 'is_empty' }],
    [
      'hides the score in a larger rule',
      {
        rule: 'any',
        of: [
          { rule: 'field', field: 'lead.position', operator: 'contains', value: 'leiter' },
          { rule: 'not', of: { rule: 'field', field: 'score.points', operator: 'at_least', value: 1 } },
        ],
      },
    ],
  ])('takes who objects to profiling as everybody else where a path %s, and says so', (_, when) => {
    const fork = aNode('fork', 'branch', { paths: [{ key: 'scored', name: '', when }] });
    const judged = aGraph([BY_HAND, fork, EXIT], ['start:next>fork', 'fork:scored>end', 'fork:else>end']);
    const facts = someFacts({ lead: { ...someFacts().lead, doNotProfile: true } });
    const [, passed] = decideOn(judged, { facts }).trace;
    expect(passed).toMatchObject({ port: 'else', why: { paths: [{ path: 'scored', because: 'not_profiled' }] } });
    expect(describeTrace(passed!, 'en', { nodes: { fork: 'Fork' }, teams: {}, offers: {}, zone: 'UTC' })).toContain(
      'is not profiled',
    );
  });
});
