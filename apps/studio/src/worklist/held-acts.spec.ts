import type { HeldAct } from './held-act';
import { holdMs } from './held-act';
import { HeldActs, type HeldActsPorts } from './held-acts';

const HANDOFF = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';

/** A browser with its own clock, timers and storage; the server answers as the test says. */
class World {
  now = 1_000_000;
  readonly stored = new Map<string, string>();
  readonly sent: string[] = [];
  readonly done: string[] = [];
  answer: () => Promise<unknown> = () => Promise.resolve();
  asBefore: () => Promise<boolean> = () => Promise.resolve(true);
  private timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly ports: HeldActsPorts = {
    send: (act, { leaving }) => {
      this.sent.push(`${act.action}${leaving ? ' while leaving' : ''}`);
      return this.answer();
    },
    isAsBefore: () => this.asBefore(),
    done: (act) => {
      this.done.push(act.action);
      return Promise.resolve();
    },
    store: {
      all: () => [...this.stored.values()],
      set: (id, text) => this.stored.set(id, text),
      remove: (id) => this.stored.delete(id),
    },
    now: () => this.now,
    later: (ms, run) => {
      const timer = { at: this.now + ms, run };
      this.timers.push(timer);
      return () => (this.timers = this.timers.filter((each) => each !== timer));
    },
  };

  /** The page is gone: its timers never fire. */
  closePage(): void {
    this.timers = [];
  }

  async pass(ms: number): Promise<void> {
    this.now += ms;
    const due = this.timers.filter(({ at }) => at <= this.now);
    this.timers = this.timers.filter(({ at }) => at > this.now);
    for (const { run } of due) run();
    await new Promise(setImmediate);
  }
}

function lost(world: World, handoffId = HANDOFF): HeldAct {
  return {
    handoffId,
    action: 'lost',
    leadName: 'Maria Beispiel',
    before: { state: 'accepted', ownerId: OTHER },
    sendAt: world.now + 10_000,
    body: { reason: 'Zeitpunkt', unmet: ['time'], answers: { findings: 'Budget erst im Frühjahr' } },
  };
}
const phases = (acts: HeldActs): string[] => acts.all().map(({ phase }) => phase);

