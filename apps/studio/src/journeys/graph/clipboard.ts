import { graphSchema, type JourneyGraph } from '@ripen/journey';
import { edgeId, type Point } from './graph-edits';

/** Marks our own text on the clipboard, so that other text is never mistaken for nodes. */
const MARK = 'ripen/journey-nodes';

/** The chosen nodes and the paths between them. */
export function cut(graph: JourneyGraph, ids: readonly string[]): JourneyGraph {
  const chosen = new Set(ids);
  return {
    schema: graph.schema,
    nodes: graph.nodes.filter((node) => chosen.has(node.id)),
    edges: graph.edges.filter((edge) => chosen.has(edge.from) && chosen.has(edge.to)),
  };
}

export function toClipboardText(part: JourneyGraph): string {
  return JSON.stringify({ mark: MARK, part });
}

/** Nodes from clipboard text; null when the text is something else. */
export function fromClipboardText(text: string): JourneyGraph | null {
  if (!text.includes(MARK)) return null;
  try {
    const { part } = JSON.parse(text) as { part?: unknown };
    const parsed = graphSchema.safeParse(part);
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Adds a part under new ids, moved by `offset`. Returns the ids that the new nodes have. */
export function paste(
  graph: JourneyGraph,
  part: JourneyGraph,
  { offset, newId }: { offset: Point; newId: () => string },
): { graph: JourneyGraph; ids: readonly string[] } {
  const renamed = new Map(part.nodes.map((node) => [node.id, newId()]));
  const nodes = part.nodes.map((node) => ({
    ...node,
    id: renamed.get(node.id) ?? node.id,
    position: { x: Math.round(node.position.x + offset.x), y: Math.round(node.position.y + offset.y) },
  }));
  const edges = part.edges.flatMap((edge) => {
    const from = renamed.get(edge.from);
    const to = renamed.get(edge.to);
    return from && to ? [{ id: edgeId({ from, port: edge.port }), from, port: edge.port, to }] : [];
  });
  return {
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] },
    ids: nodes.map((node) => node.id),
  };
}
