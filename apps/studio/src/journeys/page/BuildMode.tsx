import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useRef, useState } from 'react';
import { Canvas } from '../canvas/Canvas';
import { Palette } from '../canvas/Palette';
import { createCanvasUiStore } from '../editor/canvas-ui.store';
import { type EditorHandle, EditorProvider } from '../editor/EditorContext';
import { EditorActions } from '../editor/editor-actions';
import type { JourneySession } from '../editor/journey-session';
import { newNodeId } from '../graph/node-kinds';
import { Inspector } from '../inspector/Inspector';
import { ProblemsButton } from '../problems/ProblemsButton';
import { useProblems } from '../problems/use-problems';

interface BuildProps {
  readonly session: JourneySession;
  readonly readOnly: boolean;
  readonly isPhone: boolean;
}

/** Drawing: palette, canvas, inspector. */
export function BuildMode({ session, readOnly, isPhone }: BuildProps) {
  const [ui] = useState(() => createCanvasUiStore('build'));
  const handle = useMemo<EditorHandle>(() => ({ editor: session.editor, ui, readOnly }), [session, ui, readOnly]);
  const actions = useMemo(() => new EditorActions(session.editor, newNodeId), [session]);
  const panel = useRef<HTMLElement>(null);
  const focusPanel = (): void => {
    requestAnimationFrame(() => {
      const field = panel.current?.querySelector<HTMLElement>('fieldset input, fieldset textarea');
      (field ?? panel.current?.querySelector('button'))?.focus();
    });
  };
  return (
    <EditorProvider handle={handle}>
      <ReactFlowProvider>
        <ProblemsWatch />
        {!readOnly && <Palette actions={actions} />}
        <Canvas actions={actions} onOpen={focusPanel}>
          <ProblemsButton />
        </Canvas>
        {!isPhone && <Inspector ref={panel} actions={actions} />}
      </ReactFlowProvider>
    </EditorProvider>
  );
}

/** Keeps the marks on the cards current without drawing anything itself. */
function ProblemsWatch() {
  useProblems();
  return null;
}
