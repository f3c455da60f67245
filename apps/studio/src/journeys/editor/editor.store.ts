import type { JourneyGraph } from '@ripen/journey';
import { temporal, type TemporalState } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}
export const NOTHING: Selection = { nodes: [], edges: [] };

/** A place in the drawing: a node or a path, and a field of its configuration by its dotted path. */
export interface Jump {
  readonly nodeId: string | null;
  readonly edgeId: string | null;
  readonly field: string | null;
}

export interface EditOptions {
  /** Edits of one group that follow each other quickly (typing in one field) are one step of undo. */
  readonly group?: string;
  /** What is selected afterwards; otherwise the selection stays. */
  readonly select?: Selection;
}

export interface EditorState {
  readonly graph: JourneyGraph;
  readonly selection: Selection;
  /** Where the screen was asked to go last; null after another selection. */
  readonly jump: Jump | null;
  edit(change: (graph: JourneyGraph) => JourneyGraph, options?: EditOptions): void;
  select(selection: Selection): void;
  /** Takes eye and keyboard to where a problem is; again when asked again. */
  jumpTo(jump: Jump): void;
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
        jump: null,
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
        select: (selection) => {
          if (!sameSelection(selection, get().selection)) set({ selection, jump: null });
        },
        jumpTo: (jump) => {
          const { nodeId, edgeId } = jump;
          const selection =
            nodeId === null ? { nodes: [], edges: edgeId === null ? [] : [edgeId] } : { nodes: [nodeId], edges: [] };
          set({ selection, jump: { ...jump } });
        },
        replace: (other) => {
          set({ graph: other, selection: NOTHING, jump: null });
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
