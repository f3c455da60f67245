import { DAY, HOUR, MINUTE, SECOND } from '@ripen/domain';
import type { SlaPolicy } from '@ripen/handoff';
import { applyFacts, inTransaction } from '@ripen/persistence';
import {
  BY_HAND,
  bornLead,
  bornTeam,
  chain,
  CLICK,
  enrolled,
  published,
  ROUND_THE_CLOCK,
  touched,
} from '@ripen/persistence/stage';
import { Client } from 'pg';
import { pino } from 'pino';
import { eventually, openStack, type Stack } from './stack.fixture';
import { type Sweeper, startSweepers } from './sweepers/sweepers';
import { WakeUpMeter } from './sweepers/wake-up-meter';

/** A clock that a test moves, while Temporal's goes on as it does. */
interface MovableClock {
  readonly open: () => Promise<Stack>;
  /** By so many milliseconds from where the machine's clock is. */
  readonly move: (by: number) => Promise<void>;
}

/** What decisions read is moved; Postgres' own clock, by which leases run, is not. */
function portOnly(): MovableClock {
  let ahead = 0;
  const clock = { now: async () => Date.now() + ahead };
  return {
    open: () => openStack({ context: { clock } }),
    move: async (by) => void (ahead = by),
  };
}

/** The clock of Postgres' machine is moved: in production decisions and leases both read it. */
function database(): MovableClock {
  let stack: Stack | undefined;
  const mine = async (...statements: readonly string[]): Promise<void> => {
    const client = new Client({ connectionString: stack?.stage.url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  return {
    open: async () => {
      stack = await openStack();
      await mine(...SHADOW);
      return stack;
    },
    move: (by) => mine(`UPDATE moved_clock SET by = ${by} * interval '1 millisecond'`),
  };
}

/** Every new connection finds our clock_timestamp() before Postgres' own; those that are open already are ended. */
const SHADOW = [
  `CREATE TABLE moved_clock AS SELECT interval '0' AS by`,
  `CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS 'SELECT pg_catalog.clock_timestamp() + (SELECT by FROM public.moved_clock)'`,
  `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$`,
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
];

/** Overdue by thirty seconds, a look every five. */
const RECONCILED_MS = 35 * SECOND;
const WATCHED_MS = 15 * SECOND;
/** Put off by a quarter of a second and then twice as far each time: seven. Asking for ever is one a second, the server's timers are no finer. */
const TURNS_WATCHED = 10;

const accepting = (durationMs: number): SlaPolicy => ({
  ...ROUND_THE_CLOCK,
  accept: { durationMs, remindAt: 50, warnAt: 80 },
});

describe.each<{ what: string; by: string; jump: number; movable: () => MovableClock }>([
  { what: 'that decisions read', by: 'an hour', jump: HOUR, movable: portOnly },
  { what: "of Postgres' machine", by: 'a day', jump: DAY, movable: database },
])('while Temporal goes on and the clock $what is moved by $by', ({ jump, movable }) => {
  const clock = movable();
  let stack: Stack;
  let sweepers: Sweeper[] = [];
  let leads = 0;
  beforeAll(async () => {
    stack = await clock.open();
    sweepers = startSweepers({
      pool: stack.stage.pool,
      context: stack.context,
      temporal: stack.temporal,
      log: pino({ level: 'silent' }),
      wakeUps: new WakeUpMeter(() => performance.now()),
    });
  }, 120_000);
  afterAll(async () => {
    await Promise.all(sweepers.map((sweeper) => sweeper.stop()));
    await stack?.close();
  }, 60_000);

  const bornInto = async (graph: Parameters<typeof published>[1]): Promise<{ id: string; leadId: string }> => {
    const { pool } = stack.stage;
    const leadId = await bornLead(pool, `lead-${(leads += 1)}@firma.example`);
    const id = await enrolled(pool, { ...(await published(pool, graph)), leadId, nodeId: 'start' });
    return { id, leadId };
  };
  const waiting = (node: Record<string, unknown>, kind: 'wait' | 'wait_until' = 'wait', port = 'next') =>
    bornInto(chain(['start', 'trigger', BY_HAND], ['wait', kind, node, port], ['end', 'exit', {}]));
  const handed = async (policy: SlaPolicy): Promise<string> => {
    const { pool } = stack.stage;
    await pool.query('UPDATE sla_policy SET is_default = false');
    const { teamId } = await bornTeam(pool, ['Ayla', 'Ben'], policy);
    const graph = chain(['start', 'trigger', BY_HAND], ['sales', 'hand_off', { teamId }, 'lost'], ['end', 'exit', {}]);
    const { leadId } = await bornInto(graph);
    return eventually(async () => {
      const { rows } = await pool.query<{ id: string }>(
        `SELECT h.id FROM handoff h JOIN effect f ON f.subject_id = h.id AND f.state = 'sent' WHERE h.lead_id = $1 AND h.command ->> 'do' = 'wait'`,
        [leadId],
      );
      return rows[0]?.id;
    });
  };
  const row = async (table: 'enrollment' | 'handoff', id: string) => {
    const { rows } = await stack.stage.pool.query<{ turn: number; status: string; deadline: number | null }>(
      `SELECT turn, status, deadline FROM ${table} WHERE id = $1`,
      [id],
    );
    return rows[0] ?? { turn: 0, status: 'gone', deadline: null };
  };
  const rests = (id: string) => eventually(async () => (await row('enrollment', id)).deadline !== null);
  const ended = async (id: string): Promise<boolean> => (await row('enrollment', id)).status === 'ended';
  const rungs = async (id: string): Promise<string[]> => {
    const { rows } = await stack.stage.pool.query<{ rung: string }>(
      'SELECT rung FROM sla_log WHERE handoff_id = $1 AND visit = 1 ORDER BY due_at',
      [id],
    );
    return rows.map(({ rung }) => rung);
  };

  it('back: nothing happens early or in a rush, a poke still wakes, and what is due happens when it is set right', async () => {
    const clicks = await waiting(CLICK, 'wait_until', 'clicked');
    const sales = await handed(accepting(8 * SECOND));
    const person = await waiting({ amount: 3, unit: 'seconds' });
    await rests(person.id);
    await rests(clicks.id);
    await clock.move(-jump);
    const before = { person: (await row('enrollment', person.id)).turn, sales: (await row('handoff', sales)).turn };
    const movedAt = Date.now();
    await inTransaction(stack.stage.pool, (tx) =>
      applyFacts(tx, [touched(clicks.leadId, 'email_link_clicked')], stack.context),
    );
    await eventually(() => ended(clicks.id), 5_000);
    await eventually(async () => Date.now() - movedAt > 3 * SECOND + WATCHED_MS);
    expect(await row('enrollment', person.id)).toMatchObject({ status: 'active' });
    expect(await rungs(sales)).toEqual([]);
    const turns = {
      person: (await row('enrollment', person.id)).turn - before.person,
      sales: (await row('handoff', sales)).turn - before.sales,
    };
    // Their timers did fire early.
    expect(turns.person).toBeGreaterThan(2);
    expect(turns.person).toBeLessThanOrEqual(TURNS_WATCHED);
    expect(turns.sales).toBeLessThanOrEqual(TURNS_WATCHED);
    await clock.move(0);
    await eventually(() => ended(person.id), RECONCILED_MS);
    await eventually(async () => (await rungs(sales)).length === 3, RECONCILED_MS);
    expect(await rungs(sales)).toEqual(['remind', 'warn', 'breach']);
  }, 120_000);

  it('forward: what is due by then happens within the time of the reconciler, once, and nothing else', async () => {
    const sales = await handed(accepting(jump / 2));
    const person = await waiting({ amount: jump / 2 / MINUTE, unit: 'minutes' });
    const later = await waiting({ amount: (2 * jump) / HOUR, unit: 'hours' });
    await rests(person.id);
    await rests(later.id);
    await clock.move(jump);
    await eventually(() => ended(person.id), RECONCILED_MS);
    await eventually(async () => (await rungs(sales)).length === 3, RECONCILED_MS);
    expect(await rungs(sales)).toEqual(['remind', 'warn', 'breach']);
    expect((await row('enrollment', person.id)).turn).toBe(2);
    expect(await row('enrollment', later.id)).toMatchObject({ status: 'active', turn: 1 });
    const { rows } = await stack.stage.pool.query(
      `SELECT subject_id, step FROM effect WHERE subject_id = $1 GROUP BY 1, 2 HAVING count(*) > 1`,
      [sales],
    );
    expect(rows).toEqual([]);
  }, 120_000);
});
