import type { JourneyRow } from '@ripen/contracts';
import type { JourneyGraph } from '@ripen/journey';
import { useSearch } from '@tanstack/react-router';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useApi } from '../../api/queries';
import { Loaded, SkeletonRows } from '../../ui/states';
import { Canvas } from '../canvas/Canvas';
import { createCanvasUiStore } from '../editor/canvas-ui.store';
import { type EditorHandle, EditorProvider } from '../editor/EditorContext';
import { EditorActions } from '../editor/editor-actions';
import { createEditorStore } from '../editor/editor.store';
import { newNodeId } from '../graph/node-kinds';
import { LiveSummary } from './LiveSummary';
import { SelectedPeople } from './SelectedPeople';
import { useLiveCounts } from './use-live-counts';

/** The published drawing with the people on it. */
export function LiveMode({ journey }: { journey: JourneyRow }) {
  const version = String(journey.liveVersion ?? 0);
  const published = useApi('getVersion', { params: { id: journey.id, version } });
  return (
    <Loaded query={published} skeleton={<SkeletonRows rows={10} />}>
      {({ graph }) => <LiveCanvas key={version} journeyId={journey.id} graph={graph} />}
    </Loaded>
  );
}

function LiveCanvas({ journeyId, graph }: { journeyId: string; graph: JourneyGraph }) {
  const [handle] = useState<EditorHandle>(() => ({
    editor: createEditorStore(graph, () => performance.now()),
    ui: createCanvasUiStore('live'),
    readOnly: true,
  }));
  const actions = useMemo(() => new EditorActions(handle.editor, newNodeId), [handle]);
  const live = useLiveCounts(journeyId);
  const panel = useRef<HTMLElement>(null);
  const { node: asked } = useSearch({ from: '/shell/journeys/$journeyId' });
  useEffect(() => {
    if (asked !== undefined) handle.editor.getState().jumpTo({ nodeId: asked, edgeId: null, field: null });
  }, [asked, handle]);
  useEffect(() => {
    if (live.counts) handle.ui.getState().setCounts(live.counts);
  }, [live.counts, handle]);
  return (
    <EditorProvider handle={handle}>
      <ReactFlowProvider>
        <Canvas
          actions={actions}
          onOpen={() =>
            requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('input, a, button')?.focus())
          }
        >
          <LiveSummary journeyId={journeyId} graph={graph} counts={live.counts} isStale={live.isStale} />
        </Canvas>
        <SelectedPeople journeyId={journeyId} ref={panel} />
      </ReactFlowProvider>
    </EditorProvider>
  );
}
