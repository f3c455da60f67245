import fc from 'fast-check';
import { cut, fromClipboardText, paste, toClipboardText } from './clipboard';
import { aLine, anyGraph } from './sample-graph';

function counter(): () => string {
  let next = 0;
  return () => `new${next++}`;
}

describe('copy and paste', () => {
  it('takes the chosen nodes and the paths between them', () => {
    const part = cut(aLine('t', 'a', 'b', 'c'), ['a', 'b']);
    expect(part.nodes.map((node) => node.id)).toEqual(['a', 'b']);
    expect(part.edges.map((edge) => edge.id)).toEqual(['a:next']);
  });

  it('pastes under new ids and a little aside, and says which', () => {
    const graph = aLine('t', 'a', 'b');
    const pasted = paste(graph, cut(graph, ['a', 'b']), { offset: { x: 40, y: 40 }, newId: counter() });
    expect(pasted.ids).toEqual(['new0', 'new1']);
    expect(pasted.graph.nodes.at(-1)?.position).toEqual({ x: 40, y: 420 });
    expect(pasted.graph.edges.at(-1)).toEqual({ id: 'new0:next', from: 'new0', port: 'next', to: 'new1' });
  });

  it('survives the clipboard without loss', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        expect(fromClipboardText(toClipboardText(graph))).toEqual(graph);
      }),
    );
  });

  it('changes nothing that was there before', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const pasted = paste(graph, graph, { offset: { x: 1, y: 1 }, newId: counter() }).graph;
        expect(pasted.nodes.slice(0, graph.nodes.length)).toEqual(graph.nodes);
        expect(pasted.edges.slice(0, graph.edges.length)).toEqual(graph.edges);
        expect(pasted.edges).toHaveLength(2 * graph.edges.length);
      }),
    );
  });

  it('mistakes no other text for nodes', () => {
    expect(fromClipboardText('Sehr geehrte Damen und Herren')).toBeNull();
    expect(fromClipboardText('ripen/journey-nodes {')).toBeNull();
    expect(fromClipboardText('{"mark":"ripen/journey-nodes","part":{"nodes":7}}')).toBeNull();
  });
});
