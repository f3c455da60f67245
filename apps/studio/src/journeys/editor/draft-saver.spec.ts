import { renameNode } from '../graph/graph-edits';
import { aLine } from '../graph/sample-graph';
import { DraftSaver, type KeptDraft, QUIET_MS, type SaveAnswer, type SaveState } from './draft-saver';

const first = aLine('t', 'a');
const second = renameNode(first, 'a', 'second');

/** A saver with a clock that only moves when told, and a server that answers when told. */
function bench() {
  const timers: { at: number; action: () => void }[] = [];
  const calls: { name: string; revision: number; answer: (answer: SaveAnswer) => Promise<void> }[] = [];
  const seen: SaveState[] = [];
  const box = { now: 0, kept: null as KeptDraft | null };
  const saver = new DraftSaver(7, {
    save: (graph, revision) => {
      const { promise, resolve } = Promise.withResolvers<SaveAnswer>();
      const name = graph.nodes[1]?.name ?? '';
      calls.push({ name, revision, answer: async (answer) => (resolve(answer), settle()) });
      return promise;
    },
    keep: (draft) => ((box.kept = draft), true),
    now: () => box.now,
    later: (milliseconds, action) => {
      const timer = { at: box.now + milliseconds, action };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer) >>> 0, 1);
    },
    onState: (state) => seen.push(state),
  });
  const pass = async (milliseconds: number): Promise<void> => {
    box.now += milliseconds;
    for (const timer of timers.filter(({ at }) => at <= box.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.action();
    }
    await settle();
  };
  return { saver, calls, seen, box, pass };
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

describe('saving the draft', () => {
  it('waits for a quiet moment and saves the latest drawing once', async () => {
    const { saver, calls, seen, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS / 2);
    saver.changed(second);
    await pass(QUIET_MS / 2);
    expect(calls).toHaveLength(0);
    await pass(QUIET_MS / 2);
    expect(calls.map(({ name, revision }) => [name, revision])).toEqual([['second', 7]]);
    await calls[0]?.answer({ ok: true, revision: 8 });
    expect(seen.at(-1)?.kind).toBe('saved');
    expect(saver.currentRevision).toBe(8);
  });

  it('sends one request at a time and the next upon the new revision', async () => {
    const { saver, calls, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS);
    saver.changed(second);
    await pass(10 * QUIET_MS);
    expect(calls).toHaveLength(1);
    await calls[0]?.answer({ ok: true, revision: 8 });
    await pass(QUIET_MS);
    expect(calls.map(({ revision }) => revision)).toEqual([7, 8]);
  });

  it('keeps the drawing in the browser while the server fails, tries again, and forgets it once saved', async () => {
    const { saver, calls, seen, box, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS);
    await calls[0]?.answer({ ok: false, why: 'failed' });
    expect(seen.at(-1)).toEqual({ kind: 'failed', retries: true, keptHere: true });
    expect(box.kept).toEqual({ graph: first, revision: 7 });
    await pass(2_000);
    await calls[1]?.answer({ ok: true, revision: 8 });
    expect(seen.at(-1)?.kind).toBe('saved');
    expect(box.kept).toBeNull();
  });

  it('tries no more on its own when the server refuses', async () => {
    const { saver, calls, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS);
    await calls[0]?.answer({ ok: false, why: 'refused' });
    await pass(60_000);
    expect(calls).toHaveLength(1);
  });

  it('stops and asks when somebody else saved first; overwriting saves upon their revision', async () => {
    const { saver, calls, seen, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS);
    await calls[0]?.answer({ ok: false, why: 'conflict' });
    saver.changed(second);
    await pass(60_000);
    expect(calls).toHaveLength(1);
    expect(seen.at(-1)?.kind).toBe('conflict');
    const overwritten = saver.overwrite(12);
    await calls[1]?.answer({ ok: true, revision: 13 });
    await expect(overwritten).resolves.toBe(true);
    expect(calls[1]).toMatchObject({ name: 'second', revision: 12 });
  });

  it('forgets ours when theirs is taken', async () => {
    const { saver, calls, box, pass } = bench();
    saver.changed(first);
    await pass(QUIET_MS);
    await calls[0]?.answer({ ok: false, why: 'conflict' });
    saver.adopt(12);
    await pass(60_000);
    expect([saver.isClean, saver.currentRevision, box.kept, calls.length]).toEqual([true, 12, null, 1]);
  });

  it('saves at once and completely when asked to', async () => {
    const { saver, calls } = bench();
    saver.changed(first);
    const flushed = saver.flush();
    saver.changed(second);
    await calls[0]?.answer({ ok: true, revision: 8 });
    await calls[1]?.answer({ ok: true, revision: 9 });
    await expect(flushed).resolves.toBe(true);
    expect(calls.map(({ name }) => name)).toEqual(['', 'second']);
  });

  it('says that not all is saved when the server fails during that', async () => {
    const { saver, calls } = bench();
    saver.changed(first);
    const flushed = saver.flush();
    await calls[0]?.answer({ ok: false, why: 'failed' });
    await expect(flushed).resolves.toBe(false);
  });

  it('keeps what is unsaved in the browser when the page is left', () => {
    const { saver, box } = bench();
    saver.changed(first);
    saver.close();
    expect(box.kept).toEqual({ graph: first, revision: 7 });
  });
});
