import { type Connection, type FinalConnectionState, useReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useEditorHandle } from '../editor/EditorContext';
import type { FlowEdge } from '../graph/flow-graph';
import { connect, findNode, removeEdges } from '../graph/graph-edits';
import { cardWidth } from './geometry';

/** Drawing paths by hand: onto a card, onto another card than before, or onto nothing, which asks what should stand there. */
export function useConnecting() {
  const { editor, ui } = useEditorHandle();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    const link = (from: string, port: string, to: string): void =>
      editor.getState().edit((graph) => connect(graph, { from, port }, to));
    return {
      isValidConnection: ({ source, target }: Connection | FlowEdge) =>
        source !== target && findNode(editor.getState().graph, target)?.kind !== 'trigger',
      onConnect: ({ source, sourceHandle, target }: Connection) => link(source, sourceHandle ?? '', target),
      onReconnect: (edge: FlowEdge, { source, sourceHandle, target }: Connection) =>
        editor
          .getState()
          .edit((graph) => connect(removeEdges(graph, [edge.id]), { from: source, port: sourceHandle ?? '' }, target)),
      onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
        if (state.isValid || state.fromHandle?.type !== 'source' || !state.fromNode) return;
        const ref = { from: state.fromNode.id, port: state.fromHandle.id ?? '' };
        const at = pointOf(event);
        const over = document.elementFromPoint(at.x, at.y);
        const card = over?.closest('.react-flow__node')?.getAttribute('data-id');
        if (card) return link(ref.from, ref.port, card);
        if (!over?.closest('.react-flow__pane')) return;
        const { x, y } = screenToFlowPosition(at);
        ui.getState().setInsertion({
          at,
          into: { place: 'port', ref, drop: { x: Math.round(x - cardWidth(1) / 2), y: Math.round(y) } },
        });
      },
    };
  }, [editor, ui, screenToFlowPosition]);
}

function pointOf(event: MouseEvent | TouchEvent): { x: number; y: number } {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: point?.clientX ?? 0, y: point?.clientY ?? 0 };
}
