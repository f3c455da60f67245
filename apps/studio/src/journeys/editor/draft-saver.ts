import type { JourneyGraph } from '@ripen/journey';

/** What a save may answer. `failed` is worth another try; `refused` is not, before something changes. */
export type SaveAnswer =
  | { readonly ok: true; readonly revision: number }
  | { readonly ok: false; readonly why: 'conflict' | 'failed' | 'refused' };

export type SaveState =
  | { readonly kind: 'saved'; readonly at: number | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'failed'; readonly retries: boolean; readonly keptHere: boolean }
  | { readonly kind: 'conflict' };

/** A draft that has not reached the server, as the browser keeps it. */
export interface KeptDraft {
  readonly graph: JourneyGraph;
  /** The server's revision that it was drawn upon. */
  readonly revision: number;
}

export interface DraftSaverPorts {
  save(graph: JourneyGraph, revision: number): Promise<SaveAnswer>;
  /** Keeps a draft in the browser, or forgets it (null). False when the browser refuses. */
  keep(draft: KeptDraft | null): boolean;
  /** Milliseconds. */
  now(): number;
  /** Runs `action` after so many milliseconds; returns its cancellation. */
  later(milliseconds: number, action: () => void): () => void;
  onState(state: SaveState): void;
}

export const QUIET_MS = 700;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/**
 * Saves the drawing a moment after the last edit, one request at a time, upon the revision it was drawn on. What cannot be saved stays in
 * the browser and is tried again; when somebody else saved first, it stops and asks.
 */
export class DraftSaver {
  private state: SaveState = { kind: 'saved', at: null };
  private wanted: JourneyGraph | null = null;
  private running: Promise<void> | null = null;
  private cancelTimer: () => void = () => {};
  private retryMs = FIRST_RETRY_MS;

  constructor(
    private revision: number,
    private readonly ports: DraftSaverPorts,
  ) {}

  /** Nothing is on its way and nothing waits. */
  get isClean(): boolean {
    return this.wanted === null && this.running === null;
  }

  get currentRevision(): number {
    return this.revision;
  }

  /** The drawing changed. */
  changed(graph: JourneyGraph): void {
    this.wanted = graph;
    if (this.state.kind === 'conflict') {
      this.ports.keep({ graph, revision: this.revision });
      return;
    }
    if (this.state.kind === 'failed') this.ports.keep({ graph, revision: this.revision });
    if (this.running === null) {
      this.setState({ kind: 'waiting' });
      this.schedule(QUIET_MS);
    }
  }

  /** Saves now what is still waiting (before publishing, on leaving, when the connection is back). Resolves to: all is saved. */
  async flush(): Promise<boolean> {
    while (this.state.kind !== 'conflict' && !this.isClean) {
      this.cancelTimer();
      await (this.running ?? this.start());
      if (this.state.kind === 'failed') return false;
    }
    return this.isClean;
  }

  /** A drawing that an earlier visit could not save meets a newer one on the server: asks like any other conflict. */
  differs(kept: KeptDraft): void {
    this.wanted = kept.graph;
    this.setState({ kind: 'conflict' });
  }

  /** After a conflict: our drawing wins over the one that the server has at `revision`. */
  async overwrite(revision: number): Promise<boolean> {
    this.revision = revision;
    this.setState({ kind: 'waiting' });
    return this.flush();
  }

  /** Ours, while it is not on the server. */
  get unsaved(): JourneyGraph | null {
    return this.wanted;
  }

  /** After a conflict: theirs wins; what we had is forgotten. */
  adopt(revision: number): void {
    this.revision = revision;
    this.wanted = null;
    this.cancelTimer();
    this.ports.keep(null);
    this.setState({ kind: 'saved', at: null });
  }

  /** Stops timers; what is unsaved is kept in the browser. */
  close(): void {
    this.cancelTimer();
    if (this.wanted) this.ports.keep({ graph: this.wanted, revision: this.revision });
  }

  private schedule(milliseconds: number): void {
    this.cancelTimer();
    this.cancelTimer = this.ports.later(milliseconds, () => void this.start());
  }

  private start(): Promise<void> {
    if (this.running || !this.wanted) return this.running ?? Promise.resolve();
    this.running = this.run(this.wanted);
    return this.running;
  }

  private async run(graph: JourneyGraph): Promise<void> {
    this.setState({ kind: 'saving' });
    const answer = await this.ports.save(graph, this.revision);
    this.running = null;
    if (answer.ok) this.succeeded(graph, answer.revision);
    else if (answer.why === 'conflict') this.stopForConflict();
    else this.failed(answer.why === 'failed');
  }

  private succeeded(graph: JourneyGraph, revision: number): void {
    this.revision = revision;
    this.retryMs = FIRST_RETRY_MS;
    if (this.wanted !== graph) {
      this.setState({ kind: 'waiting' });
      this.schedule(QUIET_MS);
      return;
    }
    this.wanted = null;
    this.ports.keep(null);
    this.setState({ kind: 'saved', at: this.ports.now() });
  }

  private stopForConflict(): void {
    if (this.wanted) this.ports.keep({ graph: this.wanted, revision: this.revision });
    this.setState({ kind: 'conflict' });
  }

  private failed(retries: boolean): void {
    const keptHere = this.wanted !== null && this.ports.keep({ graph: this.wanted, revision: this.revision });
    this.setState({ kind: 'failed', retries, keptHere });
    if (!retries) return;
    this.schedule(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private setState(state: SaveState): void {
    this.state = state;
    this.ports.onState(state);
  }
}
