import type { JourneyGraph, JourneyNode, NodeKindName } from '@ripen/journey';
import fc from 'fast-check';
import { connect, edgeId } from './graph-edits';

/** Builders for the specs of this folder. */
export function aNode(id: string, kind: NodeKindName = 'wait', position = { x: 0, y: 0 }): JourneyNode {
  return { id, kind, name: '', position, config: {} };
}

/** Nodes in a row, one below the other, each leading to the next by its port `next`. The first is a trigger. */
export function aLine(...ids: readonly string[]): JourneyGraph {
  const nodes = ids.map((id, index) => aNode(id, index === 0 ? 'trigger' : 'wait', { x: 0, y: index * 190 }));
  const edges = ids.slice(1).map((to, index) => {
    const from = ids[index] ?? '';
    return { id: edgeId({ from, port: 'next' }), from, port: 'next', to };
  });
  return { schema: 1, nodes, edges };
}

/** Any drawing: up to twelve nodes anywhere, any allowed paths between them. */
export const anyGraph: fc.Arbitrary<JourneyGraph> = fc
  .array(
    fc.record({
      kind: fc.constantFrom<NodeKindName>('trigger', 'wait', 'branch', 'exit'),
      x: fc.integer({ min: -3000, max: 3000 }),
      y: fc.integer({ min: -3000, max: 3000 }),
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .chain((specs) => {
    const nodes = specs.map(({ kind, x, y }, index) => ({
      ...aNode(`n${index}`, kind, { x, y }),
      name: `node ${index}`,
    }));
    const index = fc.integer({ min: 0, max: nodes.length - 1 });
    return fc
      .array(fc.record({ from: index, port: fc.constantFrom('next', 'yes', 'no'), to: index }), { maxLength: 20 })
      .map((wishes) =>
        wishes.reduce<JourneyGraph>(
          (graph, wish) => connect(graph, { from: `n${wish.from}`, port: wish.port }, `n${wish.to}`),
          {
            schema: 1,
            nodes,
            edges: [],
          },
        ),
      );
  });
