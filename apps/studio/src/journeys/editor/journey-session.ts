import type { Draft } from '@ripen/contracts';
import { graphSchema, type JourneyGraph } from '@ripen/journey';
import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { api } from '../../api/client';
import { ApiFailure } from '../../api/failure';
import { DraftSaver, type KeptDraft, type SaveAnswer, type SaveState } from './draft-saver';
import { createEditorStore, type EditorStore } from './editor.store';

/** What stands beside the drawing: its name and how far saving it has come. */
export interface SessionState {
  readonly name: string;
  readonly save: SaveState;
  /** True when a drawing from an earlier visit, which had not reached the server, was taken up again. */
  readonly restored: boolean;
}

const keptSchema = z.object({ graph: graphSchema, revision: z.number().int() });
const keyOf = (journeyId: string): string => `ripen-draft-${journeyId}`;

/** One journey that is open for editing: the drawing, its name, and the saver behind both. */
export class JourneySession {
  readonly state: StoreApi<SessionState>;
  readonly editor: EditorStore;
  readonly saver: DraftSaver;

  constructor(
    readonly journeyId: string,
    draft: Draft,
  ) {
    this.state = createStore<SessionState>()(() => ({
      name: draft.journey.name,
      save: { kind: 'saved', at: null },
      restored: false,
    }));
    this.editor = createEditorStore(draft.graph, () => performance.now());
    this.saver = new DraftSaver(draft.revision, {
      save: (graph, revision) => this.put(graph, revision),
      keep: (kept) => keep(journeyId, kept),
      now: () => Date.now(),
      later: (milliseconds, action) => {
        const timer = setTimeout(action, milliseconds);
        return () => clearTimeout(timer);
      },
      onState: (save) => this.state.setState({ save }),
    });
  }

  /** Begins to save what changes, and takes up what an earlier visit could not save. Returns the end of both. */
  open(): () => void {
    const stopWatching = this.editor.subscribe((state, before) => {
      if (state.graph !== before.graph) this.saver.changed(state.graph);
    });
    const kept = readKept(this.journeyId);
    if (kept && JSON.stringify(kept.graph) !== JSON.stringify(this.editor.getState().graph)) {
      if (kept.revision === this.saver.currentRevision) {
        this.editor.getState().replace(kept.graph);
        this.state.setState({ restored: true });
      } else this.saver.differs(kept);
    }
    const online = (): void => void this.saver.flush();
    const leaving = (event: BeforeUnloadEvent): void => {
      if (!this.saver.isClean) event.preventDefault();
    };
    window.addEventListener('online', online);
    window.addEventListener('beforeunload', leaving);
    return () => {
      stopWatching();
      window.removeEventListener('online', online);
      window.removeEventListener('beforeunload', leaving);
      this.saver.close();
      void this.saver.flush();
    };
  }

  /** Whether a drawing was taken up again; said once. */
  takeRestored(): boolean {
    const { restored } = this.state.getState();
    this.state.setState({ restored: false });
    return restored;
  }

  rename(name: string): void {
    this.state.setState({ name });
    this.saver.changed(this.editor.getState().graph);
  }

  /** After a conflict: theirs is taken. */
  adopt(draft: Draft): void {
    this.state.setState({ name: draft.journey.name });
    this.editor.getState().replace(draft.graph);
    this.saver.adopt(draft.revision);
  }

  private async put(graph: JourneyGraph, revision: number): Promise<SaveAnswer> {
    try {
      const { name } = this.state.getState();
      const saved = await api('saveDraft', { params: { id: this.journeyId }, body: { revision, name, graph } });
      return { ok: true, revision: saved.revision };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.code === 'revision_stale') return { ok: false, why: 'conflict' };
      return {
        ok: false,
        why: error.code === 'unreachable' || error.status >= 500 || error.status === 429 ? 'failed' : 'refused',
      };
    }
  }
}

/** False when the browser has no room or forbids it: the saver then says so. */
function keep(journeyId: string, kept: KeptDraft | null): boolean {
  try {
    if (kept) localStorage.setItem(keyOf(journeyId), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(journeyId));
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

function readKept(journeyId: string): KeptDraft | null {
  const text = localStorage.getItem(keyOf(journeyId));
  if (text === null) return null;
  try {
    const parsed = keptSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
