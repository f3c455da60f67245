import { BY_HAND, bornLead, chain, MAIL, published } from '@ripen/persistence/stage';
import { type Arena, enrolAtOnce, openArena } from '../arena';
import { interleaved, median, report, rounded } from '../figures';

const FLOWS = 500;
const ROUNDS = 3;
const BAR = 0.8;
const START_CONCURRENCY = 20;

const GRAPH = chain(
  ['start', 'trigger', BY_HAND],
  ['first', 'send_email', MAIL, 'sent'],
  ['pause', 'wait', { amount: 1, unit: 'seconds' }],
  ['second', 'send_email', MAIL, 'sent'],
  ['end', 'exit', {}],
);

type Leads = readonly string[];

/** 500 leads through mail → 1 s wait → mail: ours with consent, trace, claim, mark and outbox; the rival's as in bench/rivals. */
report(async () => {
  const arena = await openArena('journey', {
    prepare: async ({ pool }) => {
      await pool.query(
        'CREATE TABLE rival_outcome (flow text, mail int, outcome text, at timestamptz DEFAULT now(), PRIMARY KEY (flow, mail))',
      );
    },
  });
  const leads: string[] = [];
  for (let index = 0; index < FLOWS; index += 1)
    leads.push(await bornLead(arena.stage.pool, `lead-${index}@example.org`));

  const figures = { ours: [] as number[], rival: [] as number[] };
  await round('ours', arena, leads.slice(0, 50));
  await round('rival', arena, leads.slice(0, 50));
  for (const [count, who] of interleaved(['ours', 'rival'], ROUNDS)) {
    const perSecond = await round(who, arena, leads);
    figures[who].push(perSecond);
    process.stdout.write(`round ${count}: ${who} ${perSecond.toFixed(1)} flows/s\n`);
  }
  await arena.close();
  const [ours, rival] = [median(figures.ours), median(figures.rival)];
  return {
    bench: 'journey',
    flows: FLOWS,
    rounds: ROUNDS,
    ours: rounded(ours),
    rival: rounded(rival),
    ratio: rounded(ours / rival),
    bar: BAR,
  };
});

/** Flows per second, from the first start to the last outcome that is on record. */
async function round(who: 'ours' | 'rival', arena: Arena, leads: Leads): Promise<number> {
  const began = performance.now();
  const done = who === 'ours' ? await startOurs(arena, leads) : await startRivals(arena, leads);
  while (!(await done())) await new Promise((next) => setTimeout(next, 20));
  return leads.length / ((performance.now() - began) / 1_000);
}

type Finished = () => Promise<boolean>;

async function startOurs({ stage }: Arena, leads: Leads): Promise<Finished> {
  const version = await published(stage.pool, GRAPH);
  await enrolAtOnce(stage, version, leads);
  return async () => {
    const { rows } = await stage.pool.query<{ ended: number }>(
      `SELECT count(*) AS ended FROM enrollment WHERE journey_id = $1 AND status = 'ended'`,
      [version.journeyId],
    );
    return rows[0]?.ended === leads.length;
  };
}

async function startRivals({ stage, client }: Arena, leads: Leads): Promise<Finished> {
  const name = `rival-${Date.now()}`;
  const queue = leads.map((leadId, index) => ({ flow: `${name}-${index}`, leadId }));
  const startNext = async (): Promise<void> => {
    for (let input = queue.shift(); input; input = queue.shift()) {
      await client.workflow.start('rivalJourney', { workflowId: input.flow, taskQueue: 'rival', args: [input] });
    }
  };
  await Promise.all(Array.from({ length: START_CONCURRENCY }, startNext));
  return async () => {
    const { rows } = await stage.pool.query<{ ended: number }>(
      'SELECT count(*) AS ended FROM rival_outcome WHERE mail = 2 AND flow LIKE $1',
      [`${name}-%`],
    );
    return rows[0]?.ended === leads.length;
  };
}
