import '@xyflow/react/dist/base.css';
import { Background, BackgroundVariant, ConnectionLineType, MarkerType, MiniMap, ReactFlow } from '@xyflow/react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCanvasUi, useEditorHandle } from '../editor/EditorContext';
import type { EditorActions } from '../editor/editor-actions';
import type { FlowNode } from '../graph/flow-graph';
import { useJumpView } from '../problems/use-jump-view';
import { CanvasToolbar } from './CanvasToolbar';
import classes from './canvas.module.css';
import { FAMILY_OF } from './family-tokens';
import { InsertMenu } from './InsertMenu';
import { NodeCard } from './NodeCard';
import { PathEdge } from './PathEdge';
import { useCanvasDrops } from './use-canvas-drops';
import { useCanvasKeys } from './use-canvas-keys';
import { useConnecting } from './use-connecting';
import { useFlowEdges } from './use-flow-edges';
import { ALL_IN_SIGHT, useFlowNodes } from './use-flow-nodes';
import { useOpening } from './use-opening-view';

const NODE_TYPES = { card: NodeCard };
const EDGE_TYPES = { path: PathEdge };
const SNAP: [number, number] = [8, 8];
const EDGE_OPTIONS = {
  markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: 'var(--r-line-strong)' },
};
/** On a smaller screen the map would lie on the cards that it stands for; a button shows it all the same. */
const ROOM_FOR_MAP = '(min-width: 112em)';
const MAP_SIZE = { width: 160, height: 112 };

interface CanvasProps {
  readonly actions: EditorActions;
  /** What Enter on a node does: take the keyboard to the panel at the right. */
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}

/** The drawing: cards and paths, and all that a hand does to them. */
export function Canvas({ actions, onOpen, children }: CanvasProps) {
  const { readOnly } = useEditorHandle();
  const isBuilding = useCanvasUi((ui) => ui.mode === 'build') && !readOnly;
  const { t } = useTranslation();
  const [showsMap, setShowsMap] = useState(() => window.matchMedia(ROOM_FOR_MAP).matches);
  const { nodes, heights, onNodesChange } = useFlowNodes();
  const { edges, onEdgesChange } = useFlowEdges(heights);
  useJumpView();
  const connecting = useConnecting();
  const drops = useCanvasDrops(actions);
  const keys = useCanvasKeys({ actions, onOpen });
  const opening = useOpening(showsMap);
  const ariaLabels = useMemo(
    () => ({
      'node.a11yDescription.default': t(isBuilding ? 'journeys.canvas.nodeHint' : 'journeys.canvas.nodeHintReadOnly'),
      'edge.a11yDescription.default': t('journeys.canvas.edgeHint'),
      'minimap.ariaLabel': t('journeys.canvas.minimap'),
      'handle.ariaLabel': t('journeys.canvas.handle'),
      'node.a11yDescription.ariaLiveMessage': ({ x, y }: { x: number; y: number }) =>
        t('journeys.canvas.moved', { x: Math.round(x), y: Math.round(y) }),
    }),
    [t, isBuilding],
  );
  return (
    <section className={classes.canvas} aria-label={t('journeys.canvas.title')} onKeyDownCapture={keys} {...drops}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        {...connecting}
        defaultEdgeOptions={EDGE_OPTIONS}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionRadius={36}
        nodesDraggable={isBuilding}
        nodesConnectable={isBuilding}
        edgesReconnectable={isBuilding}
        edgesFocusable={isBuilding}
        deleteKeyCode={null}
        snapToGrid
        snapGrid={SNAP}
        panOnScroll
        minZoom={0.1}
        maxZoom={2}
        onInit={opening}
        onlyRenderVisibleElements={nodes.length > ALL_IN_SIGHT}
        ariaLabelConfig={ariaLabels}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
        {showsMap && (
          <MiniMap<FlowNode>
            pannable
            zoomable
            nodeColor={familyColour}
            nodeStrokeWidth={0}
            nodeBorderRadius={12}
            position="bottom-right"
            style={MAP_SIZE}
          />
        )}
        <CanvasToolbar actions={actions} showsMap={showsMap} onToggleMap={() => setShowsMap((shown) => !shown)} />
        {children}
      </ReactFlow>
      {isBuilding && <InsertMenu actions={actions} />}
    </section>
  );
}

function familyColour(node: FlowNode): string {
  return `var(--j-${FAMILY_OF[node.data.node.kind]}-solid)`;
}
