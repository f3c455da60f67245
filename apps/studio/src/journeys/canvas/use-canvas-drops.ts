import { NODE_KINDS, type NodeKindName } from '@ripen/journey';
import { useReactFlow } from '@xyflow/react';
import { type DragEvent, useMemo } from 'react';
import { useEditorHandle } from '../editor/EditorContext';
import type { EditorActions } from '../editor/editor-actions';
import { CARD_HEIGHT, cardWidth } from './geometry';

/** What the palette writes on the drag: the kind of node. */
export const KIND_DRAG_TYPE = 'application/x-ripen-node-kind';

/** Takes nodes dragged from the palette: onto a path they go into it, elsewhere they stand where they were dropped. */
export function useCanvasDrops(actions: EditorActions) {
  const { readOnly } = useEditorHandle();
  const { screenToFlowPosition } = useReactFlow();
  return useMemo(() => {
    if (readOnly) return {};
    return {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy' as const;
      },
      onDrop: (event: DragEvent) => {
        const kind = event.dataTransfer.getData(KIND_DRAG_TYPE);
        if (!isKind(kind)) return;
        event.preventDefault();
        const edgeId = document
          .elementFromPoint(event.clientX, event.clientY)
          ?.closest('.react-flow__edge')
          ?.getAttribute('data-id');
        if (edgeId && kind !== 'trigger' && kind !== 'exit') actions.insert(kind, { place: 'edge', edgeId });
        else {
          const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
          actions.place(kind, { x: x - cardWidth(1) / 2, y: y - CARD_HEIGHT / 2 });
        }
      },
    };
  }, [actions, readOnly, screenToFlowPosition]);
}

function isKind(text: string): text is NodeKindName {
  return NODE_KINDS.some((kind) => kind === text);
}