describe('an act that is held', () => {
  it('is sent once when its time is over, and then forgotten', async () => {
    const world = new World();
    const acts = new HeldActs(world.ports);
    acts.hold(lost(world));
    await world.pass(9_999);
    expect([phases(acts), world.sent, world.stored.size]).toEqual([['held'], [], 1]);
    await world.pass(1);
    expect([phases(acts), world.sent, world.done, world.stored.size]).toEqual([[], ['lost'], ['lost'], 0]);
  });

  it('is never sent once it was undone, and what was typed stays at hand', async () => {
    const world = new World();
    const acts = new HeldActs(world.ports);
    const act = lost(world);
    acts.hold(act);
    expect(acts.undo()).toEqual(act);
    await world.pass(60_000);
    expect([phases(acts), world.sent, world.stored.size]).toEqual([[], [], 0]);
    expect(acts.draftOf(HANDOFF)).toEqual(act);
  });

  it('undoes the latest first, and one of many by its handoff', () => {
    const world = new World();
    const acts = new HeldActs(world.ports);
    acts.hold(lost(world));
    acts.hold(lost(world, OTHER));
    expect(acts.undo()?.handoffId).toBe(OTHER);
    acts.hold(lost(world, OTHER));
    expect(acts.undo(HANDOFF)?.handoffId).toBe(HANDOFF);
    expect(acts.undo(HANDOFF)).toBeUndefined();
  });

  it('cannot be undone while it is on its way', () => {
    const world = new World();
    world.answer = () => new Promise(() => undefined);
    const acts = new HeldActs(world.ports);
    acts.hold({ ...lost(world), sendAt: world.now });
    expect([phases(acts), acts.undo()]).toEqual([['sending'], undefined]);
  });

  it('stays, with the reason, when the server does not take it, and goes by a second try', async () => {
    const world = new World();
    world.answer = () => Promise.reject(new Error('Ripen antwortet nicht.'));
    const acts = new HeldActs(world.ports);
    acts.hold(lost(world));
    await world.pass(10_000);
    expect(acts.all()).toMatchObject([{ phase: 'failed', problem: 'Ripen antwortet nicht.' }]);
    expect(world.stored.size).toBe(1);
    world.answer = () => Promise.resolve();
    await acts.retry(HANDOFF);
    expect([phases(acts), world.stored.size]).toEqual([[], 0]);
  });

  it('can be given up after it failed', async () => {
    const world = new World();
    world.answer = () => Promise.reject(new Error('no'));
    const acts = new HeldActs(world.ports);
    acts.hold(lost(world));
    await world.pass(10_000);
    acts.discard(HANDOFF);
    expect([phases(acts), world.stored.size, acts.draftOf(HANDOFF)?.action]).toEqual([[], 0, 'lost']);
  });

  it('tells its listeners of every change', () => {
    const world = new World();
    const acts = new HeldActs(world.ports);
    const heard = jest.fn();
    const stop = acts.subscribe(heard);
    acts.hold(lost(world));
    acts.undo();
    stop();
    acts.hold(lost(world));
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe('an act whose page is closed', () => {
  it('is sent on the way out, without a second time by its timer', async () => {
    const world = new World();
    const acts = new HeldActs(world.ports);
    acts.hold(lost(world));
    await acts.flush({ leaving: true });
    await world.pass(60_000);
    expect(world.sent).toEqual(['lost while leaving']);
  });

  it('is forgotten at the next visit when it arrived though nobody heard the answer', async () => {
    const world = new World();
    world.answer = () => new Promise(() => undefined);
    const before = new HeldActs(world.ports);
    before.hold(lost(world));
    void before.flush({ leaving: true });
    world.closePage();

    world.asBefore = () => Promise.resolve(false);
    const after = new HeldActs(world.ports);
    after.restore();
    await world.pass(15_000);
    expect([phases(after), world.stored.size, world.sent]).toEqual([[], 0, ['lost while leaving']]);
  });

  it('is told at the next visit when it did not arrive, and can be sent then', async () => {
    const world = new World();
    new HeldActs(world.ports).hold(lost(world));
    world.closePage();

    const after = new HeldActs(world.ports);
    after.restore();
    await world.pass(14_999);
    expect(phases(after)).toEqual([]);
    await world.pass(1);
    expect(after.all()).toMatchObject([{ phase: 'failed', problem: null, act: { action: 'lost' } }]);
    await after.retry(HANDOFF);
    expect([phases(after), world.sent, world.stored.size]).toEqual([[], ['lost'], 0]);
  });

  it('is told rather than dropped when the server cannot be asked', async () => {
    const world = new World();
    new HeldActs(world.ports).hold(lost(world));
    world.closePage();
    world.asBefore = () => Promise.reject(new Error('offline'));
    const after = new HeldActs(world.ports);
    after.restore();
    await world.pass(15_000);
    expect(phases(after)).toEqual(['failed']);
  });

  it('is left to the tab that still holds it', async () => {
    const world = new World();
    const first = new HeldActs(world.ports);
    first.hold(lost(world));
    const second = new HeldActs(world.ports);
    second.restore();
    await world.pass(10_000);
    await world.pass(5_000);
    expect([phases(second), world.sent]).toEqual([[], ['lost']]);
  });

  it('is no more when its entry cannot be read', async () => {
    const world = new World();
    world.stored.set('x', '{"action":"lost"');
    world.stored.set('y', '{"action":"dance"}');
    const acts = new HeldActs(world.ports);
    acts.restore();
    await world.pass(60_000);
    expect(phases(acts)).toEqual([]);
  });
});

describe('how long an act may be held', () => {
  const rung = (dueAt: number, firedAt: number | null = null) => ({ rung: 'breach' as const, dueAt, firedAt });

  it('is ten seconds where no clock is near', () => {
    expect(holdMs(null, 0)).toBe(10_000);
    expect(holdMs({ rungs: [rung(60_000)] }, 0)).toBe(10_000);
  });

  it('ends before the next rung of the clock, so that waiting costs no promise', () => {
    expect(holdMs({ rungs: [rung(60_000), rung(9_000)] }, 0)).toBe(7_000);
  });

  it('is nothing where too little time is left', () => {
    expect(holdMs({ rungs: [rung(3_900)] }, 0)).toBe(0);
  });

  it('looks at no rung that has fired or passed', () => {
    expect(holdMs({ rungs: [rung(3_000, 2_900), rung(-5)] }, 0)).toBe(10_000);
  });
});
