import { useDeferredValue, useEffect } from 'react';
import { useEditor, useEditorHandle } from '../editor/EditorContext';
import { problemsOf } from '../graph/problems';
import { useLintContext } from '../graph/use-names';

/** Checks the drawing after every edit, with less haste than the edit itself, and marks the cards. */
export function useProblems(): void {
  const { ui } = useEditorHandle();
  const graph = useDeferredValue(useEditor((state) => state.graph));
  const context = useLintContext();
  useEffect(() => ui.getState().setProblems(problemsOf(graph, context)), [graph, context, ui]);
}
