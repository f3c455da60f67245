import { type ReactFlowInstance, type Viewport, useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { useEditorHandle } from '../editor/EditorContext';
import type { FlowEdge, FlowNode } from '../graph/flow-graph';
import { CARD_HEIGHT } from './geometry';
import { openingView } from './opening-view';

const PADDING = { top: '64px', right: '32px', bottom: '88px', left: '32px' } as const;

/** All of the drawing, clear of the bars above and below, and of the overview map while that lies in the corner. */
export function fitting(showsMap: boolean) {
  return { padding: showsMap ? { ...PADDING, bottom: '144px' as const } : PADDING, maxZoom: 1 };
}

type Flow = Pick<ReactFlowInstance<FlowNode, FlowEdge>, 'fitView' | 'setViewport' | 'getNode'>;

/** Shows the canvas so that it can be read: all of it where that is possible, else its beginning or the card that a link leads to. */
export function useOpeningView(
  showsMap: boolean,
): (flow: Flow, options?: { readonly duration?: number }) => Promise<void> {
  const { editor } = useEditorHandle();
  const store = useStoreApi();
  return useCallback(
    async (flow, options = {}) => {
      const { width, height } = store.getState();
      const { graph, jump } = editor.getState();
      const view = openingView(
        graph.nodes,
        { width, height },
        { heightOf: (id) => flow.getNode(id)?.measured?.height ?? CARD_HEIGHT, focus: jump?.nodeId ?? undefined },
      );
      if (view === 'fit') await flow.fitView({ ...fitting(showsMap), ...options });
      else if (view) await flow.setViewport(view, options);
    },
    [editor, store, showsMap],
  );
}

/**
 * Shows the beginning when the canvas opens, and again when a panel beside it comes or goes, as long as nobody has moved the drawing. Returns what
 * the canvas calls once it is there.
 */
export function useOpening(showsMap: boolean): (flow: Flow) => void {
  const show = useOpeningView(showsMap);
  const flow = useReactFlow<FlowNode, FlowEdge>();
  const width = useStore((state) => state.width);
  const shown = useRef<Viewport | null>(null);
  const open = useCallback(
    async (opened: Flow) => {
      await show(opened);
      shown.current = flow.getViewport();
    },
    [show, flow],
  );
  useEffect(() => {
    const { x, y, zoom } = flow.getViewport();
    const before = shown.current;
    if (before?.x === x && before.y === y && before.zoom === zoom) void open(flow);
  }, [width, flow, open]);
  return (opened) => void open(opened);
}
