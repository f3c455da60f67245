import type { JourneyEdge, JourneyGraph, JourneyNode } from '@ripen/journey';
import type { Edge, Node } from '@xyflow/react';
import type { PathRoute } from '../canvas/routes';
import type { Point } from './graph-edits';

/** The name of the one handle by which paths enter a card. */
export const ENTRY = 'in';

/** `used` are the ports that a path leaves by; `route` is how a path runs between the cards, null while that is not known. */
export type FlowNode = Node<{ node: JourneyNode; used: readonly string[] }, 'card'>;
export type FlowEdge = Edge<{ edge: JourneyEdge; route: PathRoute | null }, 'path'>;

interface View<T> {
  readonly selected: readonly string[];
  /** What the canvas shows now: what did not change keeps its identity. */
  readonly previous: readonly T[];
  /** What a screen reader says. */
  readonly labelOf: (id: string) => string;
}

interface Estimates {
  /** What is assumed of a card before it was drawn; needed only where not all are. */
  readonly estimate?: ((node: JourneyNode) => Partial<FlowNode>) | undefined;
}

/**
 * Cards for the canvas. What did not change keeps its identity (and with it its measured size), so that one edit redraws one card and not a
 * thousand.
 */
export function toFlowNodes(
  graph: JourneyGraph,
  { selected, previous, labelOf, estimate }: View<FlowNode> & Estimates,
): FlowNode[] {
  const before = new Map(previous.map((flow) => [flow.id, flow]));
  const chosen = new Set(selected);
  const edges = Map.groupBy(graph.edges, (edge) => edge.from);
  return graph.nodes.map((node) => {
    const known = before.get(node.id);
    const used = (edges.get(node.id) ?? []).map((edge) => edge.port);
    const isChosen = chosen.has(node.id);
    const sameData = known?.data.node === node && sameItems(known.data.used, used);
    if (known && sameData && isAt(known, node) && Boolean(known.selected) === isChosen) return known;
    const data = sameData ? known.data : { node, used };
    const ariaLabel = sameData ? known.ariaLabel : labelOf(node.id);
    const base = known ?? estimate?.(node);
    return { ...base, id: node.id, type: 'card', position: node.position, selected: isChosen, ariaLabel, data };
  });
}

function isAt(flow: FlowNode, node: JourneyNode): boolean {
  return flow.position.x === node.position.x && flow.position.y === node.position.y;
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

export function toFlowEdges(
  graph: JourneyGraph,
  { selected, previous, labelOf, routes }: View<FlowEdge> & { readonly routes?: ReadonlyMap<string, PathRoute> },
): FlowEdge[] {
  const before = new Map(previous.map((flow) => [flow.id, flow]));
  const chosen = new Set(selected);
  return graph.edges.map((edge) => {
    const known = before.get(edge.id);
    const isChosen = chosen.has(edge.id);
    const found = routes?.get(edge.id) ?? null;
    const shown = known?.data?.route ?? null;
    const route = sameRoute(shown, found) ? shown : found;
    if (known?.data?.edge === edge && shown === route && Boolean(known.selected) === isChosen) return known;
    return {
      id: edge.id,
      type: 'path',
      source: edge.from,
      sourceHandle: edge.port,
      target: edge.to,
      targetHandle: ENTRY,
      selected: isChosen,
      ariaLabel: labelOf(edge.id),
      data: { edge, route },
    };
  });
}

function sameRoute(one: PathRoute | null, other: PathRoute | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    samePoint(one.button, other.button) &&
    one.points.length === other.points.length &&
    one.points.every((point, index) => samePoint(point, other.points[index]))
  );
}

function samePoint(a: Point, b: Point | undefined): boolean {
  return a.x === b?.x && a.y === b.y;
}

/** The way back: the graph that cards and paths stand for. Reads what the canvas shows, not what `data` remembers. */
export function fromFlow(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): JourneyGraph {
  return {
    schema: 1,
    nodes: nodes.map((flow) => ({
      ...flow.data.node,
      id: flow.id,
      position: { x: flow.position.x, y: flow.position.y },
    })),
    edges: edges.map((flow) => ({ id: flow.id, from: flow.source, port: flow.sourceHandle ?? '', to: flow.target })),
  };
}
