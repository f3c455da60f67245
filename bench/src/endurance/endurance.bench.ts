import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  bearLeads,
  clickAnyway,
  enrolAll,
  IngestClient,
  openWorld,
  sell,
  settle,
  type OwnWorld,
  WRITE_KEY,
} from '@ripen/chaos';
import { seeded, steadyPort } from '@ripen/testing';
import { report, rounded } from '../figures';
import {
  type InspectPorts,
  ingestLatency,
  type LiveHeap,
  type Sample,
  takeSample,
  wakeUpLateness,
  weighHeaps,
} from './samples';
import { heapVerdicts, latencyVerdict, memoryTrend, memoryVerdicts, spread, tableVerdicts } from './verdict';

const MINUTE_MS = 60_000;
/** Two people a second are about ten wake-ups a second: half of what the embedded default is meant for. */
const PEOPLE_PER_SECOND = 2;
const EVENTS_PER_SECOND = 50;
const SAMPLE_EVERY_MS = 5_000;
const WEIGH_EVERY_MS = MINUTE_MS;
/** Caches fill, code is compiled, pools open. */
const WARM_UP_SHARE = 0.4;
const WARM_UP_AT_MOST_MS = 5 * MINUTE_MS;
const FINISH_WITHIN_MS = 30_000;

/**
 * Half the supported load on the real processes for `--minutes M` (30): people who enrol, wait, get mails, click or are handed to sales, beside
 * visits of everybody. After a warm-up nothing may grow: no memory, no latency, no table beyond its rows.
 */
report(async () => {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
  const runMs = Number(values.minutes) * MINUTE_MS;
  const clicking: Promise<void>[] = [];
  const ports = { worker: await steadyPort(), api: await steadyPort() };
  const world = await openWorld({
    root: undefined,
    more: { worker: inspected(ports.worker), api: inspected(ports.api) },
    onTaken: ({ stage }, mail) => void clicking.push(clickAnyway(stage.pool, mail)),
  });
  try {
    const played = await play(world, { runMs, ports });
    await Promise.all(clicking);
    return await judge(world, { ...played, runMs });
  } finally {
    await world.close(false);
  }
});

/** It can be asked for its heap once it gets a signal; until then nothing is different. */
const inspected = (port: number) => ({ NODE_OPTIONS: `--inspect-port=${port}` });

interface Played {
  readonly samples: readonly Sample[];
  readonly heaps: readonly LiveHeap[];
  readonly client: IngestClient;
}

async function play(
  world: OwnWorld,
  { runMs, ports }: { readonly runMs: number; readonly ports: InspectPorts },
): Promise<Played> {
  const { pool } = world.stage;
  const version = await settle(pool);
  const leads = await bearLeads(pool, Math.ceil((runMs / 1_000) * PEOPLE_PER_SECOND));
  const client = new IngestClient({
    url: world.apiUrl,
    writeKey: WRITE_KEY,
    perSecond: EVENTS_PER_SECOND,
    people: leads.length,
    random: seeded(1),
  });
  const stop = new AbortController();
  const going = [client.run(stop.signal), sell(pool, stop.signal), enrolAll(pool, { leads, version, overMs: runMs })];
  const [samples, heaps]: [Sample[], LiveHeap[]] = [[], []];
  const until = Date.now() + runMs;
  while (Date.now() < until) {
    samples.push(await takeSample(world));
    if (samples.length % (WEIGH_EVERY_MS / SAMPLE_EVERY_MS) === 0) {
      heaps.push(await weighHeaps(world, ports));
      tell(samples, heaps);
    }
    await pause(SAMPLE_EVERY_MS);
  }
  stop.abort();
  await Promise.all(going);
  await client.finish(FINISH_WITHIN_MS);
  return { samples, heaps, client };
}

function tell(samples: readonly Sample[], heaps: readonly LiveHeap[]): void {
  const [sample, heap] = [samples.at(-1), heaps.at(-1)];
  if (sample === undefined || heap === undefined) return;
  const resident = Object.entries(sample.memory).map(([part, bytes]) => `${part} ${megabytes(bytes)}`);
  const live = `of these in use: worker ${megabytes(heap.worker)}, api ${megabytes(heap.api)}`;
  process.stdout.write(`minute ${heaps.length}: ${resident.join(', ')} MB; ${live}\n`);
}

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

async function judge(
  { stage }: OwnWorld,
  { samples, heaps, client, runMs }: Played & { runMs: number },
): Promise<object> {
  const warmAt = (samples[0]?.at ?? 0) + Math.min(runMs * WARM_UP_SHARE, WARM_UP_AT_MOST_MS);
  const endAt = samples.at(-1)?.at ?? 0;
  const warm = <T extends { readonly at: number }>(all: readonly T[]): T[] =>
    all.filter(({ at }) => at >= warmAt && at <= endAt);
  const measured = warm(samples);
  const [ingest, wakeUps] = [warm(ingestLatency(client)), warm(await wakeUpLateness(stage.pool))];
  const verdicts = [
    ...memoryVerdicts(measured),
    ...heapVerdicts(warm(heaps)),
    latencyVerdict('ingest', ingest),
    latencyVerdict('wake-ups', wakeUps),
    ...tableVerdicts(measured),
  ];
  const worst = verdicts.toSorted((a, b) => b.ratio - a.ratio).slice(0, 6);
  const { rows } = await stage.pool.query<{ wakeUps: number }>(
    `SELECT count(DISTINCT (subject_id, turn)) AS "wakeUps" FROM trace`,
  );
  return {
    bench: 'endurance',
    minutes: runMs / MINUTE_MS,
    wakeUpsPerSecond: rounded((rows[0]?.wakeUps ?? 0) / (runMs / 1_000)),
    events: client.acknowledged.size,
    ingestP50P99Ms: spread(ingest),
    wakeUpsLateP50P99Ms: spread(wakeUps),
    serversMbPerMinute: {
      postgres: rounded(memoryTrend('postgres', measured)),
      temporal: rounded(memoryTrend('temporal', measured)),
    },
    worst,
    ratio: Math.max(...verdicts.map(({ ratio }) => ratio)),
    bar: 1,
  };
}
