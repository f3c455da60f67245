import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import { type FlowNode, toFlowNodes } from '../graph/flow-graph';
import { findNode, moveNodes, type Point } from '../graph/graph-edits';
import { useKindWords } from '../graph/use-kind-words';
import { chosenAfter } from './chosen-after';
import { estimated, withoutEstimate } from './estimate';

/** Beyond this many nodes only what is in sight is drawn. */
export const ALL_IN_SIGHT = 250;

type Heights = ReadonlyMap<string, number>;

/**
 * The cards as the canvas takes them. A drag changes this view only; where it ends becomes one edit of the drawing. Sizes that the canvas
 * measured stay with their cards.
 */
export function useFlowNodes() {
  const { editor } = useEditorHandle();
  const graph = useEditor((state) => state.graph);
  const selected = useEditor((state) => state.selection.nodes);
  const words = useKindWords();
  const [nodes, setNodes] = useState<FlowNode[]>([]);
  const [heights, setHeights] = useState<Heights>(new Map());
  const spoken = useRef(words);

  useLayoutEffect(() => {
    const isRenamed = spoken.current !== words;
    spoken.current = words;
    const labelOf = (id: string): string => {
      const node = findNode(graph, id);
      return node ? `${words.nameOf(node)}. ${words.sentence(node)}` : '';
    };
    const estimate = graph.nodes.length > ALL_IN_SIGHT ? estimated : undefined;
    setNodes((previous) => {
      const next = toFlowNodes(graph, { selected, previous, labelOf, estimate });
      return isRenamed ? next.map((flow) => ({ ...flow, ariaLabel: labelOf(flow.id) })) : next;
    });
  }, [graph, selected, words]);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const { selection, select, edit } = editor.getState();
      const placed = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
      if (placed.length > 0) setNodes((previous) => applyNodeChanges(placed, previous).map(withoutEstimate));
      const measured = measuredHeights(changes);
      if (measured.size > 0)
        setHeights((known) => (isNews(known, measured) ? new Map([...known, ...measured]) : known));
      const settled = settledPositions(changes);
      if (settled.size > 0)
        edit((current) => moveNodes(current, settled), { group: `move:${[...settled.keys()].join()}` });
      const chosen = chosenAfter(selection.nodes, changes);
      if (chosen) select({ ...selection, nodes: chosen });
    },
    [editor],
  );

  return { nodes, heights, onNodesChange };
}

function measuredHeights(changes: readonly NodeChange<FlowNode>[]): Heights {
  const heights = new Map<string, number>();
  for (const change of changes)
    if (change.type === 'dimensions' && change.dimensions) heights.set(change.id, change.dimensions.height);
  return heights;
}

function isNews(known: Heights, measured: Heights): boolean {
  return [...measured].some(([id, height]) => known.get(id) !== height);
}

/** Where cards came to rest: a drag ended there, or a key moved them there. */
function settledPositions(changes: readonly NodeChange<FlowNode>[]): ReadonlyMap<string, Point> {
  const settled = new Map<string, Point>();
  for (const change of changes) {
    if (change.type === 'position' && change.dragging === false && change.position)
      settled.set(change.id, change.position);
  }
  return settled;
}
