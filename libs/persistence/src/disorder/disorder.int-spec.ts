import { loadTestSettings } from '@ripen/config';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { wipe } from '../crash/end-state.fixture';
import { quickPool } from '../crash/faulty-pool.fixture';
import { ingestBatch } from '../facts/ingest';
import { rescoreChunk } from '../facts/rescore';
import { chain, openStage, published, type Stage } from '../stage.fixture';
import { outcomes, type Outcome } from './outcome.fixture';
import { type Delivery, disordered, type Person, personOf, prompt } from './person.fixture';

/** `RIPEN_TEST_SEEDS=10000` for all. */
const SEEDS = loadTestSettings().seeds ?? 200;
const PEOPLE_AT_ONCE = 200;
const BATCH = 100;
const BEGINS = Date.UTC(2026, 10, 23, 8);

describe('events that come late, shuffled and many times', () => {
  let stage: Stage;
  let pool: Pool;
  beforeAll(async () => {
    stage = await openStage();
    pool = quickPool(stage.url);
    await published(
      pool,
      chain(
        ['start', 'trigger', { on: 'touchpoint', type: 'webinar_registered' }],
        ['month', 'wait', { amount: 30, unit: 'days' }],
        ['end', 'exit', { reason: 'completed' }],
      ),
    );
  });
  afterAll(async () => {
    await pool.end();
    await stage.close();
  });

  /** Takes the deliveries in, in batches of the size that a client sends, each at the moment of its last. */
  async function receive(deliveries: readonly Delivery[]): Promise<void> {
    for (let from = 0; from < deliveries.length; from += BATCH) {
      const batch = deliveries.slice(from, from + BATCH);
      const now: EpochMs = batch.at(-1)?.at ?? BEGINS;
      await ingestBatch(
        pool,
        batch.map(({ event }) => event),
        { clock: { now: () => Promise.resolve(now) } },
      );
    }
  }

  async function outcomesOf(people: readonly Person[], deliveries: readonly Delivery[]): Promise<Map<number, Outcome>> {
    await wipe(pool);
    await receive(deliveries);
    while (await rescoreChunk(pool, { clock: { now: () => Promise.resolve(BEGINS) } }));
    return outcomes(pool, people);
  }

  it('leave everybody where each once, in order, would have', async () => {
    const different: unknown[] = [];
    for (let first = 1; first <= SEEDS; first += PEOPLE_AT_ONCE) {
      const people = Array.from({ length: PEOPLE_AT_ONCE }, (_, index) => personOf(first + index, BEGINS));
      const once = await outcomesOf(people, prompt(people));
      const late = await outcomesOf(people, disordered(people));
      for (const { seed } of people)
        if (JSON.stringify(once.get(seed)) !== JSON.stringify(late.get(seed)))
          different.push({ seed, once: once.get(seed), late: late.get(seed) });
    }
    expect(different.slice(0, 6)).toEqual([]);
  }, 1_800_000);
});
