import type { NodeCounts } from '@ripen/contracts';
import type { JourneyGraph } from '@ripen/journey';

/** How many people stand at steps that this drawing does not have: those of older versions. */
export function elsewhere({ nodes }: Pick<NodeCounts, 'nodes'>, graph: JourneyGraph): number {
  const drawn = new Set(graph.nodes.map((node) => node.id));
  return Object.entries(nodes).reduce((sum, [id, { here }]) => (drawn.has(id) ? sum : sum + here), 0);
}
