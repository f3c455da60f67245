import type { StepReply, SubjectType } from '@ripen/contracts/temporal';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Clock } from '../db/clock';
import { isRetryable } from '../db/errors';
import type { Claimed } from '../loop/claim';
import { type EffectOutcome, markData } from '../loop/effect.sql';
import { leasePokes, type OutboxPoke, settlePokes } from '../loop/outbox.sql';
import { reconcile } from '../loop/reconcile.sql';
import { step } from '../loop/step';
import { finishTurn, takeTurn } from '../loop/turn';

/** One workflow as Temporal would hold it: what its loop knows, and whether it was poked. */
interface Run {
  readonly subject: SubjectType;
  readonly id: string;
  now: StepReply;
  poked: boolean;
}

const UNKNOWN: StepReply = { turn: 0, command: { do: 'wait', until: null, fuse: true }, fresh: false, place: 'begins' };

export interface DriverOptions {
  /** What the operations use; its connections may break. */
  readonly pool: Pool;
  /** For what is not under test: looking, and letting leases run out. Never breaks. */
  readonly still: Pool;
  /**
   * True: a broken connection takes the whole process along, so that nothing in memory survives and Temporal, the relay's lease or the
   * client begins again. False: the process lives and tries again by itself, as the real callers do.
   */
  readonly dies: boolean;
  /** Where the clock stands between its jumps; absent: it goes on with the real one. */
  readonly frozenAt?: EpochMs;
  /** How an attempt ends; absent: everything goes out. */
  readonly fate?: (claimed: Claimed) => EffectOutcome;
}

/**
 * Stands where Temporal, the relay's process and the mail server stand: takes pokes, carries each subject by the loop of `workflows`, keeps
 * deadlines on a clock that jumps, and notes every mail whose body went out.
 */
export class LoopDriver {
  /** Bodies that went out, by effect. */
  readonly bodies: string[] = [];
  /** Effects whose mark was committed and whose outcome was not when a process died. */
  readonly lostOutcomes = new Set<string>();
  /** Signals that Temporal acknowledges and loses. */
  losesSignals = false;
  private readonly runs = new Map<string, Run>();
  private ahead = 0;

  constructor(private readonly options: DriverOptions) {}

  readonly clock: Clock = { now: () => Promise.resolve(this.now()) };
  readonly context = { clock: this.clock };

  now(): EpochMs {
    return (this.options.frozenAt ?? Date.now()) + this.ahead;
  }

