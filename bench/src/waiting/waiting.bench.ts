import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { inTransaction, resolveLeads } from '@ripen/persistence';
import { BY_HAND, chain, CLICK, CONTEXT, MAIL, published } from '@ripen/persistence/stage';
import { type Arena, enrolAtOnce, openArena } from '../arena';
import { interleaved, median, report, rounded } from '../figures';
import { steadyResidentBytes } from '../process-memory';
import { robustSlope } from '../trend';
import { postgresBytes, temporalBytes } from './store-size';

const ROUNDS = 3;
/** So many of ours, and so many of the rival's, begin to wait in each round. */
const CROWD = 1_000;
const IN_FLIGHT = 20;
const BAR = 1.3;
/** From the first thousand to the last, the worker may grow by so much, by the trend of all. */
const MEMORY_BAR = 1.1;
const QUIET_MS = 3_000;
const MEGABYTE = 1_048_576;

const GRAPH = chain(
  ['start', 'trigger', BY_HAND],
  ['wait', 'wait_until', CLICK, 'timeout'],
  ['mail', 'send_email', MAIL, 'sent'],
  ['end', 'exit', {}],
);

/**
 * What a person who waits seven days for a click costs in Temporal's and in our store against a bare workflow that waits as long, and what
 * the worker holds in memory while `--people N` (20,000) of them wait.
 */
report(async () => {
  const { values } = parseArgs({ options: { people: { type: 'string', default: '20000' } } });
  const root = await mkdtemp(join(tmpdir(), 'ripen-waiting-'));
  const arena = await openArena('waiting', { temporalIn: root });
  try {
    const crowd = await Crowd.gather(arena, join(root, 'temporal', 'temporal.db'));
    const bytes = { ours: [] as number[], rival: [] as number[] };
    const memory: number[] = [];
    for (const [round, side] of interleaved(['ours', 'rival'], ROUNDS)) {
      const each = await crowd.costOf(side);
      bytes[side].push(each.temporal + each.postgres);
      if (side === 'ours') memory.push(await steadyResidentBytes(arena.ripenPid()));
      process.stdout.write(
        `round ${round}: ${side} ${Math.round(each.temporal)} + ${Math.round(each.postgres)} bytes\n`,
      );
    }
    for (let people = ROUNDS * CROWD; people < Number(values.people); people += CROWD) {
      await crowd.wait();
      memory.push(await steadyResidentBytes(arena.ripenPid()));
      process.stdout.write(`${people + CROWD} wait: worker ${Math.round((memory.at(-1) ?? 0) / MEGABYTE)} MB\n`);
    }
    const [ours, rival] = [median(bytes.ours), median(bytes.rival)];
    return {
      bench: 'waiting',
      people: memory.length * CROWD,
      oursBytesEach: Math.round(ours),
      rivalBytesEach: Math.round(rival),
      workerMegabytes: memory.map((held) => Math.round(held / MEGABYTE)),
      ratioMemory: rounded(growth(memory)),
      barMemory: MEMORY_BAR,
      ratio: rounded(ours / rival),
      bar: BAR,
    };
  } finally {
    await arena.close();
    await rm(root, { recursive: true, force: true });
  }
});

/** By how much the last is more than the first where the trend of all is drawn through their middle. */
function growth(values: readonly number[]): number {
  const slope = robustSlope(values.map((value, at) => ({ at, value })));
  return 1 + (slope * (values.length - 1)) / median(values);
}

interface Cost {
  readonly temporal: number;
  readonly postgres: number;
}

/** People who begin to wait, a thousand at a time. */
class Crowd {
  private running = 0;

  private constructor(
    private readonly arena: Arena,
    private readonly file: string,
    private readonly version: Awaited<ReturnType<typeof published>>,
  ) {}

  static async gather(arena: Arena, file: string): Promise<Crowd> {
    const crowd = new Crowd(arena, file, await published(arena.stage.pool, GRAPH));
    crowd.running = (await arena.client.workflow.count(RUNNING)).count;
    return crowd;
  }

  /** Bytes that one more person takes. Whom they are about is there before: a lead is no waiting person's cost. */
  async costOf(side: 'ours' | 'rival'): Promise<Cost> {
    const leads = side === 'ours' ? await this.bear() : [];
    const before = await this.sizes();
    if (side === 'ours') await this.enrol(leads);
    else await this.startBare();
    const after = await this.sizes();
    return {
      temporal: (after.temporal - before.temporal) / CROWD,
      postgres: side === 'ours' ? (after.postgres - before.postgres) / CROWD : 0,
    };
  }

  /** A thousand more of ours. */
  async wait(): Promise<void> {
    await this.enrol(await this.bear());
  }

  private async bear(): Promise<string[]> {
    const visitors = Array.from({ length: CROWD }, () => ({ anonymousId: randomUUID(), userId: null }));
    return (await inTransaction(this.arena.stage.pool, (tx) => resolveLeads(tx, visitors, CONTEXT))).sort();
  }

  private async enrol(leads: readonly string[]): Promise<void> {
    const waiting = (await this.openWaits()) + leads.length;
    await enrolAtOnce(this.arena.stage, this.version, leads);
    while ((await this.openWaits()) < waiting) await pause(250);
    await this.comeToRest();
  }

  private async openWaits(): Promise<number> {
    const { rows } = await this.arena.stage.pool.query<{ open: number }>(
      `SELECT count(*) AS open FROM wait WHERE state = 'open'`,
    );
    return rows[0]?.open ?? 0;
  }

  private async startBare(): Promise<void> {
    const flows = Array.from({ length: CROWD }, () => randomUUID());
    const next = async (): Promise<void> => {
      for (let flow = flows.pop(); flow !== undefined; flow = flows.pop())
        await this.arena.client.workflow.start('rivalWaiting', {
          workflowId: `lead-${flow}`,
          taskQueue: 'rival',
          args: [{ flow, leadId: flow }],
        });
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, next));
    await this.comeToRest();
  }

  /** Everybody runs, nothing waits to be delivered, and Temporal's file has not grown for a while: the last timer is set. */
  private async comeToRest(): Promise<void> {
    this.running += CROWD;
    while ((await this.arena.client.workflow.count(RUNNING)).count < this.running) await pause(250);
    let [bytes, since] = [0, Date.now()];
    while (Date.now() - since < QUIET_MS || !(await this.outboxIsEmpty())) {
      const now = temporalBytes(this.file);
      if (now !== bytes) [bytes, since] = [now, Date.now()];
      await pause(250);
    }
  }

  private async outboxIsEmpty(): Promise<boolean> {
    return (await this.arena.stage.pool.query('SELECT FROM outbox LIMIT 1')).rowCount === 0;
  }

  private async sizes(): Promise<Cost> {
    return { temporal: temporalBytes(this.file), postgres: await postgresBytes(this.arena.stage.pool) };
  }
}

const RUNNING = `ExecutionStatus = 'Running'`;
