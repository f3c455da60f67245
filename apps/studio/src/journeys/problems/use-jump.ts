import type { Problem } from '@ripen/contracts';
import { useReactFlow } from '@xyflow/react';
import { CARD_HEIGHT, cardWidth } from '../canvas/geometry';
import { useEditorHandle } from '../editor/EditorContext';

/** Takes the eye and the keyboard to where a problem is: the card, and the field of its configuration. */
export function useJump(): (problem: Pick<Problem, 'nodeId' | 'edgeId' | 'field'>) => void {
  const { editor } = useEditorHandle();
  const { getNode, getEdge, setCenter } = useReactFlow();
  return ({ nodeId, edgeId, field }) => {
    const target = nodeId ?? (edgeId === null ? undefined : getEdge(edgeId)?.source);
    const node = target === undefined ? undefined : getNode(target);
    if (!node) return;
    editor
      .getState()
      .select(
        nodeId === null && edgeId !== null ? { nodes: [], edges: [edgeId] } : { nodes: [node.id], edges: [] },
        field,
      );
    const width = node.measured?.width ?? cardWidth(1);
    const height = node.measured?.height ?? CARD_HEIGHT;
    void setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom: 1, duration: 250 });
  };
}
