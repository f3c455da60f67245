import { LOOP_TASK_QUEUE, POKE_SIGNAL, type SubjectInput, WORKFLOW_TYPES, workflowId } from '@ripen/contracts/temporal';
import { leasePokes, type OutboxPoke, settlePokes } from '@ripen/persistence';
import { type Client, WorkflowNotFoundError, type WorkflowStartOptions } from '@temporalio/client';
import { Client as PgClient, type Pool } from 'pg';
import type { Logger } from 'pino';

type Carried = (input: SubjectInput) => Promise<void>;

export interface RelayOptions {
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly temporal: Client;
  readonly log: Logger;
  /** Milliseconds between looks when nobody notifies. */
  readonly pollMs?: number;
}

const BATCH = 100;
const IN_FLIGHT = 20;
const RECONNECT_MS = 1_000;

/**
 * Carries pokes from the outbox to Temporal: woken by NOTIFY, and by a short poll in case a notice was lost. Each poke is one
 * `signalWithStart`, so starting and waking are the same call; only a row that has not decided anything yet is started without a
 * signal. Any number of relays may run.
 */
export class Relay {
  private stopped = false;
  private wake: () => void = () => undefined;
  private signalled = false;
  private running: Promise<void> = Promise.resolve();
  private listener: PgClient | null = null;

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    void this.listen();
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.notify();
    await this.running;
    await this.listener
      ?.end()
      .catch((error: Error) => this.options.log.debug({ code: error.name }, 'relay listener ended badly'));
  }

  private notify(): void {
    this.signalled = true;
    this.wake();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.signalled = false;
      const delivered = await this.deliverBatch().catch((error: unknown) => {
        this.options.log.warn(
          { code: error instanceof Error ? error.name : 'unknown' },
          'relay could not deliver, tries again',
        );
        return 0;
      });
      if (delivered < BATCH) await this.pause();
    }
  }

  /** Until notified or the poll is due. */
  private async pause(): Promise<void> {
    if (this.signalled || this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs ?? 500);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = () => undefined;
  }

  /** Leases one batch and delivers it. Pokes that could not be delivered keep their lease and come again when it ends. */
  async deliverBatch(): Promise<number> {
    const pokes = await leasePokes(this.options.pool, BATCH);
    const settled: string[] = [];
    const queue = [...pokes];
    const deliverNext = async (): Promise<void> => {
      for (let poke = queue.shift(); poke; poke = queue.shift()) {
        if (await this.deliver(poke)) settled.push(...poke.ids);
      }
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, pokes.length) }, deliverNext));
    await settlePokes(this.options.pool, settled);
    return pokes.length;
  }

  private async deliver(poke: OutboxPoke): Promise<boolean> {
    if (poke.ended) return this.deliverLast(poke);
    try {
      const { workflow } = this.options.temporal;
      const run: WorkflowStartOptions<Carried> = {
        workflowId: workflowId(poke.subject, poke.subjectId),
        taskQueue: LOOP_TASK_QUEUE,
        args: [{ v: 1, id: poke.subjectId }],
        workflowTaskTimeout: '5s',
      };
      if (poke.unborn)
        await workflow.start<Carried>(WORKFLOW_TYPES[poke.subject], {
          ...run,
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
      else await workflow.signalWithStart<Carried>(WORKFLOW_TYPES[poke.subject], { ...run, signal: POKE_SIGNAL });
      return true;
    } catch (error) {
      this.options.log.warn(
        { subject: poke.subject, id: poke.subjectId, code: error instanceof Error ? error.name : 'unknown' },
        'a poke waits for Temporal',
      );
      return false;
    }
  }

  /** To a subject that ended or vanished between turns: its workflow ends when it looks. There mostly is none any more; none is started. */
  private async deliverLast({ subject, subjectId }: OutboxPoke): Promise<boolean> {
    try {
      await this.options.temporal.workflow.getHandle(workflowId(subject, subjectId)).signal(POKE_SIGNAL);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return true;
      this.options.log.warn(
        { subject, id: subjectId, code: error instanceof Error ? error.name : 'unknown' },
        'a poke waits for Temporal',
      );
      return false;
    }
  }

  private async listen(): Promise<void> {
    while (!this.stopped) {
      const client = new PgClient({ connectionString: this.options.databaseUrl, application_name: 'ripen-relay' });
      const ended = new Promise<void>((resolve) => {
        client.once('end', () => resolve());
        // A server that goes away may be reported twice: by its own last words, and by the socket.
        client.on('error', () => resolve());
      });
      try {
        await client.connect();
        this.listener = client;
        client.on('notification', () => this.notify());
        await client.query('LISTEN outbox');
        this.notify();
        await ended;
      } catch (error) {
        this.options.log.debug(
          { code: error instanceof Error ? error.name : 'unknown' },
          'relay listens again soon; the poll goes on',
        );
      }
      if (!this.stopped) await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS));
    }
  }
}