  /** Does it as its caller would: again, for as long as only the connection failed. */
  async again<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isRetryable(error) || tries > 5) throw error;
        await this.noteLostOutcomes();
      }
    }
  }

  /** Until nobody has anything to do at this instant. */
  async settle(): Promise<void> {
    for (let rounds = 0; rounds < 200; rounds += 1) {
      const relayed = await this.relay();
      const ready = [...this.runs.values()].filter((run) => this.isReady(run));
      for (const run of ready) await this.carry(run);
      if (ready.length === 0 && relayed === 0 && (await this.forgottenLeases()) === 0) return;
    }
    throw new Error('the loop does not come to rest');
  }

  /** Lets time pass to the next deadline and settles. False: nobody waits for any. */
  async toNextDeadline(): Promise<boolean> {
    const deadlines = [...this.runs.values()].flatMap(({ now: { command } }) =>
      command.do === 'wait' && command.until !== null ? [command.until] : [],
    );
    if (deadlines.length === 0) return false;
    this.ahead += Math.max(Math.min(...deadlines) - this.now(), 0);
    await this.settle();
    return true;
  }

  /** Lets time pass and everything happen until `ms` from now. */
  async pass(ms: number): Promise<void> {
    await this.settle();
    const until = this.now() + ms;
    for (;;) {
      const next = [...this.runs.values()].flatMap(({ now: { command } }) =>
        command.do === 'wait' && command.until !== null && command.until <= until ? [command.until] : [],
      );
      if (next.length === 0) break;
      await this.toNextDeadline();
    }
    this.ahead += Math.max(until - this.now(), 0);
    await this.settle();
  }

  async toTheEnd(): Promise<void> {
    await this.settle();
    while (await this.toNextDeadline());
  }

  /** As the sweeper does it, after whatever time it takes until it looks. */
  async reconcileAll(): Promise<void> {
    for (const subject of ['enrollment', 'handoff'] as const)
      await this.again(() => reconcile(this.options.pool, subject, { ...this.context, limit: 100, overdueMs: 0 }));
  }

  private isReady({ now: { command }, poked }: Run): boolean {
    if (poked || command.do === 'effect') return true;
    return command.do === 'wait' && command.until !== null && command.until <= this.now();
  }

  /** One batch of the relay: lease, deliver, settle. What is left of a broken one comes again when its lease runs out. */
  private async relay(): Promise<number> {
    const { pool } = this.options;
    try {
      const pokes = await leasePokes(pool, 100);
      for (const poke of pokes) this.deliver(poke);
      await settlePokes(
        pool,
        pokes.flatMap(({ ids }) => ids),
      );
      return pokes.length;
    } catch (error) {
      if (!isRetryable(error)) throw error;
      return 1;
    }
  }

  private deliver({ subject, subjectId, ended, unborn }: OutboxPoke): void {
    if (subject === 'job') throw new TypeError('this driver carries the loop alone');
    const key = `${subject}:${subjectId}`;
    const run = this.runs.get(key);
    if (ended || unborn) {
      if (run && ended) run.poked = true;
      if (!run && unborn) this.runs.set(key, { subject, id: subjectId, now: UNKNOWN, poked: true });
      return;
    }
    if (this.losesSignals) return;
    if (run) run.poked = true;
    else this.runs.set(key, { subject, id: subjectId, now: UNKNOWN, poked: true });
  }

  private async forgottenLeases(): Promise<number> {
    const { rowCount } = await this.options.still.query(
      `UPDATE outbox SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_until IS NOT NULL`,
    );
    return rowCount ?? 0;
  }

  /** One round of the durable loop. */
  private async carry(run: Run): Promise<void> {
    const { subject, id } = run;
    const { command, turn } = run.now;
    if (command.do === 'effect') {
      const reply = await this.again(() => this.act(run, turn, true));
      if (reply.turn > turn || reply.command.do === 'done') this.adopt(run, reply);
    } else {
      run.poked = false;
      const fuses = command.do === 'wait' && command.fuse;
      const reply = await this.again(() =>
        fuses ? this.act(run, turn + 1, false) : step(this.options.pool, { subject, id, turn: turn + 1 }, this.context),
      );
      this.adopt(run, reply);
    }
    if (run.now.command.do === 'done') this.runs.delete(`${subject}:${id}`);
  }

  /** A decision that was taken before this call did not see the latest poke. */
  private adopt(run: Run, reply: StepReply): void {
    run.now = reply;
    if (!reply.fresh) run.poked = true;
  }

  /** step → effect → step, as the worker's activity does it. */
  private async act({ subject, id }: Run, turn: number, watched: boolean): Promise<StepReply> {
    const { pool, dies } = this.options;
    const { reply, claimed } = await takeTurn(pool, { subject, id, turn, watched }, this.context);
    if (claimed === null) return reply;
    const outcome = await this.perform(claimed);
    const record = (): Promise<StepReply> => finishTurn(pool, { subject, id, claimed, outcome }, this.context);
    return dies ? record() : this.again(record);
  }

  private async perform(claimed: Claimed): Promise<EffectOutcome> {
    const fate = this.options.fate?.(claimed) ?? { outcome: 'sent' };
    if (fate.outcome !== 'sent' && fate.outcome !== 'unknown') return fate;
    try {
      if (!(await markData(this.options.pool, claimed, this.context)))
        return { outcome: 'retry', code: 'aborted', afterMs: null };
    } catch (error) {
      // The connection to the mail server is given up before the first byte of the body.
      if (this.options.dies || !isRetryable(error)) throw error;
      return { outcome: 'retry', code: 'aborted', afterMs: null };
    }
    this.bodies.push(claimed.effectId);
    return fate;
  }

  private async noteLostOutcomes(): Promise<void> {
    if (!this.options.dies) return;
    const { rows } = await this.options.still.query<{ id: string }>(
      `SELECT id FROM effect WHERE state = 'sending' AND data_at IS NOT NULL`,
    );
    for (const { id } of rows) this.lostOutcomes.add(id);
  }
}
