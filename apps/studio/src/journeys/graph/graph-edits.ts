import type { JourneyEdge, JourneyGraph, JourneyNode } from '@ripen/journey';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a path leaves a node. */
export interface PortRef {
  readonly from: string;
  readonly port: string;
}

/** The vertical distance between a node and the one that follows it, in canvas pixels. */
export const ROW_GAP = 220;
const COLUMN_GAP = 300;

export const edgeId = ({ from, port }: PortRef): string => `${from}:${port}`;

export function findNode(graph: JourneyGraph, id: string): JourneyNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

export function addNode(graph: JourneyGraph, node: JourneyNode): JourneyGraph {
  return { ...graph, nodes: [...graph.nodes, node] };
}

/**
 * Draws a path. A port has at most one, so a path that left it before is replaced. Nothing leads into a trigger and no node leads to itself:
 * such a wish, or one to a node that is gone, returns the graph as it was.
 */
export function connect(graph: JourneyGraph, { from, port }: PortRef, to: string): JourneyGraph {
  const target = findNode(graph, to);
  if (!target || target.kind === 'trigger' || from === to || !findNode(graph, from)) return graph;
  const already = graph.edges.find((edge) => edge.from === from && edge.port === port);
  if (already?.to === to) return graph;
  const edge: JourneyEdge = { id: edgeId({ from, port }), from, port, to };
  return { ...graph, edges: [...graph.edges.filter((other) => other !== already), edge] };
}

export function removeEdges(graph: JourneyGraph, ids: readonly string[]): JourneyGraph {
  const gone = new Set(ids);
  return { ...graph, edges: graph.edges.filter((edge) => !gone.has(edge.id)) };
}

/**
 * Takes nodes out and closes the gap: paths into a removed node go on to where it led, as long as that is one single place. Otherwise they end.
 */
export function removeNodes(graph: JourneyGraph, ids: readonly string[]): JourneyGraph {
  return ids.reduce(removeNode, graph);
}

function removeNode(graph: JourneyGraph, id: string): JourneyGraph {
  const nodes = graph.nodes.filter((node) => node.id !== id);
  const followers = new Set(graph.edges.filter((edge) => edge.from === id && edge.to !== id).map((edge) => edge.to));
  const [only] = followers;
  const next = followers.size === 1 ? only : undefined;
  const edges = graph.edges.flatMap((edge) => {
    if (edge.from === id) return [];
    if (edge.to !== id) return [edge];
    return next === undefined || next === edge.from ? [] : [{ ...edge, to: next }];
  });
  return { ...graph, nodes, edges };
}

export function moveNodes(graph: JourneyGraph, positions: ReadonlyMap<string, Point>): JourneyGraph {
  if (positions.size === 0) return graph;
  const nodes = graph.nodes.map((node) => {
    const position = positions.get(node.id);
    return position ? { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } } : node;
  });
  return { ...graph, nodes };
}

export function renameNode(graph: JourneyGraph, id: string, name: string): JourneyGraph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, name } : node)) };
}

/** Sets a node's configuration. Paths that left by a port which it no longer has are removed with it. */
export function configureNode(
  graph: JourneyGraph,
  id: string,
  { config, ports }: { config: Record<string, unknown>; ports: readonly string[] },
): JourneyGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (node.id === id ? { ...node, config } : node)),
    edges: graph.edges.filter((edge) => edge.from !== id || ports.includes(edge.port)),
  };
}

/**
 * Puts a node into a path: what came before leads to it, and by `port` it leads to what came after. A node without a port (an exit) ends
 * the path there. Where there is no room, all that follows moves down by one row.
 */
export function insertOnEdge(
  graph: JourneyGraph,
  id: string,
  { node, port }: { node: JourneyNode; port: string | null },
): JourneyGraph {
  const edge = graph.edges.find((candidate) => candidate.id === id);
  const before = edge && findNode(graph, edge.from);
  const after = edge && findNode(graph, edge.to);
  if (!edge || !before || !after) return graph;
  const room = after.position.y - before.position.y >= 2 * ROW_GAP;
  const shifted =
    room || after.position.y <= before.position.y ? graph : shiftDown(graph, { from: after, keep: before.id });
  const placed = { ...node, position: between(before.position, after.position, room) };
  const edges = shifted.edges.map((other) => (other.id === id ? { ...other, to: node.id } : other));
  const onward = port === null ? [] : [{ id: edgeId({ from: node.id, port }), from: node.id, port, to: after.id }];
  return { ...shifted, nodes: [...shifted.nodes, placed], edges: [...edges, ...onward] };
}

function between(before: Point, after: Point, room: boolean): Point {
  if (room) return { x: Math.round((before.x + after.x) / 2), y: Math.round((before.y + after.y) / 2) };
  return after.y > before.y ? { x: after.x, y: after.y } : { x: before.x + COLUMN_GAP / 2, y: before.y + ROW_GAP };
}

/** Moves a node and everything below it on its paths down by one row; a loop back to `keep` stops there. */
function shiftDown(graph: JourneyGraph, { from, keep }: { from: JourneyNode; keep: string }): JourneyGraph {
  const below = reachable(graph, from.id, keep);
  const nodes = graph.nodes.map((node) =>
    below.has(node.id) && node.position.y >= from.position.y
      ? { ...node, position: { x: node.position.x, y: node.position.y + ROW_GAP } }
      : node,
  );
  return { ...graph, nodes };
}

function reachable(graph: JourneyGraph, start: string, stop: string): ReadonlySet<string> {
  const followers = Map.groupBy(graph.edges, (edge) => edge.from);
  const seen = new Set([start]);
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const { to } of followers.get(id) ?? []) {
      if (to === stop || seen.has(to)) continue;
      seen.add(to);
      queue.push(to);
    }
  }
  return seen;
}

/** Hangs a node under an open port; `column` says how far right of the middle the port sits (0 is the middle). */
export function insertAtPort(
  graph: JourneyGraph,
  ref: PortRef,
  { node, column }: { node: JourneyNode; column: number },
): JourneyGraph {
  const before = findNode(graph, ref.from);
  if (!before) return graph;
  const wish = { x: before.position.x + Math.round(column * COLUMN_GAP), y: before.position.y + ROW_GAP };
  const placed = { ...node, position: freeSpot(graph, wish) };
  return connect(addNode(graph, placed), ref, node.id);
}

/** The wished place, or the next one to its right where no card lies already. */
export function freeSpot(graph: JourneyGraph, wish: Point): Point {
  const taken = (point: Point): boolean =>
    graph.nodes.some(
      ({ position }) =>
        Math.abs(position.x - point.x) < COLUMN_GAP - 40 && Math.abs(position.y - point.y) < ROW_GAP - 60,
    );
  let spot = wish;
  while (taken(spot)) spot = { x: spot.x + COLUMN_GAP, y: spot.y };
  return spot;
}
