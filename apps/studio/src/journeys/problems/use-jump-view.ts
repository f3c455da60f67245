import { useReactFlow } from '@xyflow/react';
import { useEffect } from 'react';
import { CARD_HEIGHT, cardWidth } from '../canvas/geometry';
import { useEditor } from '../editor/EditorContext';
import type { FlowEdge, FlowNode } from '../graph/flow-graph';

/** Brings the card into sight that the screen was asked to go to, by the list of problems or by the publish dialog. */
export function useJumpView(): void {
  const jump = useEditor((state) => state.jump);
  const { getNode, getEdge, setCenter } = useReactFlow<FlowNode, FlowEdge>();
  useEffect(() => {
    if (!jump) return;
    const target = jump.nodeId ?? (jump.edgeId === null ? undefined : getEdge(jump.edgeId)?.source);
    const node = target === undefined ? undefined : getNode(target);
    if (!node) return;
    const width = node.measured?.width ?? cardWidth(1);
    const height = node.measured?.height ?? CARD_HEIGHT;
    void setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom: 1, duration: 250 });
  }, [jump, getNode, getEdge, setCenter]);
}
