import { randomUUID } from 'node:crypto';
import { ingestBatch } from '@ripen/persistence';
import { BY_HAND, bornLead, chain, CONTEXT, enrolled, MAIL, published } from '@ripen/persistence/stage';
import { type Arena, openArena } from '../arena';
import { interleaved, median, percentile, report, rounded } from '../figures';

const ROUNDS = 3;
const ALONE = 40;
const CROWD = 100;
const IN_FLIGHT = 20;
const BAR = 2;

type Side = 'ours' | 'rival';
/** Makes something happen to a person; resolves when it was accepted. */
type Poke = (address: string) => Promise<void>;

const GRAPH = chain(
  ['start', 'trigger', BY_HAND],
  [
    'wait',
    'wait_until',
    { events: [{ key: 'read', kind: 'touchpoint', type: 'content_read' }], timeout: { amount: 7, unit: 'days' } },
    'read',
  ],
  ['mail', 'send_email', MAIL, 'sent'],
  ['end', 'exit', {}],
);

/**
 * From the moment that a touchpoint is handed over to the mail at the SMTP server, one person at a time and twenty at once; the rival signals
 * a workflow that sends.
 */
report(async () => {
  const arena = await openArena('reaction', {
    prepare: async ({ pool }) => {
      await pool.query('CREATE TABLE rival_outcome (flow text, mail int, outcome text, PRIMARY KEY (flow, mail))');
    },
  });
  const alone = { ours: [] as number[], rival: [] as number[] };
  const crowd = { ours: [] as number[], rival: [] as number[] };
  for (const side of ['ours', 'rival'] as const) await measure(arena, side, { people: 20, inFlight: 5 });
  for (const [round, side] of interleaved<Side>(['ours', 'rival'], ROUNDS)) {
    alone[side].push(...(await measure(arena, side, { people: ALONE, inFlight: 1 })));
    crowd[side].push(...(await measure(arena, side, { people: CROWD, inFlight: IN_FLIGHT })));
    process.stdout.write(
      `round ${round}: ${side} p50 ${median(alone[side]).toFixed(0)} ms alone, ${median(crowd[side]).toFixed(0)} ms at ${IN_FLIGHT} in flight\n`,
    );
  }
  await arena.close();
  const ratios = [median(alone.ours) / median(alone.rival), median(crowd.ours) / median(crowd.rival)];
  return {
    bench: 'reaction',
    alone: spread(alone),
    crowd: spread(crowd),
    ratioAlone: rounded(ratios[0] ?? Number.NaN),
    ratio: rounded(Math.max(...ratios)),
    bar: BAR,
  };
});

function spread(values: Record<Side, readonly number[]>): object {
  const of = (side: Side) => [rounded(median(values[side])), rounded(percentile(values[side], 0.95))];
  return { oursP50P95Ms: of('ours'), rivalP50P95Ms: of('rival') };
}

/** Milliseconds from the event to the mail, one per person. */
async function measure(
  arena: Arena,
  side: Side,
  { people, inFlight }: { people: number; inFlight: number },
): Promise<number[]> {
  const addresses = Array.from({ length: people }, () => `${randomUUID()}@example.org`);
  const poke = side === 'ours' ? await waitWithUs(arena, addresses) : await waitWithRival(arena, addresses);
  const times: number[] = [];
  const queue = [...addresses];
  const next = async (): Promise<void> => {
    for (let address = queue.shift(); address; address = queue.shift()) {
      const came = arena.sink.next(address);
      const began = performance.now();
      await poke(address);
      await came;
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, next));
  return times;
}

async function waitWithUs({ stage }: Arena, addresses: readonly string[]): Promise<Poke> {
  const version = await published(stage.pool, GRAPH);
  for (const address of addresses)
    await enrolled(stage.pool, { ...version, leadId: await bornLead(stage.pool, address), nodeId: 'start' });
  await until(async () => {
    const { rows } = await stage.pool.query<{ waiting: number }>(
      `SELECT count(*) AS waiting FROM wait w JOIN enrollment e ON e.id = w.enrollment_id WHERE e.journey_id = $1 AND w.state = 'open'`,
      [version.journeyId],
    );
    return rows[0]?.waiting === addresses.length;
  });
  return async (address) => {
    await ingestBatch(
      stage.pool,
      [
        {
          kind: 'touchpoint',
          anonymousId: null,
          userId: address,
          messageId: randomUUID(),
          occurredAt: Date.now(),
          type: 'content_read',
          properties: {},
          source: { channel: null, campaign: null, referrer: null },
        },
      ],
      CONTEXT,
    );
  };
}

async function waitWithRival({ stage, client }: Arena, addresses: readonly string[]): Promise<Poke> {
  for (const address of addresses) {
    const leadId = await bornLead(stage.pool, address);
    await client.workflow.start('rivalReaction', {
      workflowId: address,
      taskQueue: 'rival',
      args: [{ flow: address, leadId }],
    });
  }
  // Their first workflow task is done: they wait, as ours do.
  for (const address of addresses)
    await until(async () => (await client.workflow.getHandle(address).describe()).historyLength >= 4);
  return (address) => client.workflow.getHandle(address).signal('happened');
}

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((next) => setTimeout(next, 50));
}
