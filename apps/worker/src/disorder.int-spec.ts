import { ingestBatch, isRetryable, rescoreChunk } from '@ripen/persistence';
import { type Delivery, disordered, type Outcome, outcomes, personOf, prompt, wipe } from '@ripen/persistence/lives';
import { chain, CONTEXT, MAIL, published } from '@ripen/persistence/stage';
import { eventually, openStack, type Stack } from './stack.fixture';

const PEOPLE = 50;
const BATCH = 100;
/** Batches under way at once: what is ready first comes first. */
const AT_ONCE = 2;
/** Everything has happened by now, and the latest copy of it would have come by now. */
const BEGINS = Date.now() - 40 * 3_600_000;

/** What each person's journeys are begun by; a mail that has nobody to go to and one that goes out lead to the same end. */
const onTouchpoint = (type: string) =>
  chain(
    ['start', 'trigger', { on: 'touchpoint', type }],
    ['pause', 'wait', { amount: 1, unit: 'seconds' }],
    ['mail', 'send_email', { ...MAIL, purpose: 'transactional' }, 'sent'],
    ['end', 'exit', { reason: 'completed' }],
  );

describe('events that come late, shuffled and many times, while workflows carry the people', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack();
    for (const type of ['webinar_registered', 'content_requested']) {
      const graph = onTouchpoint(type);
      const failed = { id: 'mail-failed', from: 'mail', port: 'failed', to: 'end' };
      await published(stack.stage.pool, { ...graph, edges: [...graph.edges, failed] });
    }
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  /** As a client sends: a batch that met another is sent again. */
  async function send(batch: readonly Delivery[]): Promise<void> {
    const events = batch.map(({ event }) => event);
    for (;;) {
      try {
        return void (await ingestBatch(stack.stage.pool, events, CONTEXT));
      } catch (error) {
        if (!isRetryable(error)) throw error;
      }
    }
  }

  async function receive(deliveries: readonly Delivery[]): Promise<void> {
    const batches = Array.from({ length: Math.ceil(deliveries.length / BATCH) }, (_, index) =>
      deliveries.slice(index * BATCH, (index + 1) * BATCH),
    );
    const sendNext = async (): Promise<void> => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) await send(batch);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
  }

  async function outcomesOf(
    people: ReturnType<typeof personOf>[],
    deliveries: readonly Delivery[],
  ): Promise<Map<number, Outcome>> {
    const { pool } = stack.stage;
    await wipe(pool);
    await receive(deliveries);
    while (await rescoreChunk(pool, CONTEXT));
    const atRest = `SELECT NOT EXISTS (SELECT FROM enrollment WHERE status <> 'ended') AND NOT EXISTS (SELECT FROM outbox) AS ended`;
    await eventually(async () => (await pool.query<{ ended: boolean }>(atRest)).rows[0]?.ended, 60_000);
    return outcomes(pool, people);
  }

  it('leave everybody where each once, in order, would have, and no mail goes out twice', async () => {
    const people = Array.from({ length: PEOPLE }, (_, index) => personOf(index + 1, BEGINS));
    const once = await outcomesOf(people, prompt(people));
    const mailsBefore = stack.mailbox.mails.length;
    const late = await outcomesOf(people, disordered(people));
    const { rows } = await stack.stage.pool.query<{ sent: number }>(
      `SELECT count(*) AS sent FROM effect WHERE state = 'sent'`,
    );
    expect([...late]).toEqual([...once]);
    expect([...once.values()].join()).toContain('ended completed');
    expect(stack.mailbox.mails.length - mailsBefore).toBe(rows[0]?.sent);
  }, 180_000);
});
