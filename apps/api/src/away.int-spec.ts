import { setTimeout as pause } from 'node:timers/promises';
import { apiErrorSchema, ERRORS, type OperationId, readinessSchema, ROUTES } from '@ripen/contracts';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  enrolled,
  MAIL,
  published,
  ROUND_THE_CLOCK,
} from '@ripen/persistence/stage';
import { type AwayScene, openAway, type TimedAnswer } from './away.fixture';

/** Milliseconds. */
const AWAY_FOR = 12_000;
const ANSWERED_WITHIN = 5_000;
const RED_WITHIN = 5_000;
const GREEN_WITHIN = 10_000;
/** Milliseconds before each answer of the mail server: so long, an absence can fall in between. */
const SLOWNESS = 700;

/** What is answered without the database. Whoever follows a link is led on, though the click cannot be counted. */
const WITHOUT_DATABASE: readonly OperationId[] = ['followLink', 'getFormScript', 'getLive', 'getOpenApi', 'getTracker'];

const POLICY = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 12_000, remindAt: 50, warnAt: 80 },
};

async function eventually<T>(look: () => Promise<T | null | undefined | false>, ms: number): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const seen = await look().catch(() => null);
    if (seen) return seen;
    if (Date.now() > until) throw new Error(`nothing after ${ms} ms`);
    await pause(50);
  }
}

