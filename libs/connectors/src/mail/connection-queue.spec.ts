import { ConnectionQueue, type Slot } from './connection-queue';

const SLOW_MS = 1_000;
const never = new AbortController().signal;

describe('who may hold a connection', () => {
  let queue: ConnectionQueue;
  beforeEach(() => {
    jest.useFakeTimers();
    queue = new ConnectionQueue({ maxConnections: 10, slowMs: SLOW_MS });
  });
  afterEach(() => jest.useRealTimers());

  const taken = async (domain: string): Promise<Slot> => {
    const turn = await queue.slot(`a@${domain}`, never);
    if (turn === null || turn === 'slow') throw new Error(`no slot: ${turn}`);
    turn.asked();
    return turn;
  };
  const many = (count: number, domain: string): Promise<Slot[]> =>
    Promise.all(Array.from({ length: count }, () => taken(domain)));
  /** What the mail got by now; null while it waits. */
  const now = async (turn: ReturnType<ConnectionQueue['slot']>): Promise<Slot | 'slow' | null> => {
    let seen: Slot | 'slow' | null = null;
    void turn.then((answer) => (seen = answer));
    await jest.advanceTimersByTimeAsync(0);
    return seen;
  };
  /** Holds a connection without an answer until its domain is found slow. */
  const foundSlow = async (domain: string): Promise<Slot> => {
    const slot = await taken(domain);
    await jest.advanceTimersByTimeAsync(SLOW_MS);
    return slot;
  };

  it('a domain never holds all: there is one for somebody else at once', async () => {
    await many(8, 'slow.example');
    const ninth = queue.slot('b@slow.example', never);
    expect(await now(ninth)).toBeNull();
    await expect(taken('quick.example')).resolves.toBeDefined();
  });

  it('whoever waits behind their domain’s share is overtaken by others', async () => {
    const held = await many(8, 'full.example');
    const own = queue.slot('b@full.example', never);
    const others = await many(2, 'quick.example');
    const late = queue.slot('c@quick.example', never);
    others[0]?.free();
    expect(await now(late)).toEqual(expect.objectContaining({ free: expect.any(Function) }));
    expect(await now(own)).toBeNull();
    held[0]?.free();
    expect(await now(own)).toEqual(expect.objectContaining({ free: expect.any(Function) }));
  });

  it('a domain that is silent too long is found slow: its mails that wait are turned away, and later ones at once', async () => {
    await many(8, 'slow.example');
    const waiting = queue.slot('b@slow.example', never);
    await jest.advanceTimersByTimeAsync(SLOW_MS);
    expect(await now(waiting)).toBe('slow');
    expect(await queue.slot('c@SLOW.example', never)).toBe('slow');
  });

  it('ten slow domains together leave half of the connections to others', async () => {
    for (let index = 0; index < 10; index += 1) (await foundSlow(`slow${index}.example`)).free();
    let held = 0;
    for (let index = 0; index < 10; index += 1)
      if ((await queue.slot(`a@slow${index}.example`, never)) !== 'slow') held += 1;
    expect(held).toBe(5);
    await expect(many(5, 'quick.example')).resolves.toHaveLength(5);
  });

  it('one mail that goes through quickly lifts it', async () => {
    (await foundSlow('slow.example')).free();
    const probe = await taken('slow.example');
    expect(await queue.slot('b@slow.example', never)).toBe('slow');
    probe.free();
    await expect(many(8, 'slow.example')).resolves.toHaveLength(8);
  });

  it('taking the body may last twice as long', async () => {
    const slot = await taken('scanned.example');
    slot.ready();
    await jest.advanceTimersByTimeAsync(2 * SLOW_MS - 1);
    slot.free();
    await expect(many(2, 'scanned.example')).resolves.toHaveLength(2);
  });

  it('who gives up leaves the queue', async () => {
    const held = await many(8, 'full.example');
    const giveUp = new AbortController();
    const turn = queue.slot('b@full.example', giveUp.signal);
    giveUp.abort();
    expect(await turn).toBeNull();
    for (const slot of held) slot.free();
    await expect(queue.close()).resolves.toBeUndefined();
  });
});
