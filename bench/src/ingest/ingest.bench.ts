import { type IngestEvent, ingestBatch } from '@ripen/persistence';
import { bornLead, chain, CLICK, CONTEXT, enrolled, openStage, published, type Stage } from '@ripen/persistence/stage';
import { insertBare, PREPARE_BARE } from '../../rivals/ingest/bare-insert';
import { interleaved, median, report, rounded } from '../figures';

const LEADS = 2_000;
/** Of them, so many wait for a click in a journey, which every one of their touchpoints is compared with. */
const WAITING = 500;
const BATCHES = 300;
const BATCH = 100;
const IN_FLIGHT = 4;
const ROUNDS = 5;
const BAR = 0.2;
const BAR_PER_SECOND = 2_000;
/** One event in so many was sent before: clients retry. */
const REPEATED = 50;

const TYPES = ['topic_page_visited', 'content_read', 'webinar_registered', 'web_page_visited'];

/** Touchpoints of known leads by batches of 100: dedupe, score, triggers, waits and outbox against the insert of the same rows. */
report(async () => {
  const stage = await openStage();
  await stage.pool.query(PREPARE_BARE);
  const addresses = await people(stage);
  const figures = { ours: [] as number[], rival: [] as number[] };
  await round('ours', stage, eventsOf(addresses, 'warm', 50));
  await round('rival', stage, eventsOf(addresses, 'warm', 50));
  for (const [count, who] of interleaved(['ours', 'rival'], ROUNDS)) {
    const perSecond = await round(who, stage, eventsOf(addresses, `${who}-${count}`, BATCHES));
    figures[who].push(perSecond);
    process.stdout.write(`round ${count}: ${who} ${perSecond.toFixed(0)} touchpoints/s\n`);
  }
  await stage.close();
  const [ours, rival] = [median(figures.ours), median(figures.rival)];
  return {
    bench: 'ingest',
    touchpoints: BATCHES * BATCH,
    rounds: ROUNDS,
    ours: Math.round(ours),
    rival: Math.round(rival),
    barPerSecond: BAR_PER_SECOND,
    ratio: rounded(ours / rival),
    bar: BAR,
  };
});

async function people({ pool }: Stage): Promise<string[]> {
  const graph = chain(
    ['start', 'trigger', { on: 'by_hand' }],
    ['wait', 'wait_until', CLICK, 'clicked'],
    ['end', 'exit', {}],
  );
  const version = await published(pool, graph);
  const addresses = Array.from({ length: LEADS }, (_, index) => `lead-${index}@example.org`);
  for (const [index, address] of addresses.entries()) {
    const leadId = await bornLead(pool, address);
    if (index < WAITING) await enrolled(pool, { ...version, leadId, nodeId: 'start' });
  }
  return addresses;
}

/** Batches in which the leads take turns, so that each batch has a hundred different ones and batches overlap. */
function eventsOf(addresses: readonly string[], run: string, batches: number): IngestEvent[][] {
  return Array.from({ length: batches }, (_, batch) =>
    Array.from({ length: BATCH }, (_unused, index) => {
      const at = batch * BATCH + index;
      const number = at % REPEATED === REPEATED - 1 ? at - 1 : at;
      return {
        kind: 'touchpoint',
        anonymousId: null,
        userId: addresses[(number * 7) % addresses.length] ?? '',
        messageId: `${run}-${number}`,
        occurredAt: Date.now(),
        type: TYPES[number % TYPES.length] ?? '',
        properties: { path: `/themen/${number % 40}`, title: 'Retrofit' },
        source: { channel: 'web', campaign: 'autumn', referrer: null },
      };
    }),
  );
}

/** Touchpoints per second from the first batch to the last commit. */
async function round(who: 'ours' | 'rival', { pool }: Stage, batches: IngestEvent[][]): Promise<number> {
  const store = who === 'ours' ? (batch: IngestEvent[]) => ingestBatch(pool, batch, CONTEXT) : insertBare(pool);
  const queue = [...batches];
  const next = async (): Promise<void> => {
    for (let batch = queue.shift(); batch; batch = queue.shift()) await store(batch);
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: IN_FLIGHT }, next));
  return (batches.length * BATCH) / ((performance.now() - began) / 1_000);
}
