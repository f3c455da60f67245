import { HOUR, MINUTE, SECOND } from '@ripen/domain';
import type { Script } from '@ripen/connectors/scripted-smtp';
import { openSmtpScene, type SmtpScene } from './smtp-scene.fixture';

/** The pause after the first refusal; doubled by every further one, spread by a fifth either way. */
const BASE = 15 * SECOND;
const SPREAD = 0.2;

describe('what a mail server answers decides what becomes of a mail', () => {
  let scene: SmtpScene;
  let count = 0;
  beforeAll(async () => {
    scene = await openSmtpScene({ command: 300, greeting: 300 });
  }, 60_000);
  afterAll(() => scene?.close());
  // Every case begins with a connection of its own.
  beforeEach(() => {
    scene.server.cutWith('');
    scene.script = {};
  });

  const somebody = async (): Promise<{ id: string; address: string }> => {
    const address = `somebody-${(count += 1)}@example.org`;
    return { id: await scene.person(address), address };
  };
  const taken = (address: string): number => scene.server.bodies.filter((body) => body.includes(`<${address}>`)).length;

  it.each<[string, Script, string]>([
    ['421 at the greeting', { greeting: '421 4.3.2 busy' }, 'throttled'],
    ['450 at the recipient', { rcpt: '450 4.2.0 greylisted' }, 'recipient_refused'],
    ['451 at the recipient', { rcpt: '451 4.3.0 local trouble' }, 'throttled'],
    ['451 to the body', { body: '451 4.3.0 later' }, 'throttled'],
    ['silence before the body', { mail: null }, 'timeout'],
    ['a cut before the body', { rcpt: 'die' }, 'connection'],
    ['a TLS that breaks', { ehlo: '250-test\r\n250 STARTTLS', starttls: '220 go' }, 'tls'],
  ])('%s: tried again after a pause, and sent once', async (_, script, code) => {
    const { id, address } = await somebody();
    scene.script = script;
    const next = await scene.rest(id);
    const first = await scene.effect(id);
    expect(first).toMatchObject({ state: 'planned', code, attempt: 1 });
    expect(first.pause).toBeGreaterThanOrEqual((1 - SPREAD) * BASE);
    expect(first.pause).toBeLessThanOrEqual((1 + SPREAD) * BASE);
    scene.script = {};
    const before = taken(address);
    scene.moveTo(next ?? 0);
    expect(await scene.rest(id)).toBeNull();
    expect(await scene.effect(id)).toMatchObject({ state: 'sent', attempt: 2 });
    expect(taken(address) - before).toBe(1);
    expect(await scene.suppressed(address)).toBe(false);
  });

  it.each<[string, Script, string, boolean]>([
    ['550 5.1.1: there is no such address', { rcpt: '550 5.1.1 unknown' }, 'recipient_refused', true],
    ['550 without more', { rcpt: '550 no such user' }, 'recipient_refused', true],
    ['550 5.1.1 to the body', { body: '550 5.1.1 unknown' }, 'recipient_refused', true],
    ['552 5.2.2: the mailbox is full', { rcpt: '552 5.2.2 over quota' }, 'mailbox_unavailable', false],
    ['552 5.3.4: the mail is too large', { body: '552 5.3.4 too big' }, 'message_refused', false],
    ['550 5.7.1: the content or we are not liked', { rcpt: '550 5.7.1 blocked' }, 'policy', false],
    ['554 without more', { rcpt: '554 relay access denied' }, 'policy', false],
    ['550 5.1.8: our own sender', { mail: '550 5.1.8 bad sender' }, 'sender_refused', false],
  ])('%s: never tried again; suppressed only where the address does not exist', async (_, script, code, suppressed) => {
    const { id, address } = await somebody();
    scene.script = script;
    await scene.rest(id);
    expect(await scene.effect(id)).toMatchObject({ state: 'failed', code, attempt: 1 });
    expect(await scene.suppressed(address)).toBe(suppressed);
  });

  it.each<[string, Script]>([
    ['silence', { body: null }],
    ['a cut after the body', { body: 'die' }],
    ['a cut in the middle of it', { bodyBegins: 'die' }],
  ])('%s once the body has begun: unknown, and never sent again by itself', async (_, script) => {
    const { id, address } = await somebody();
    scene.script = script;
    await scene.rest(id);
    scene.script = {};
    const before = taken(address);
    expect(await scene.effect(id)).toMatchObject({ state: 'unknown', attempt: 1 });
    scene.moveTo(scene.now() + HOUR);
    await scene.turn(id);
    expect(taken(address)).toBe(before);
  });

  it('a server that throttles is left alone longer and longer, and nobody comes back together', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, somebody));
    scene.script = { rcpt: '451 4.7.0 slow down' };
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const pauses: number[] = [];
      let latest = 0;
      for (const { id } of people) {
        latest = Math.max(latest, (await scene.rest(id)) ?? 0);
        const seen = await scene.effect(id);
        expect(seen).toMatchObject({ state: 'planned', code: 'throttled', attempt });
        pauses.push(seen.pause ?? 0);
      }
      const base = Math.min(BASE * 2 ** (attempt - 1), HOUR);
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual((1 - SPREAD) * base - 1);
      expect(Math.max(...pauses)).toBeLessThanOrEqual((1 + SPREAD) * base + 1);
      expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(SPREAD * base);
      expect(new Set(pauses).size).toBeGreaterThan(people.length / 2);
      scene.moveTo(latest);
    }
  }, 120_000);

  it('a server that names a time is never asked before it, nor by everybody at once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, somebody));
    scene.script = { rcpt: '450 4.7.1 greylisted, try again in 5 minutes' };
    const pauses: number[] = [];
    for (const { id } of people) {
      await scene.rest(id);
      pauses.push((await scene.effect(id)).pause ?? 0);
    }
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5 * MINUTE);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(5 * MINUTE * (1 + SPREAD) + 1);
    expect(Math.max(...pauses) - Math.min(...pauses)).toBeGreaterThan(10 * SECOND);
  });

  it('a server that is down for two hours loses nothing: every mail is tried again and goes out once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, somebody));
    await scene.goDown();
    const down = scene.now();
    const due = new Map(people.map(({ id }) => [id, down]));
    const tries = async (until: number): Promise<void> => {
      for (;;) {
        const [next] = [...due].sort(([, one], [, other]) => one - other);
        if (next === undefined || next[1] > until) return;
        scene.moveTo(next[1]);
        const again = await scene.rest(next[0]);
        if (again === null) due.delete(next[0]);
        else due.set(next[0], again);
      }
    };
    await tries(down + 2 * HOUR);
    expect(due.size).toBe(people.length);
    for (const { id } of people) expect(await scene.effect(id)).toMatchObject({ state: 'planned', code: 'connection' });
    await scene.comeBack();
    await tries(down + 2 * HOUR + (1 + SPREAD) * HOUR);
    expect(due.size).toBe(0);
    expect(people.map(({ address }) => taken(address))).toEqual(people.map(() => 1));
  }, 120_000);
});
