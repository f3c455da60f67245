import type { JourneyGraph, JourneyNode, NodeKindName } from '@ripen/journey';
import { cut, fromClipboardText, paste, toClipboardText } from '../graph/clipboard';
import {
  addNode,
  connect,
  findNode,
  freeSpot,
  insertAtPort,
  insertOnEdge,
  moveNodes,
  type Point,
  removeEdges,
  removeNodes,
} from '../graph/graph-edits';
import { freshNode, portKeys } from '../graph/node-kinds';
import type { Insertion } from './canvas-ui.store';
import type { EditorStore } from './editor.store';

const PASTE_OFFSET = { x: 48, y: 48 };

/** What buttons, menus, keys and the palette do to the open drawing: each is one step of undo. */
export class EditorActions {
  constructor(
    private readonly store: EditorStore,
    private readonly newId: () => string,
  ) {}

  private get graph(): JourneyGraph {
    return this.store.getState().graph;
  }

  /** Puts a new node into a path, under a port or, with `drop`, at a place under that port. It is selected afterwards. */
  insert(kind: NodeKindName, into: Insertion['into']): string {
    const node = freshNode(kind, this.newId());
    if (into.place === 'edge')
      this.edit(node, (graph) => insertOnEdge(graph, into.edgeId, { node, port: portKeys(node)[0] ?? null }));
    else if (into.drop)
      this.edit(node, (graph) =>
        connect(addNode(graph, { ...node, position: into.drop ?? node.position }), into.ref, node.id),
      );
    else this.edit(node, (graph) => insertAtPort(graph, into.ref, { node, column: portColumn(graph, into.ref) }));
    return node.id;
  }

  /** Puts a new node at a place of the canvas, without a path. */
  place(kind: NodeKindName, position: Point): string {
    const node = freshNode(kind, this.newId());
    this.edit(node, (graph) => addNode(graph, { ...node, position: roundPoint(position) }));
    return node.id;
  }

  /** A click on the palette: into the selected path, after the selected node where it has an open port, else near `middle`. */
  add(kind: NodeKindName, middle: Point): string {
    const { selection } = this.store.getState();
    const [edgeId] = selection.edges;
    const [nodeId] = selection.nodes;
    if (kind !== 'trigger' && kind !== 'exit' && edgeId !== undefined && selection.nodes.length === 0)
      return this.insert(kind, { place: 'edge', edgeId });
    const before = nodeId === undefined ? undefined : findNode(this.graph, nodeId);
    const open =
      before &&
      portKeys(before).find((port) => !this.graph.edges.some((edge) => edge.from === before.id && edge.port === port));
    if (kind !== 'trigger' && before && open !== undefined) {
      return this.insert(kind, { place: 'port', ref: { from: before.id, port: open }, drop: null });
    }
    return this.place(kind, freeSpot(this.graph, middle));
  }

  removeSelected(): void {
    const { selection } = this.store.getState();
    if (selection.nodes.length + selection.edges.length === 0) return;
    this.store.getState().edit((graph) => removeNodes(removeEdges(graph, selection.edges), selection.nodes), {
      select: { nodes: [], edges: [] },
    });
  }

  /** The selected nodes as clipboard text; null when none is selected. */
  copied(): string | null {
    const { selection } = this.store.getState();
    return selection.nodes.length === 0 ? null : toClipboardText(cut(this.graph, selection.nodes));
  }

  /** False when the text holds no nodes. */
  pasted(text: string): boolean {
    const part = fromClipboardText(text);
    if (!part || part.nodes.length === 0) return false;
    this.pastePart(part);
    return true;
  }

  duplicate(): void {
    const { selection } = this.store.getState();
    if (selection.nodes.length > 0) this.pastePart(cut(this.graph, selection.nodes));
  }

  selectAll(): void {
    this.store.getState().select({ nodes: this.graph.nodes.map((node) => node.id), edges: [] });
  }

  /** Takes a layout; the nodes are put in reading order too, which is the order that Tab goes through them. */
  arrange(positions: ReadonlyMap<string, Point>): void {
    this.store.getState().edit((graph) => {
      const moved = moveNodes(graph, positions);
      return {
        ...moved,
        nodes: moved.nodes.toSorted((a, b) => a.position.y - b.position.y || a.position.x - b.position.x),
      };
    });
  }

  private pastePart(part: JourneyGraph): void {
    const taken = part.nodes.some((node) => this.graph.nodes.some((other) => samePoint(other.position, node.position)));
    const result = paste(this.graph, part, {
      offset: taken ? this.freeOffset(part) : { x: 0, y: 0 },
      newId: this.newId,
    });
    this.store.getState().edit(() => result.graph, { select: { nodes: result.ids, edges: [] } });
  }

  /** Pasting twice must not lay one card exactly upon another. */
  private freeOffset(part: JourneyGraph): Point {
    for (let times = 1; ; times++) {
      const offset = { x: PASTE_OFFSET.x * times, y: PASTE_OFFSET.y * times };
      const hits = part.nodes.some((node) =>
        this.graph.nodes.some((other) =>
          samePoint(other.position, { x: node.position.x + offset.x, y: node.position.y + offset.y }),
        ),
      );
      if (!hits) return offset;
    }
  }

  private edit(node: JourneyNode, change: (graph: JourneyGraph) => JourneyGraph): void {
    this.store.getState().edit(change, { select: { nodes: [node.id], edges: [] } });
  }
}

function samePoint(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

function roundPoint({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

/** How many columns a port stands left or right of the middle of its card. */
function portColumn(graph: JourneyGraph, { from, port }: { from: string; port: string }): number {
  const node = findNode(graph, from);
  const ports = node ? portKeys(node) : [];
  return ports.length < 2 ? 0 : ports.indexOf(port) - (ports.length - 1) / 2;
}

/** Where the keyboard goes from a node along the paths: on, back, or to the next node beside it under the same one. */
export function neighbour(graph: JourneyGraph, id: string, way: 'down' | 'up' | 'left' | 'right'): string | null {
  const parents = graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  if (way === 'up') return parents[0] ?? null;
  if (way === 'down') return followersByPort(graph, id)[0] ?? null;
  const [parent] = parents;
  const row =
    parent === undefined
      ? graph.nodes.filter((node) => node.kind === 'trigger').map((node) => node.id)
      : followersByPort(graph, parent);
  const index = row.indexOf(id) + (way === 'right' ? 1 : -1);
  return row[index] ?? null;
}

function followersByPort(graph: JourneyGraph, id: string): readonly string[] {
  const node = findNode(graph, id);
  if (!node) return [];
  return portKeys(node).flatMap((port) =>
    graph.edges.filter((edge) => edge.from === id && edge.port === port).map((edge) => edge.to),
  );
}
