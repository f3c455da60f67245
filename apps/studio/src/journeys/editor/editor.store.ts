import type { JourneyGraph } from '@ripen/journey';
import { temporal, type TemporalState } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}
export const NOTHING: Selection = { nodes: [], edges: [] };

export interface EditOptions {
  /** Edits of one group that follow each other quickly (typing in one field) are one step of undo. */
  readonly group?: string;
  /** What is selected afterwards; otherwise the selection stays. */
  readonly select?: Selection;
}

export interface EditorState {
  readonly graph: JourneyGraph;
  readonly selection: Selection;
  /** A field that the inspector is to put the focus on, by its path in the configuration. */
  readonly focusField: string | null;
  edit(change: (graph: JourneyGraph) => JourneyGraph, options?: EditOptions): void;
  select(selection: Selection, focusField?: string | null): void;
  /** Takes another graph as the truth (a reload after a conflict) and forgets the history. */
  replace(graph: JourneyGraph): void;
}

type History = { graph: JourneyGraph };
export type EditorStore = StoreApi<EditorState> & { temporal: StoreApi<TemporalState<History>> };

export const UNDO_STEPS = 200;
const GROUP_MS = 1_000;

/** The drawing that is open: graph, selection and 200 steps of undo over all of it, configuration included. `now` is in milliseconds. */
export function createEditorStore(graph: JourneyGraph, now: () => number): EditorStore {
  const last = { group: '', at: 0 };
  const store: EditorStore = createStore<EditorState>()(
    temporal(
      (set, get) => ({
        graph,
        selection: NOTHING,
        focusField: null,
        edit: (change, options = {}) => {
          const next = change(get().graph);
          if (next === get().graph && !options.select) return;
          const { isTracking, pause, resume } = store.temporal.getState();
          const merges = options.group !== undefined && options.group === last.group && now() - last.at < GROUP_MS;
          Object.assign(last, { group: options.group ?? '', at: now() });
          if (merges && isTracking) pause();
          set({ graph: next, ...(options.select ? { selection: options.select } : {}) });
          if (merges && isTracking) resume();
        },
        select: (selection, focusField = null) => {
          if (!sameSelection(selection, get().selection) || focusField !== get().focusField)
            set({ selection, focusField });
        },
        replace: (other) => {
          set({ graph: other, selection: NOTHING, focusField: null });
          store.temporal.getState().clear();
          last.group = '';
        },
      }),
      {
        limit: UNDO_STEPS,
        partialize: (state): History => ({ graph: state.graph }),
        equality: (past, current) => past.graph === current.graph,
      },
    ),
  );
  store.temporal.subscribe((state, before) => {
    if (state.futureStates.length > before.futureStates.length) last.group = '';
  });
  return store;
}

function sameSelection(a: Selection, b: Selection): boolean {
  return sameIds(a.nodes, b.nodes) && sameIds(a.edges, b.edges);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