describe('while a part is away', () => {
  let scene: AwayScene;
  let teamId: string;
  beforeAll(async () => {
    scene = await openAway(SLOWNESS);
    await scene.pool.query('UPDATE sla_policy SET is_default = false');
    ({ teamId } = await bornTeam(scene.pool, ['Ayla', 'Ben'], POLICY));
    await eventually(async () => (await scene.call('getReady')).status === 200, 30_000);
  }, 180_000);
  afterAll(() => scene?.close(), 60_000);

  /** Mail, then three seconds for a click; whoever does not click is handed to sales. */
  async function enrol(person: string, clickWithin = 3): Promise<string> {
    const graph = chain(
      ['start', 'trigger', BY_HAND],
      ['mail', 'send_email', MAIL, 'sent'],
      ['click', 'wait_until', { ...CLICK, timeout: { amount: clickWithin, unit: 'seconds' } }, 'timeout'],
      ['sales', 'hand_off', { teamId }, 'expired'],
      ['expired', 'exit', { reason: 'expired' }],
    );
    const clicked = { ...graph.nodes[0]!, id: 'clicked', kind: 'exit' as const, config: { reason: 'clicked' } };
    const whole = {
      ...graph,
      nodes: [...graph.nodes, clicked],
      edges: [...graph.edges, { id: 'click-clicked', from: 'click', port: 'clicked', to: 'clicked' }],
    };
    const leadId = await bornLead(scene.pool, `${person}@example.org`);
    return enrolled(scene.pool, { ...(await published(scene.pool, whole)), leadId, nodeId: 'start' });
  }
  const rows = async <T extends object>(sql: string, ...values: unknown[]): Promise<T[]> =>
    (await scene.pool.query<T>(sql, values)).rows;
  const readiness = async () => {
    const { status, text } = await scene.call('getReady');
    return { status, ...readinessSchema.parse(JSON.parse(text)) };
  };
  const turned = async (status: 200 | 503, within: number): Promise<{ tookMs: number; parts: unknown }> => {
    const began = Date.now();
    const seen = await eventually(async () => {
      const now = await readiness();
      return now.status === status && now;
    }, within);
    return { tookMs: Date.now() - began, parts: seen.parts };
  };
  const takenFor = (person: string) =>
    scene.sink.phases.filter(({ to, takenAt }) => to.startsWith(`${person}@`) && takenAt !== null);
  const nobodyDied = (): void => expect([scene.api.crashed, scene.worker.crashed]).toEqual([false, false]);

  it('Postgres: every operation says so in time, nothing is lost, and all goes on by itself', async () => {
    const waiting = await enrol('waiting');
    await eventually(
      async () => (await rows(`SELECT FROM wait WHERE enrollment_id = $1`, waiting)).length === 1,
      20_000,
    );
    const handed = await enrol('handed', 1);
    const clock = await eventually(
      async () =>
        (await rows(`SELECT FROM handoff WHERE enrollment_id = $1 AND due_at IS NOT NULL`, handed)).length === 1,
      20_000,
    );
    expect(clock).toBe(true);
    const underWay = ['underway-0', 'underway-1', 'underway-2'];
    const sending: string[] = [];
    for (const person of underWay) sending.push(await enrol(person));
    await eventually(async () => {
      const claimed = await rows(`SELECT FROM effect WHERE subject_id = ANY ($1) AND state = 'sending'`, sending);
      return claimed.length === sending.length;
    }, 20_000);
    const acknowledged: string[] = [];
    expect((await scene.track('before')).status).toBe(200);
    acknowledged.push('before');

    await scene.postgres.kill();
    const left = Date.now();
    const red = await turned(503, RED_WITHIN);
    expect(red.parts).toMatchObject({
      postgres: { ok: false, code: 'unreachable' },
      temporal: { ok: true },
      worker: { ok: false, code: 'unseen' },
    });
    const answers: [OperationId, TimedAnswer][] = [];
    for (const { operationId } of ROUTES) answers.push([operationId, await scene.call(operationId)]);
    const told = answers.filter(([operationId]) => operationId !== 'getReady');
    const well = told.filter(([, { status }]) => status < 400).map(([operationId]) => operationId);
    expect(well.sort()).toEqual([...WITHOUT_DATABASE].sort());
    const refused = told.filter(([operationId]) => !WITHOUT_DATABASE.includes(operationId));
    expect(refused.filter(([, { status, retryAfter }]) => status !== 503 || retryAfter !== '5')).toEqual([]);
    expect(refused.filter(([, { text }]) => !text.includes(ERRORS.database_away.message.de))).toEqual([]);
    expect(answers.filter(([, { tookMs }]) => tookMs > ANSWERED_WITHIN)).toEqual([]);
    const english = apiErrorSchema.parse(JSON.parse((await scene.call('listLeads', { language: 'en' })).text));
    expect(english).toMatchObject({ code: 'database_away', message: ERRORS.database_away.message.en });
    await pause(Math.max(0, left + AWAY_FOR - Date.now()));
    expect((await scene.track('during')).status).toBe(503);
    nobodyDied();

    await scene.postgres.restart();
    const green = await turned(200, GREEN_WITHIN);
    // The sender tries again, as every client of ours does: with the same id, it counts once.
    for (const id of ['during', 'after']) {
      expect((await scene.track(id)).status).toBe(200);
      acknowledged.push(id);
    }
    const keys = acknowledged.map((id) => `message:${id}`);
    const known = await rows<{ key: string }>(
      `SELECT dedupe_key AS key FROM ledger_entry WHERE dedupe_key = ANY ($1)`,
      keys,
    );
    expect(known.map(({ key }) => key).sort()).toEqual([...keys].sort());

    await eventually(
      async () => (await rows(`SELECT FROM handoff WHERE enrollment_id = $1`, waiting)).length === 1,
      40_000,
    );
    const rungs = await eventually(async () => {
      const fired = await rows<{ rung: string; late: number }>(
        `SELECT l.rung, ms(l.fired_at) - ms(l.due_at) AS late FROM sla_log l JOIN handoff h ON h.id = l.handoff_id
         WHERE h.enrollment_id = $1 AND l.visit = (SELECT min(visit) FROM sla_log WHERE handoff_id = h.id) ORDER BY l.fired_at`,
        handed,
      );
      return fired.length >= 3 && fired;
    }, 40_000);
    expect(new Set(rungs.map(({ rung }) => rung)).size).toBe(rungs.length);
    expect(rungs.every(({ late }) => late >= 0)).toBe(true);
    const outcomes = await eventually(async () => {
      const done = await rows<{ state: string }>(
        `SELECT state FROM effect WHERE subject_id = ANY ($1) AND kind = 'send_email' AND state IN ('sent', 'unknown')`,
        sending,
      );
      return done.length === sending.length && done.map(({ state }) => state);
    }, 60_000);
    for (const person of [...underWay, 'waiting', 'handed'])
      expect([person, takenFor(person).length]).toEqual([person, 1]);
    nobodyDied();
    const slowest = Math.max(...answers.map(([, { tookMs }]) => tookMs));
    process.stdout.write(
      `${JSON.stringify({ away: 'postgres', forMs: AWAY_FOR, operations: answers.length, slowestAnswerMs: Math.round(slowest), redMs: red.tookMs, greenMs: green.tookMs, underWay: outcomes, rungs })}\n`,
    );
  }, 240_000);

  it('Temporal: ingest and screens go on, pokes wait in the outbox, and all goes on by itself', async () => {
    await scene.temporal.kill();
    const left = Date.now();
    const red = await turned(503, RED_WITHIN);
    expect(red.parts).toMatchObject({
      postgres: { ok: true },
      temporal: { ok: false, code: 'unreachable' },
      worker: { ok: true },
    });
    expect((await scene.track('without-temporal')).status).toBe(200);
    for (const screen of ['listLeads', 'listJourneys', 'getWorkspace', 'listEffects', 'listIncidents'] as const) {
      const { status, tookMs } = await scene.call(screen);
      expect([screen, status, tookMs < ANSWERED_WITHIN]).toEqual([screen, 200, true]);
    }
    const id = await enrol('patient');
    await pause(Math.max(0, left + AWAY_FOR - Date.now()));
    expect(await rows(`SELECT DISTINCT subject_id FROM outbox WHERE subject_id = $1`, id)).toHaveLength(1);
    expect(takenFor('patient')).toHaveLength(0);
    nobodyDied();

    await scene.temporal.restart();
    const green = await turned(200, GREEN_WITHIN);
    const began = Date.now();
    await eventually(async () => takenFor('patient').length === 1, 40_000);
    const resumedMs = Date.now() - began;
    await eventually(async () => (await rows('SELECT FROM outbox')).length === 0, 40_000);
    await eventually(async () => (await rows(`SELECT FROM handoff WHERE enrollment_id = $1`, id)).length === 1, 40_000);
    expect(takenFor('patient')).toHaveLength(1);
    nobodyDied();
    process.stdout.write(
      `${JSON.stringify({ away: 'temporal', forMs: AWAY_FOR, redMs: red.tookMs, greenMs: green.tookMs, resumedMs })}\n`,
    );
  }, 180_000);
});
