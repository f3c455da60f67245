import type { ReactFlowInstance } from '@xyflow/react';
import { useCallback } from 'react';
import { useEditorHandle } from '../editor/EditorContext';
import type { FlowEdge, FlowNode } from '../graph/flow-graph';
import { portKeys } from '../graph/node-kinds';
import { CARD_HEIGHT, cardWidth } from './geometry';

/** All of it, clear of the bars above and below. */
export const FIT = { padding: { top: '64px', right: '32px', bottom: '88px', left: '32px' }, maxZoom: 1 } as const;
/** Below this zoom nobody can read a card. */
const READABLE = 0.7;
const MARGIN = 72;

/** Opens the canvas so that it can be read: all of it where that fits, else its beginning. To watch, all of it is always shown. */
export function useOpeningView(): (flow: ReactFlowInstance<FlowNode, FlowEdge>) => void {
  const { editor, ui } = useEditorHandle();
  return useCallback(
    (flow) => {
      const { nodes } = editor.getState().graph;
      const pane = document.querySelector('.react-flow')?.getBoundingClientRect();
      const first = nodes.find((node) => node.kind === 'trigger') ?? nodes[0];
      if (!pane || !first) return;
      const right = Math.max(...nodes.map((node) => node.position.x + cardWidth(portKeys(node).length)));
      const bottom = Math.max(...nodes.map((node) => node.position.y + CARD_HEIGHT));
      const width = right - Math.min(...nodes.map((node) => node.position.x));
      const height = bottom - Math.min(...nodes.map((node) => node.position.y));
      const fits = Math.min(pane.width / width, pane.height / height) * 0.85 >= READABLE;
      if (fits || ui.getState().mode !== 'build') return void flow.fitView(FIT);
      const middle = first.position.x + cardWidth(portKeys(first).length) / 2;
      void flow.setViewport({
        zoom: READABLE,
        x: pane.width / 2 - middle * READABLE,
        y: MARGIN - first.position.y * READABLE,
      });
    },
    [editor, ui],
  );
}
