import type { NodeCounts, Problem } from '@ripen/contracts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PortRef } from '../graph/graph-edits';

export const MODES = ['build', 'live', 'history'] as const;
export type Mode = (typeof MODES)[number];

export type NodeCount = NodeCounts['nodes'][string];

/** Where a node that is being chosen will go. `at` is on the screen, in pixels of the window. */
export interface Insertion {
  readonly at: { readonly x: number; readonly y: number };
  readonly into:
    | { readonly place: 'edge'; readonly edgeId: string }
    | {
        readonly place: 'port';
        readonly ref: PortRef;
        readonly drop: { readonly x: number; readonly y: number } | null;
      };
}

/** What the canvas shows on top of the drawing. Cards read their own entry only, so that one changed count redraws one card. */
export interface CanvasUiState {
  readonly mode: Mode;
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly counts: Readonly<Record<string, NodeCount>>;
  readonly insertion: Insertion | null;
  setProblems(problems: readonly Problem[]): void;
  setCounts(counts: NodeCounts): void;
  setInsertion(insertion: Insertion | null): void;
}
export type CanvasUiStore = StoreApi<CanvasUiState>;

export function createCanvasUiStore(mode: Mode): CanvasUiStore {
  return createStore<CanvasUiState>()((set) => ({
    mode,
    problems: new Map(),
    counts: {},
    insertion: null,
    setProblems: (problems) => set({ problems: Map.groupBy(problems, (problem) => problem.nodeId ?? '') }),
    setCounts: ({ nodes }) => set((state) => ({ counts: shareUnchanged(state.counts, nodes) })),
    setInsertion: (insertion) => set({ insertion }),
  }));
}

function shareUnchanged(
  before: Readonly<Record<string, NodeCount>>,
  now: Readonly<Record<string, NodeCount>>,
): Readonly<Record<string, NodeCount>> {
  return Object.fromEntries(
    Object.entries(now).map(([id, count]) => {
      const old = before[id];
      const same = old && old.here === count.here && old.passed === count.passed && old.failed === count.failed;
      return [id, same ? old : count];
    }),
  );
}
