import { graphSchema, type JourneyGraph } from '@ripen/journey';
import fc from 'fast-check';
import {
  addNode,
  configureNode,
  connect,
  insertAtPort,
  insertOnEdge,
  moveNodes,
  removeEdges,
  removeNodes,
  ROW_GAP,
} from './graph-edits';
import { aLine, anyGraph, aNode } from './sample-graph';

const paths = (graph: JourneyGraph): string[] =>
  graph.edges.map((edge) => `${edge.from}:${edge.port}>${edge.to}`).sort();
const place = (graph: JourneyGraph, id: string) => graph.nodes.find((node) => node.id === id)?.position;

describe('connecting', () => {
  it('draws a path from a port', () => {
    const graph = connect(addNode(aLine('t'), aNode('a')), { from: 't', port: 'next' }, 'a');
    expect(paths(graph)).toEqual(['t:next>a']);
  });

  it('replaces the path that left the port before', () => {
    const graph = connect(addNode(aLine('t', 'a'), aNode('b')), { from: 't', port: 'next' }, 'b');
    expect(paths(graph)).toEqual(['t:next>b']);
  });

  it('leads neither into a trigger, nor to itself, nor to a node that is gone', () => {
    const graph = aLine('t', 'a');
    expect(connect(graph, { from: 'a', port: 'next' }, 't')).toBe(graph);
    expect(connect(graph, { from: 'a', port: 'next' }, 'a')).toBe(graph);
    expect(connect(graph, { from: 'a', port: 'next' }, 'gone')).toBe(graph);
  });
});

describe('removing', () => {
  it('closes the gap that a node leaves', () => {
    expect(paths(removeNodes(aLine('t', 'a', 'b'), ['a']))).toEqual(['t:next>b']);
  });

  it('closes the gap that several neighbours leave', () => {
    expect(paths(removeNodes(aLine('t', 'a', 'b', 'c'), ['b', 'a']))).toEqual(['t:next>c']);
  });

  it('ends the path where the removed node led to two places', () => {
    const graph = connect(addNode(aLine('t', 'a', 'b'), aNode('c')), { from: 'a', port: 'other' }, 'c');
    expect(paths(removeNodes(graph, ['a']))).toEqual([]);
  });

  it('makes no path from a node to itself when a loop loses its other half', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 'b', port: 'next' }, 'a');
    expect(paths(removeNodes(graph, ['b']))).toEqual(['t:next>a']);
  });

  it('takes single paths out', () => {
    expect(paths(removeEdges(aLine('t', 'a', 'b'), ['t:next']))).toEqual(['a:next>b']);
  });
});

describe('inserting', () => {
  it('puts a node into a path', () => {
    const graph = insertOnEdge(aLine('t', 'a'), 't:next', { node: aNode('n'), port: 'next' });
    expect(paths(graph)).toEqual(['n:next>a', 't:next>n']);
  });

  it('moves what follows down by one row and takes its place', () => {
    const graph = insertOnEdge(aLine('t', 'a', 'b'), 't:next', { node: aNode('n'), port: 'next' });
    expect([place(graph, 'n')?.y, place(graph, 'a')?.y, place(graph, 'b')?.y]).toEqual([
      190,
      190 + ROW_GAP,
      380 + ROW_GAP,
    ]);
  });

  it('moves nothing where there is room', () => {
    const far = moveNodes(aLine('t', 'a'), new Map([['a', { x: 0, y: 600 }]]));
    const graph = insertOnEdge(far, 't:next', { node: aNode('n'), port: 'next' });
    expect([place(graph, 'n')?.y, place(graph, 'a')?.y]).toEqual([300, 600]);
  });

  it('leaves the rest of a loop where it is', () => {
    const loop = connect(aLine('t', 'a', 'b'), { from: 'b', port: 'next' }, 'a');
    const graph = insertOnEdge(loop, 'b:next', { node: aNode('n'), port: 'next' });
    expect([place(graph, 't')?.y, place(graph, 'a')?.y, place(graph, 'b')?.y]).toEqual([0, 190, 380]);
    expect(paths(graph)).toEqual(['a:next>b', 'b:next>n', 'n:next>a', 't:next>a']);
  });

  it('ends the path at a node without a port', () => {
    expect(paths(insertOnEdge(aLine('t', 'a'), 't:next', { node: aNode('x', 'exit'), port: null }))).toEqual([
      't:next>x',
    ]);
  });

  it('hangs a node under an open port, beside cards that lie there already', () => {
    const graph = insertAtPort(aLine('t', 'a'), { from: 't', port: 'other' }, { node: aNode('n'), column: 0 });
    expect(paths(graph)).toEqual(['t:next>a', 't:other>n']);
    expect(place(graph, 'n')).not.toEqual(place(graph, 'a'));
  });
});

describe('configuring', () => {
  it('removes the paths of ports that the node no longer has', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 'a', port: 'other' }, 'b');
    const configured = configureNode(graph, 'a', { config: { days: 3 }, ports: ['other'] });
    expect(paths(configured)).toEqual(['a:other>b', 't:next>a']);
    expect(configured.nodes[1]?.config).toEqual({ days: 3 });
  });
});

describe('every edit', () => {
  it('leaves a graph that the schema accepts, with paths between nodes that exist and one path per port', () => {
    const ids = fc.subarray(['n0', 'n1', 'n2', 'n5']);
    fc.assert(
      fc.property(anyGraph, ids, fc.nat(19), (graph, gone, pick) => {
        const edge = graph.edges[pick];
        const inserted = edge ? insertOnEdge(graph, edge.id, { node: aNode('new'), port: 'next' }) : graph;
        const result = removeNodes(inserted, gone);
        const known = new Set(result.nodes.map((node) => node.id));
        expect(graphSchema.safeParse(result).success).toBe(true);
        expect(result.edges.every(({ from, to }) => known.has(from) && known.has(to) && from !== to)).toBe(true);
        expect(new Set(result.edges.map(({ from, port }) => `${from}:${port}`)).size).toBe(result.edges.length);
        expect(new Set(result.edges.map(({ id }) => id)).size).toBe(result.edges.length);
      }),
    );
  });
});
