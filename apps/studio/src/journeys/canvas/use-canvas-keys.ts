import { useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useEffect } from 'react';
import { useEditorHandle } from '../editor/EditorContext';
import { type EditorActions, neighbour } from '../editor/editor-actions';
import { CARD_HEIGHT, cardWidth } from './geometry';

const WAYS = { ArrowDown: 'down', ArrowUp: 'up', ArrowLeft: 'left', ArrowRight: 'right' } as const;

interface KeysOptions {
  readonly actions: EditorActions;
  readonly onOpen: () => void;
}

/** True while somebody types: then keys belong to the text. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select') ||
      target.closest('[role="dialog"], [role="listbox"]') !== null)
  );
}

/**
 * The keys of the canvas. Undo, copy and the like work anywhere on the page while nobody types; the others belong to a focused card.
 * Plain arrows move the selected cards (the canvas itself does that); with Alt they walk along the paths.
 */
export function useCanvasKeys({ actions, onOpen }: KeysOptions): (event: KeyboardEvent) => void {
  const { editor, readOnly } = useEditorHandle();
  const walk = useWalk();
  usePageKeys(actions);
  return (event) => {
    if (isTyping(event.target)) return;
    const id =
      event.target instanceof Element ? event.target.closest('.react-flow__node')?.getAttribute('data-id') : null;
    const way = event.key in WAYS ? WAYS[event.key as keyof typeof WAYS] : null;
    if (id && way && event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      walk(neighbour(editor.getState().graph, id, way));
    } else if (
      id &&
      event.key === 'Enter' &&
      event.target instanceof Element &&
      event.target.matches('.react-flow__node')
    ) {
      event.preventDefault();
      event.stopPropagation();
      editor.getState().select({ nodes: [id], edges: [] });
      onOpen();
    } else if (!readOnly && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      actions.removeSelected();
    }
  };
}

function useWalk(): (id: string | null) => void {
  const { editor } = useEditorHandle();
  const { getNode, getZoom, setCenter } = useReactFlow();
  return (id) => {
    const node = id === null ? undefined : getNode(id);
    if (!node) return;
    editor.getState().select({ nodes: [node.id], edges: [] });
    const width = node.measured?.width ?? cardWidth(1);
    const height = node.measured?.height ?? CARD_HEIGHT;
    void setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom: getZoom(), duration: 150 }).then(
      () => focusCard(node.id),
    );
  };
}

/** Gives a card the keyboard. */
export function focusCard(id: string): void {
  document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus();
}

/** Undo, redo, select all, duplicate; and the clipboard by its own events, which need no permission and work across windows. */
function usePageKeys(actions: EditorActions): void {
  const { editor, readOnly } = useEditorHandle();
  useEffect(() => {
    const listeners = new AbortController();
    const on = { signal: listeners.signal };
    window.addEventListener('keydown', (event) => pageKey(event), on);
    document.addEventListener('copy', (event) => copy(event), on);
    document.addEventListener('cut', (event) => copy(event) && !readOnly && actions.removeSelected(), on);
    document.addEventListener('paste', (event) => paste(event), on);
    return () => listeners.abort();

    function pageKey(event: globalThis.KeyboardEvent): void {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      const action = readOnly ? undefined : editAction(key, event.shiftKey);
      if (!action) return;
      event.preventDefault();
      action();
    }
    function editAction(key: string, shift: boolean): (() => void) | undefined {
      const history = editor.temporal.getState();
      if (key === 'z') return () => (shift ? history.redo() : history.undo());
      if (key === 'y') return () => history.redo();
      if (key === 'a') return () => actions.selectAll();
      if (key === 'd') return () => actions.duplicate();
      return undefined;
    }
    function copy(event: ClipboardEvent): boolean {
      if (isTyping(event.target) || document.getSelection()?.isCollapsed === false) return false;
      const text = actions.copied();
      if (text === null || !event.clipboardData) return false;
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
      return true;
    }
    function paste(event: ClipboardEvent): void {
      if (readOnly || isTyping(event.target)) return;
      if (actions.pasted(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    }
  }, [actions, editor, readOnly]);
}
