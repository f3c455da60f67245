import { BY_HAND, bornLead, bornTeam, chain, published, ROUND_THE_CLOCK } from '@ripen/persistence/stage';
import { enrolAtOnce, openArena } from '../arena';
import { percentile, report, rounded } from '../figures';

const HANDOFFS = 500;
/** Milliseconds. */
const ACCEPT_MS = 150_000;
const [REMIND_AT, WARN_AT] = [50, 80];
const ALLOWED_MS = 5_000;
/** The server notices after this that the worker which held a workflow task is gone. */
const TASK_TIMEOUT_MS = 5_000;
const KILL_AFTER_MS = 2_000;

interface Fired {
  readonly due_at: number;
  readonly fired_at: number;
}

/**
 * 500 handoffs whose reminders fall due within one minute, and then their warnings, into which the worker is killed. The allowance is the
 * promise: five seconds; after a kill the task time-out more.
 */
report(async () => {
  const arena = await openArena(null);
  const { pool } = arena.stage;
  const { teamId } = await bornTeam(pool, ['Ayla', 'Ben', 'Cem', 'Dana'], {
    ...ROUND_THE_CLOCK,
    accept: { durationMs: ACCEPT_MS, remindAt: REMIND_AT, warnAt: WARN_AT },
  });
  const graph = chain(['start', 'trigger', BY_HAND], ['sales', 'hand_off', { teamId }, 'expired'], ['end', 'exit', {}]);
  const leads: string[] = [];
  for (let index = 0; index < HANDOFFS; index += 1) leads.push(await bornLead(pool, `lead-${index}@example.org`));
  await enrolAtOnce(arena.stage, await published(pool, graph), leads);
  const fired = async (rung: string): Promise<Fired[]> =>
    (await pool.query<Fired>('SELECT due_at, fired_at FROM sla_log WHERE rung = $1 AND visit = 1', [rung])).rows;
  const all = async (rung: string): Promise<Fired[]> => {
    for (;;) {
      const seen = await fired(rung);
      if (seen.length >= HANDOFFS) return seen;
      await new Promise((next) => setTimeout(next, 250));
    }
  };
  const reminders = await all('remind');
  process.stdout.write(`reminders: ${sentence(reminders)}\n`);
  while ((await fired('warn')).length === 0) await new Promise((next) => setTimeout(next, 100));
  await new Promise((next) => setTimeout(next, KILL_AFTER_MS));
  await arena.restartRipen();
  const warnings = await all('warn');
  process.stdout.write(`warnings, worker killed among them: ${sentence(warnings)}\n`);
  await arena.close();
  const [p99, worst] = [percentile(latenessOf(reminders), 0.99), percentile(latenessOf(warnings), 1)];
  return {
    bench: 'sla-timers',
    handoffs: HANDOFFS,
    p50Ms: percentile(latenessOf(reminders), 0.5),
    p99Ms: p99,
    early: [...reminders, ...warnings].filter(({ due_at, fired_at }) => fired_at < due_at).length,
    firingsPerSecond: rounded(rateOf(reminders)),
    afterKillWorstMs: worst,
    afterKillAllowedMs: TASK_TIMEOUT_MS + ALLOWED_MS,
    ratioAfterKill: rounded(worst / (TASK_TIMEOUT_MS + ALLOWED_MS)),
    ratio: rounded(p99 / ALLOWED_MS),
    bar: 1,
  };
});

function latenessOf(rungs: readonly Fired[]): number[] {
  return rungs.map(({ due_at, fired_at }) => fired_at - due_at);
}

function rateOf(rungs: readonly Fired[]): number {
  const at = rungs.map(({ fired_at }) => fired_at);
  return rungs.length / ((Math.max(...at) - Math.min(...at)) / 1_000);
}

function sentence(rungs: readonly Fired[]): string {
  const late = latenessOf(rungs);
  const due = rungs.map(({ due_at }) => due_at);
  const span = (Math.max(...due) - Math.min(...due)) / 1_000;
  return `${rungs.length} due within ${span.toFixed(1)} s, p50 ${percentile(late, 0.5)} ms late, p99 ${percentile(late, 0.99)} ms, worst ${Math.max(...late)} ms`;
}
