import { type EpochMs, SECOND } from '@ripen/domain';
import { type HeldAct, heldActSchema } from './held-act';

/** After a page is closed its last request may still be on the way; only then is it asked whether it arrived. */
const ARRIVAL_MS = 5 * SECOND;

/** `held`: can be undone. `sending`: on its way. `failed`: the server has not taken it; the person decides. */
export interface ShownAct {
  readonly act: HeldAct;
  readonly phase: 'held' | 'sending' | 'failed';
  /** Why it failed; null where the page was closed before the answer. */
  readonly problem: string | null;
}

/** What the acts need of the world. */
export interface HeldActsPorts {
  /** Resolves when the server has taken the act. `leaving`: the page may be gone before the answer. */
  readonly send: (act: HeldAct, how: { readonly leaving: boolean }) => Promise<unknown>;
  /** Whether the handoff is still as it was before the act: then the act never arrived. */
  readonly isAsBefore: (act: HeldAct) => Promise<boolean>;
  /** The act is done; resolves when the lists have been read again. */
  readonly done: (act: HeldAct) => Promise<unknown>;
  /** Survives the page. One entry for each handoff, so that two tabs never write over each other. */
  readonly store: {
    readonly all: () => readonly string[];
    readonly set: (handoffId: string, text: string) => void;
    readonly remove: (handoffId: string) => void;
  };
  readonly now: () => EpochMs;
  /** Answers how to call it off. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/**
 * Acts that nobody can take back once they are sent, held for a moment so that they can be. An act is stored before it is shown as done
 * and forgotten when the server has taken it, so one whose page was closed is either sent on the way out or found at the next visit.
 */
export class HeldActs {
  private shown: readonly ShownAct[] = [];
  private readonly timers = new Map<string, () => void>();
  private readonly drafts = new Map<string, HeldAct>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: HeldActsPorts) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same array until something changes. */
  readonly all = (): readonly ShownAct[] => this.shown;

  /** What was typed into an act that was undone or discarded, so that it need not be typed again. */
  draftOf(handoffId: string): HeldAct | undefined {
    return this.drafts.get(handoffId);
  }

  hold(act: HeldAct): void {
    this.drafts.delete(act.handoffId);
    this.ports.store.set(act.handoffId, JSON.stringify(act));
    this.show({ act, phase: 'held', problem: null });
    const wait = act.sendAt - this.ports.now();
    if (wait <= 0) void this.deliver(act, { leaving: false });
    else this.at(act, wait, () => void this.deliver(act, { leaving: false }));
  }

  /** Takes back the act of a handoff, or the latest one. What is on its way already cannot be taken back. */
  undo(handoffId?: string): HeldAct | undefined {
    const found = this.shown.findLast(
      ({ act, phase }) => phase === 'held' && (handoffId === undefined || act.handoffId === handoffId),
    );
    if (found !== undefined) this.drop(found.act, { keepDraft: true });
    return found?.act;
  }

  /** Sends everything that is held now. `leaving`: the page is being closed. */
  async flush({ leaving }: { readonly leaving: boolean }): Promise<void> {
    const held = this.shown.filter(({ phase }) => phase === 'held');
    await Promise.all(held.map(({ act }) => this.deliver(act, { leaving })));
  }

  async retry(handoffId: string): Promise<void> {
    const failed = this.shown.find(({ act, phase }) => phase === 'failed' && act.handoffId === handoffId);
    if (failed !== undefined) await this.deliver(failed.act, { leaving: false });
  }

  /** Gives up an act that failed; what was typed stays at hand. */
  discard(handoffId: string): void {
    const failed = this.shown.find(({ act, phase }) => phase === 'failed' && act.handoffId === handoffId);
    if (failed !== undefined) this.drop(failed.act, { keepDraft: true });
  }

  /** Finds what an earlier page left behind and asks, once its request must have arrived, whether it did. */
  restore(): void {
    for (const act of this.stored()) {
      if (this.shown.some((each) => each.act.handoffId === act.handoffId)) continue;
      const wait = Math.max(0, act.sendAt - this.ports.now()) + ARRIVAL_MS;
      this.at(act, wait, () => void this.settleLeft(act));
    }
  }

  /** Calls off every timer; what is stored stays. */
  close(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.shown = [];
    this.tell();
  }

  private async settleLeft(act: HeldAct): Promise<void> {
    // Another tab may have held it all the time, and have sent it by now.
    if (!this.stored().some(({ handoffId }) => handoffId === act.handoffId)) return;
    // Who cannot be asked cannot say that it arrived: then the person is told, and decides.
    const lost = await this.ports.isAsBefore(act).catch(() => true);
    if (lost) this.show({ act, phase: 'failed', problem: null });
    else this.drop(act, { keepDraft: false });
  }

  private async deliver(act: HeldAct, how: { readonly leaving: boolean }): Promise<void> {
    this.timers.get(act.handoffId)?.();
    this.timers.delete(act.handoffId);
    this.show({ act, phase: 'sending', problem: null });
    try {
      await this.ports.send(act, how);
    } catch (error) {
      this.show({ act, phase: 'failed', problem: error instanceof Error ? error.message : String(error) });
      return;
    }
    // From here on nothing can be lost; it stays on screen until the lists know.
    this.ports.store.remove(act.handoffId);
    // Lists that could not be read again say so themselves.
    await this.ports.done(act).catch(() => undefined);
    this.drop(act, { keepDraft: false });
  }

  private at(act: HeldAct, ms: number, run: () => void): void {
    this.timers.get(act.handoffId)?.();
    this.timers.set(act.handoffId, this.ports.later(ms, run));
  }

  private show(next: ShownAct): void {
    this.shown = [...this.others(next.act), next];
    this.tell();
  }

  private drop(act: HeldAct, { keepDraft }: { readonly keepDraft: boolean }): void {
    this.timers.get(act.handoffId)?.();
    this.timers.delete(act.handoffId);
    this.ports.store.remove(act.handoffId);
    if (keepDraft) this.drafts.set(act.handoffId, act);
    this.shown = this.others(act);
    this.tell();
  }

  private others({ handoffId }: HeldAct): readonly ShownAct[] {
    return this.shown.filter(({ act }) => act.handoffId !== handoffId);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  /** Entries that an older version wrote and nobody can read any more are left out. */
  private stored(): readonly HeldAct[] {
    return this.ports.store.all().flatMap((text) => {
      const parsed = heldActSchema.safeParse(asJson(text));
      return parsed.success ? [parsed.data] : [];
    });
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
