import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react';
import type { JourneyGraph, JourneyNode } from '@ripen/journey';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import { type FlowEdge, type FlowNode, toFlowEdges, toFlowNodes } from '../graph/flow-graph';
import { findNode, moveNodes, type Point } from '../graph/graph-edits';
import { portKeys } from '../graph/node-kinds';
import { type KindWords, useKindWords } from '../graph/use-kind-words';
import { estimated, withoutEstimate } from './estimate';
import { CARD_HEIGHT, cardWidth, portShare } from './geometry';
import { lanes, type Rect } from './lanes';

/** Beyond this many nodes only what is in sight is drawn. */
export const ALL_IN_SIGHT = 250;

/**
 * The drawing as the canvas takes it. A drag changes this view only; where it ends becomes one edit of the drawing. Sizes that the canvas
 * measured stay with their cards.
 */
export function useFlowView() {
  const { editor } = useEditorHandle();
  const graph = useEditor((state) => state.graph);
  const selection = useEditor((state) => state.selection);
  const words = useKindWords();
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const [sizes, setSizes] = useState<ReadonlyMap<string, number>>(new Map());
  const spoken = useRef(words);

  useLayoutEffect(() => {
    const isRenamed = spoken.current !== words;
    spoken.current = words;
    const labelOf = (id: string): string => nodeLabel(words, id, graph);
    setNodes((previous) =>
      toFlowNodes(graph, {
        selected: selection.nodes,
        previous,
        labelOf,
        estimate: graph.nodes.length > ALL_IN_SIGHT ? estimated : undefined,
      }).map((flow) => (isRenamed ? { ...flow, ariaLabel: labelOf(flow.id) } : flow)),
    );
  }, [graph, selection.nodes, words]);

  const paths = useLanes(graph, sizes);
  const [keepEdges] = useState(edgeKeeper);
  const edges = useMemo(
    () => keepEdges(graph, { selected: selection.edges, labelOf: (id) => edgeLabel(words, id, graph), lanes: paths }),
    [keepEdges, graph, selection.edges, words, paths],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const placed = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
      if (placed.length > 0) setNodes((previous) => applyNodeChanges(placed, previous).map(withoutEstimate));
      const measured = measuredHeights(changes);
      if (measured.size > 0) setSizes((known) => (isNews(known, measured) ? new Map([...known, ...measured]) : known));
      const settled = settledPositions(changes);
      if (settled.size > 0)
        editor
          .getState()
          .edit((current) => moveNodes(current, settled), { group: `move:${[...settled.keys()].join()}` });
      const chosen = chosenAfter(editor.getState().selection.nodes, changes);
      if (chosen) editor.getState().select({ ...editor.getState().selection, nodes: chosen });
    },
    [editor],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const chosen = chosenAfter(editor.getState().selection.edges, changes);
      if (chosen) editor.getState().select({ ...editor.getState().selection, edges: chosen });
    },
    [editor],
  );

  return { nodes, edges, onNodesChange, onEdgesChange };
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

/** Where paths run between the cards, found anew when the drawing or the height of a card changed. */
function useLanes(graph: JourneyGraph, heights: ReadonlyMap<string, number>): ReadonlyMap<string, number | null> {
  return useMemo(() => {
    const rects = new Map(
      graph.nodes.map((node) => [node.id, { ports: portKeys(node), rect: rectOf(node, heights.get(node.id)) }]),
    );
    return lanes({
      graph,
      rectOf: (id) => rects.get(id)?.rect,
      portX: (id, port) => {
        const card = rects.get(id);
        if (!card) return 0;
        const { rect, ports } = card;
        return rect.left + (rect.right - rect.left) * portShare(Math.max(0, ports.indexOf(port)), ports.length);
      },
    });
  }, [graph, heights]);
}

function rectOf(node: JourneyNode, height = CARD_HEIGHT): Rect {
  const { x, y } = node.position;
  return { left: x, right: x + cardWidth(portKeys(node).length), top: y, bottom: y + height };
}

function measuredHeights(changes: readonly NodeChange<FlowNode>[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (const change of changes)
    if (change.type === 'dimensions' && change.dimensions) heights.set(change.id, change.dimensions.height);
  return heights;
}

function isNews(known: ReadonlyMap<string, number>, measured: ReadonlyMap<string, number>): boolean {
  return [...measured].some(([id, height]) => known.get(id) !== height);
}

function settledPositions(changes: readonly NodeChange<FlowNode>[]): ReadonlyMap<string, Point> {
  const settled = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === 'position' && change.dragging === false && change.position)
      settled.set(change.id, change.position);
  }
  return settled;
}

/** The ids that are selected after these changes; null when none of them is about selection. */
function chosenAfter(
  before: readonly string[],
  changes: readonly (NodeChange<FlowNode> | EdgeChange<FlowEdge>)[],
): readonly string[] | null {
  const chosen = new Set(before);
  let touched = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    touched = true;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  return touched ? [...chosen] : null;
}

function nodeLabel(words: KindWords, id: string, graph: Parameters<typeof findNode>[0]): string {
  const node = findNode(graph, id);
  return node ? `${words.nameOf(node)}. ${words.sentence(node)}` : '';
}

function edgeLabel(words: KindWords, id: string, graph: Parameters<typeof findNode>[0]): string {
  const edge = graph.edges.find((candidate) => candidate.id === id);
  const from = edge && findNode(graph, edge.from);
  const to = edge && findNode(graph, edge.to);
  return from && to ? words.path(from, edge.port, to) : '';
}
