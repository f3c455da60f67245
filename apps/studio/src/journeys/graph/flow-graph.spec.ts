import fc from 'fast-check';
import { fromFlow, toFlowEdges, toFlowNodes } from './flow-graph';
import { renameNode } from './graph-edits';
import { aLine, anyGraph } from './sample-graph';

const view = { selected: [], previous: [], labelOf: (id: string) => id };

describe('cards and paths on the canvas', () => {
  it('stand for exactly the graph that they were made from', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(fromFlow(toFlowNodes(graph, view), toFlowEdges(graph, view))).toEqual(graph);
      }),
    );
  });

  it('still do when an older drawing is reused', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (older, newer) => {
        const nodes = toFlowNodes(newer, { ...view, previous: toFlowNodes(older, view) });
        const edges = toFlowEdges(newer, { ...view, previous: toFlowEdges(older, view) });
        expect(fromFlow(nodes, edges)).toEqual(newer);
      }),
    );
  });

  it('keep their identity when something else changes', () => {
    const graph = aLine('t', 'a', 'b');
    const before = toFlowNodes(graph, view);
    const after = toFlowNodes(renameNode(graph, 'a', 'Leitfaden'), { ...view, previous: before });
    expect(after.map((flow, index) => flow === before[index])).toEqual([true, false, true]);
  });

  it('show what is selected', () => {
    const graph = aLine('t', 'a');
    expect(toFlowNodes(graph, { ...view, selected: ['a'] }).map((flow) => flow.selected)).toEqual([false, true]);
    expect(toFlowEdges(graph, { ...view, selected: ['t:next'] }).map((flow) => flow.selected)).toEqual([true]);
  });
});
