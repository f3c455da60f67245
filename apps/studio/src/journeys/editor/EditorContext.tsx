import type { TemporalState } from 'zundo';
import { createContext, type ReactNode, use } from 'react';
import { useStore } from 'zustand';
import type { CanvasUiState, CanvasUiStore } from './canvas-ui.store';
import type { EditorState, EditorStore } from './editor.store';

/** The open drawing and what is shown on top of it. Both are stores: a component subscribes to the part it draws. */
export interface EditorHandle {
  readonly editor: EditorStore;
  readonly ui: CanvasUiStore;
  /** Live and history show a drawing that nobody may change. */
  readonly readOnly: boolean;
}

const Context = createContext<EditorHandle | null>(null);

export function EditorProvider({ handle, children }: { handle: EditorHandle; children: ReactNode }) {
  return <Context value={handle}>{children}</Context>;
}

export function useEditorHandle(): EditorHandle {
  const handle = use(Context);
  if (!handle) throw new Error('This part of the canvas stands outside an EditorProvider');
  return handle;
}

export function useEditor<T>(pick: (state: EditorState) => T): T {
  return useStore(useEditorHandle().editor, pick);
}

export function useUndo<T>(pick: (state: TemporalState<{ graph: EditorState['graph'] }>) => T): T {
  return useStore(useEditorHandle().editor.temporal, pick);
}

export function useCanvasUi<T>(pick: (state: CanvasUiState) => T): T {
  return useStore(useEditorHandle().ui, pick);
}
