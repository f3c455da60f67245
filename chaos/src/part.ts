import { setTimeout as pause } from 'node:timers/promises';

export const PARTS = ['worker', 'api', 'temporal', 'postgres'] as const;
export type Part = (typeof PARTS)[number];

/** What a part needs to be able to do to be killed. */
export interface Running {
  readonly pid: number;
  kill(): Promise<void>;
  stop(): Promise<unknown>;
  /** Of a process of ours: resolves when it ends, whoever ended it. */
  readonly gone?: Promise<number | null>;
}

/** From a kill until the part served again. Epoch milliseconds. */
export interface Outage {
  readonly part: Part;
  readonly at: number;
  backAt: number | null;
}

/** A part of what runs, whoever started it and starts it again. */
export interface KillablePart {
  readonly outages: readonly Outage[];
  /** Ends that nobody asked for, after it was ready: none is allowed. */
  readonly crashes: readonly string[];
  /** Starts that ended before it was ready: allowed while what it needs is away. */
  readonly failedStarts: number;
  /** `kill -9` of one process of it, or of every one; resolves when it serves again. */
  kill(every: boolean): Promise<void>;
}

const RESTART_PAUSE_MS = 250;
const RESTART_WITHIN_MS = 90_000;

/** A part under a supervisor: whatever ends it, it is started again at once. */
export class SupervisedPart implements KillablePart {
  readonly outages: Outage[] = [];
  readonly crashes: string[] = [];
  failedStarts = 0;
  private expected = false;
  private restarting: Promise<void> = Promise.resolve();

  /** `running` serves already. */
  constructor(
    readonly part: Part,
    private running: Running,
    private readonly start: () => Promise<Running>,
  ) {
    this.watch();
  }

  static async start(part: Part, start: () => Promise<Running>): Promise<SupervisedPart> {
    return new SupervisedPart(part, await start(), start);
  }

  /** Of the process that runs now. */
  get pid(): number {
    return this.running.pid;
  }

  /** `kill -9`, and started again at once; resolves when it serves again. */
  async kill(): Promise<void> {
    await this.restarting;
    this.expected = true;
    const outage: Outage = { part: this.part, at: Date.now(), backAt: null };
    this.outages.push(outage);
    await this.running.kill();
    await this.bringBack();
    outage.backAt = Date.now();
  }

  async stop(): Promise<void> {
    this.expected = true;
    await this.restarting;
    await this.running.stop();
  }

  private async bringBack(): Promise<void> {
    const until = Date.now() + RESTART_WITHIN_MS;
    for (;;) {
      try {
        this.running = await this.start();
        this.expected = false;
        return this.watch();
      } catch (error) {
        this.failedStarts += 1;
        if (Date.now() > until) throw error;
        await pause(RESTART_PAUSE_MS);
      }
    }
  }

  private watch(): void {
    const { running } = this;
    void running.gone?.then((code) => {
      if (this.expected || running !== this.running) return;
      this.crashes.push(`${this.part} ended by itself with code ${code} at ${new Date().toISOString()}`);
      this.restarting = this.bringBack();
      // Whoever kills or stops it next hears of it; until then nobody listens.
      this.restarting.catch(() => undefined);
    });
  }
}
