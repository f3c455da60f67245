import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Language } from '@ripen/domain';
import type { TemplateValue } from './template';

/** Text with a numbered mark wherever the template put out a value. */
export interface MarkedText {
  readonly text: string;
  readonly values: readonly string[];
}

export interface TemplateFault {
  readonly code: 'syntax' | 'unknown_filter' | 'unknown_tag' | 'too_large' | 'timeout';
  readonly part: 'subject' | 'body' | null;
  readonly line: number | null;
  readonly name: string | null;
}

export interface VariableUse {
  readonly part: 'subject' | 'body';
  readonly name: string;
  readonly line: number;
}

export interface TemplateJob {
  readonly kind: 'render' | 'lint';
  readonly subject: string;
  readonly body: string;
  readonly variables: Readonly<Record<string, TemplateValue>>;
  readonly language: Language;
  readonly zone: string;
}

export type TemplateAnswer =
  | { readonly ok: false; readonly error: TemplateFault }
  | {
      readonly ok: true;
      readonly subject?: MarkedText;
      readonly body?: MarkedText;
      readonly problems?: readonly TemplateFault[];
      readonly variables?: readonly VariableUse[];
    };

export interface ThreadLimits {
  /** Wall-clock time of one job, in milliseconds; then the thread is killed and replaced. */
  readonly timeMs: number;
  /** Heap of the thread, in megabytes. */
  readonly heapMb: number;
  /** Characters of one template and of one rendered part. */
  readonly chars: number;
}

interface Waiting {
  readonly job: TemplateJob;
  readonly resolve: (answer: TemplateAnswer) => void;
}

/** One level up from sources and from dist alike. */
const WORKER_FILE = join(__dirname, '../../worker/template-worker.cjs');
/** A fresh thread loads its code first; only then does a job's time begin. */
const START_MS = 10_000;

/** One worker thread that does one job at a time; jobs wait in line. A thread that oversteps a limit is replaced. */
export class TemplateThread {
  private worker: Worker | null = null;
  private current: Waiting | null = null;
  private timer: NodeJS.Timeout | null = null;
  private readonly line: Waiting[] = [];
  private closed = false;

  constructor(private readonly limits: ThreadLimits) {}

  /** Jobs in hand and in line. */
  get load(): number {
    return this.line.length + (this.current ? 1 : 0);
  }

  run(job: TemplateJob): Promise<TemplateAnswer> {
    if (this.closed) return Promise.resolve({ ok: false, error: fault('timeout') });
    return new Promise((resolve) => {
      this.line.push({ job, resolve });
      this.next();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const waiting = this.line.splice(0);
    if (this.current) this.finish({ ok: false, error: fault('timeout') });
    for (const { resolve } of waiting) resolve({ ok: false, error: fault('timeout') });
    await this.discard();
  }

  private next(): void {
    if (this.current) return;
    const waiting = this.line.shift();
    if (!waiting) return;
    this.current = waiting;
    const fresh = this.worker === null;
    const worker = (this.worker ??= this.start());
    worker.ref();
    // Until a fresh thread is up it cannot be told from a stuck one.
    if (fresh) this.timer = setTimeout(() => this.overstep('timeout'), START_MS);
    else this.post(worker);
  }

  private post(worker: Worker): void {
    if (!this.current) return;
    this.restartTimer();
    try {
      worker.postMessage({
        ...this.current.job,
        limits: { chars: this.limits.chars, renderMs: this.limits.timeMs, memory: this.limits.chars * 50 },
      });
    } catch {
      // Only what is no plain data cannot be copied into the thread.
      this.finish({ ok: false, error: fault('syntax') });
    }
  }

  private start(): Worker {
    const worker = new Worker(WORKER_FILE, {
      env: {},
      execArgv: [],
      stdin: false,
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMb, maxYoungGenerationSizeMb: 8, stackSizeMb: 2 },
    });
    worker.unref();
    worker.on('message', (answer: TemplateAnswer | 'ready') => {
      if (worker !== this.worker) return;
      if (answer === 'ready') this.post(worker);
      else this.finish(answer);
    });
    // The only errors that leave the worker's code are those of its limits: heap and stack.
    worker.once('error', () => worker === this.worker && this.overstep('too_large'));
    return worker;
  }

  private restartTimer(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => this.overstep('timeout'), this.limits.timeMs);
  }

  private overstep(code: 'timeout' | 'too_large'): void {
    void this.discard();
    this.finish({ ok: false, error: fault(code) });
  }

  private finish(answer: TemplateAnswer): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.worker?.unref();
    const done = this.current;
    this.current = null;
    done?.resolve(answer);
    if (!this.closed) this.next();
  }

  private async discard(): Promise<void> {
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }
}

function fault(code: TemplateFault['code']): TemplateFault {
  return { code, part: null, line: null, name: null };
}
