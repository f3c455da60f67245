import type { EdgeChange } from '@xyflow/react';
import type { JourneyGraph, JourneyNode } from '@ripen/journey';
import { useCallback, useMemo, useState } from 'react';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import { type FlowEdge, toFlowEdges } from '../graph/flow-graph';
import { findNode } from '../graph/graph-edits';
import { portKeys } from '../graph/node-kinds';
import { type KindWords, useKindWords } from '../graph/use-kind-words';
import { chosenAfter } from './chosen-after';
import { CARD_HEIGHT, cardWidth, portShare } from './geometry';
import type { Rect } from './path-shape';
import { type PathRoute, routes } from './routes';

/** The paths as the canvas takes them, each led clear of the cards; `heights` are those of the cards that were measured. */
export function useFlowEdges(heights: ReadonlyMap<string, number>) {
  const { editor } = useEditorHandle();
  const graph = useEditor((state) => state.graph);
  const selected = useEditor((state) => state.selection.edges);
  const words = useKindWords();
  const paths = useRoutes(graph, heights);
  const [keepEdges] = useState(edgeKeeper);
  const edges = useMemo(
    () => keepEdges(graph, { selected, labelOf: (id) => labelOf(words, id, graph), routes: paths }),
    [keepEdges, graph, selected, words, paths],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const { selection, select } = editor.getState();
      const chosen = chosenAfter(selection.edges, changes);
      if (chosen) select({ ...selection, edges: chosen });
    },
    [editor],
  );
  return { edges, onEdgesChange };
}

/** Makes paths that keep their identity from one drawing to the next as long as nothing about them changed. */
function edgeKeeper() {
  let previous: readonly FlowEdge[] = [];
  return (graph: JourneyGraph, view: Omit<Parameters<typeof toFlowEdges>[1], 'previous'>): FlowEdge[] => {
    const edges = toFlowEdges(graph, { ...view, previous });
    previous = edges;
    return edges;
  };
}

/** Where paths run between the cards. */
function useRoutes(graph: JourneyGraph, heights: ReadonlyMap<string, number>): ReadonlyMap<string, PathRoute> {
  const [keepRoutes] = useState(routeKeeper);
  return useMemo(() => keepRoutes(graph, heights), [keepRoutes, graph, heights]);
}

interface Card {
  readonly ports: readonly string[];
  readonly rect: Rect;
}

/** Finds the ways anew only where a card moved or grew or a path changed: most edits do neither, and a big drawing has many paths. */
function routeKeeper() {
  let cards: ReadonlyMap<string, Card> = new Map();
  let edges: JourneyGraph['edges'] = [];
  let found: ReadonlyMap<string, PathRoute> = new Map();
  return (graph: JourneyGraph, heights: ReadonlyMap<string, number>): ReadonlyMap<string, PathRoute> => {
    const now = new Map(
      graph.nodes.map((node) => [node.id, { ports: portKeys(node), rect: rectOf(node, heights.get(node.id)) }]),
    );
    if (edges === graph.edges && sameCards(cards, now)) return found;
    cards = now;
    edges = graph.edges;
    found = routes({
      graph,
      rectOf: (id) => now.get(id)?.rect,
      portX: (id, port) => {
        const card = now.get(id);
        if (!card) return 0;
        const { rect, ports } = card;
        return rect.left + (rect.right - rect.left) * portShare(Math.max(0, ports.indexOf(port)), ports.length);
      },
    });
    return found;
  };
}

function sameCards(before: ReadonlyMap<string, Card>, now: ReadonlyMap<string, Card>): boolean {
  return before.size === now.size && [...now].every(([id, card]) => sameCard(before.get(id), card));
}

function sameCard(one: Card | undefined, { rect, ports }: Card): boolean {
  return (
    one !== undefined &&
    one.ports.join() === ports.join() &&
    one.rect.left === rect.left &&
    one.rect.right === rect.right &&
    one.rect.top === rect.top &&
    one.rect.bottom === rect.bottom
  );
}

function rectOf(node: JourneyNode, height = CARD_HEIGHT): Rect {
  const { x, y } = node.position;
  return { left: x, right: x + cardWidth(portKeys(node).length), top: y, bottom: y + height };
}

function labelOf(words: KindWords, id: string, graph: JourneyGraph): string {
  const edge = graph.edges.find((candidate) => candidate.id === id);
  const from = edge && findNode(graph, edge.from);
  const to = edge && findNode(graph, edge.to);
  return from && to ? words.path(from, edge.port, to) : '';
}
