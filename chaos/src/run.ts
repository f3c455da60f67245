import { setTimeout as pause } from 'node:timers/promises';
import { allWorkflows, type DataPhase, seeded } from '@ripen/testing';
import type { Pool } from 'pg';
import { readEvidence, type Evidence } from './evidence';
import { IngestClient } from './ingest-client';
import { openGivenWorld } from './given-world';
import { type Killed, killAtRandom } from './killer';
import { persistently } from './patience';
import { bearLeads, clickAnyway, enrolAll, sell, settle } from './people';
import type { Plan } from './plan';
import { openWorld, outagesOf, type World } from './world';

const TELL_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 500;
/** People arrive during this part of the time, so that the last of them are under way until its end. */
const ARRIVALS = 0.8;

export interface Told {
  say(line: string): void;
}

/** One whole run: everything is started, killed again and again, comes to rest; then `judge` looks at what is left. Logs and data of a run
 * with violations are kept. */
export async function runChaos<T extends { readonly violations: readonly unknown[] }>(
  plan: Plan,
  { say }: Told,
  judge: (evidence: Evidence) => Promise<T>,
): Promise<T> {
  const clicking: Promise<void>[] = [];
  const onTaken = ({ stage }: World, mail: DataPhase): void => void clicking.push(clickAnyway(stage.pool, mail));
  const random = seeded(plan.seed + 2);
  const world = await (plan.given === undefined
    ? openWorld({ root: plan.root, onTaken })
    : openGivenWorld(plan.given, { random, onTaken }));
  let keep = true;
  try {
    const played = await play(world, plan, { say });
    await Promise.all(clicking);
    say('at rest; looking at every row, mail and history');
    const answer = await judge(await readEvidence({ world, plan, ...played }));
    keep = answer.violations.length > 0;
    return answer;
  } finally {
    if (keep) say(`logs and data are kept in ${world.folder}`);
    await world.close(keep);
  }
}

/** What one run leaves behind beside its rows. */
export interface Played {
  readonly client: IngestClient;
  readonly kills: readonly Killed[];
  readonly tookMs: number;
  readonly cameToRest: boolean;
  readonly workflows: Awaited<ReturnType<typeof allWorkflows>>;
}

async function play(world: World, plan: Plan, { say }: Told): Promise<Played> {
  const { pool } = world.stage;
  const version = await settle(pool);
  const leads = await bearLeads(pool, plan.people);
  say(`${leads.length} leads, ${Object.keys(world.parts).length} parts; the killing begins`);
  const random = seeded(plan.seed);
  const client = new IngestClient({
    url: world.apiUrl,
    writeKey: world.writeKey,
    perSecond: plan.eventsPerSecond,
    people: plan.people,
    random: seeded(plan.seed + 1),
  });
  const [ingesting, closing, telling] = [new AbortController(), new AbortController(), new AbortController()];
  const beganAt = Date.now();
  const selling = sell(pool, closing.signal);
  const ingest = client.run(ingesting.signal);
  const told = tell(world, { client, beganAt, say, stop: telling.signal });
  try {
    const arrivals = enrolAll(pool, { leads, version, overMs: plan.chaosMs * ARRIVALS });
    const kills = await killAtRandom(world, {
      plan,
      random,
      onKill: (kill) => say(`${seconds(beganAt)} s: kill -9 ${kill}`),
    });
    await arrivals;
    ingesting.abort();
    await ingest;
    await client.finish(plan.restMs);
    const cameToRest = await atRest(world, plan.restMs);
    const tookMs = Date.now() - beganAt;
    const workflows = await world.temporal(allWorkflows);
    return { client, kills, tookMs, cameToRest, workflows };
  } finally {
    for (const task of [ingesting, closing, telling]) task.abort();
    await Promise.all([selling, told]);
  }
}

/** Every row has ended, every poke is delivered, every workflow is completed. False: something is open, and nothing moves any more. */
async function atRest({ stage, temporal }: World, stillMs: number): Promise<boolean> {
  let [moved, movedAt] = ['', Date.now()];
  while (Date.now() - movedAt < stillMs) {
    const { open, marks } = await persistently(() => standing(stage.pool));
    const running = open > 0 ? null : await temporal(({ workflow }) => workflow.count(`ExecutionStatus = 'Running'`));
    if (running?.count === 0) return true;
    const now = `${marks} ${running?.count}`;
    if (now !== moved) [moved, movedAt] = [now, Date.now()];
    await pause(LOOK_EVERY_MS);
  }
  return false;
}

/** How much is open, and a text that changes with every decision and every mail. */
async function standing(pool: Pool): Promise<{ open: number; marks: string }> {
  const { rows } = await pool.query<{ open: number; marks: string }>(
    `SELECT (SELECT count(*) FROM enrollment WHERE status <> 'ended') + (SELECT count(*) FROM handoff WHERE status <> 'ended')
        + (SELECT count(*) FROM outbox) AS open,
      (SELECT max(id) FROM trace) || ' ' || (SELECT count(*) FROM effect WHERE state IN ('sent', 'unknown')) AS marks`,
  );
  return rows[0] ?? { open: Number.NaN, marks: '' };
}

const seconds = (since: number): string => ((Date.now() - since) / 1_000).toFixed(0);

async function tell(
  world: World,
  { client, beganAt, say, stop }: { client: IngestClient; beganAt: number; say: Told['say']; stop: AbortSignal },
): Promise<void> {
  while (!stop.aborted) {
    await pause(TELL_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    const counts = await world.stage.pool
      .query<{ ended: number; all: number; rungs: number }>(
        `SELECT count(*) FILTER (WHERE status = 'ended') AS ended, count(*) AS all, (SELECT count(*) FROM sla_log) AS rungs FROM enrollment`,
      )
      .then(({ rows }) => rows[0])
      .catch(() => undefined);
    const journeys = counts
      ? `${counts.ended} of ${counts.all} journeys ended, ${counts.rungs} rungs`
      : 'Postgres is away';
    say(
      `${seconds(beganAt)} s: ${journeys}, ${client.acknowledged.size} of ${client.sent.size} events acknowledged, ` +
        `${world.sink.phases.length} mails begun, ${outagesOf(world).length} outages`,
    );
  }
}
