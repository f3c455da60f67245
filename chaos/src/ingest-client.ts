import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from '@ripen/persistence/crowd';
import { pauseUnless } from './patience';

const EVERY_MS = 200;
const IN_FLIGHT = 60;
const ANSWER_WITHIN_MS = 10_000;
/** One batch in so many is sent again after its answer, as by a client that never heard it. */
const AGAIN_EVERY = 20;

export interface IngestClientOptions {
  readonly url: string;
  readonly writeKey: string;
  readonly perSecond: number;
  readonly people: number;
  readonly random: () => number;
}

interface Message {
  readonly messageId: string;
  readonly [field: string]: unknown;
}

/** An answer in 2xx: when its request began and when it came. Epoch milliseconds. */
export interface Acknowledged {
  readonly beganAt: number;
  readonly at: number;
}

/** A well-behaved client: sends batches at a steady rate, repeats each until it is acknowledged, and remembers what was. */
export class IngestClient {
  readonly sent = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly refused: string[] = [];
  readonly answers: Acknowledged[] = [];
  /** How often which answer came; "none": nobody answered. */
  readonly statuses = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly authorization: string;
  private gaveUp = false;
  private count = 0;
  private batches = 0;

  constructor(private readonly options: IngestClientOptions) {
    this.authorization = `Basic ${Buffer.from(`${options.writeKey}:`).toString('base64')}`;
  }

  /** Sends until asked to stop; what is under way then is carried to its end by `finish`. */
  async run(stop: AbortSignal): Promise<void> {
    const beganAt = Date.now();
    while (!stop.aborted) {
      const due = Math.floor(((Date.now() - beganAt) / 1_000) * this.options.perSecond) - this.count;
      if (due > 0 && this.underWay.size < IN_FLIGHT) this.send(Math.min(due, this.options.perSecond));
      await pauseUnless(stop, EVERY_MS);
    }
  }

  /** Waits for the acknowledgement of everything that was sent, and gives up after the time. */
  async finish(withinMs: number): Promise<void> {
    await Promise.race([Promise.all(this.underWay), pause(withinMs, undefined, { ref: false })]);
    this.gaveUp = true;
  }

  private send(size: number): void {
    const batch = Array.from({ length: size }, () => this.message());
    for (const { messageId } of batch) this.sent.add(messageId);
    this.batches += 1;
    const again = this.batches % AGAIN_EVERY === 0;
    const carried = this.deliver(batch)
      .then(() => (again ? this.deliver(batch) : undefined))
      .finally(() => this.underWay.delete(carried));
    this.underWay.add(carried);
  }

  private async deliver(batch: readonly Message[]): Promise<void> {
    for (let tries = 0; !this.gaveUp; tries += 1) {
      const beganAt = Date.now();
      const { status, refused } = await this.post(batch);
      this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
      if (status.startsWith('2')) {
        for (const [index, { messageId }] of batch.entries())
          if (refused.includes(index)) this.refused.push(messageId);
          else this.acknowledged.add(messageId);
        this.answers.push({ beganAt, at: Date.now() });
        return;
      }
      await pause(Math.min(100 * 2 ** tries, 1_000));
    }
  }

  private async post(batch: readonly Message[]): Promise<{ status: string; refused: number[] }> {
    try {
      const response = await fetch(`${this.options.url}/v1/batch`, {
        method: 'POST',
        headers: { authorization: this.authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ batch }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const answer = (await response.json()) as { refused?: { index: number }[] };
      return { status: String(response.status), refused: (answer.refused ?? []).map(({ index }) => index) };
    } catch {
      // Nobody there, or cut off before the whole answer: not acknowledged.
      return { status: 'none', refused: [] };
    }
  }

  /** Half of what happens is done by people inside the journey, half by visitors; a tenth says something about somebody. */
  private message(): Message {
    const { random, people } = this.options;
    this.count += 1;
    const messageId = `chaos-${this.count}`;
    const person = Math.floor(random() * people);
    const who = random() < 0.5 ? { userId: addressOf(person) } : { anonymousId: `visitor-${person % 200}` };
    const timestamp = new Date().toISOString();
    if ('userId' in who && random() < 0.2)
      return { ...base('identify', messageId, timestamp), ...who, traits: { phone: messageId } };
    return {
      ...base('track', messageId, timestamp),
      ...who,
      event: 'Webinar Registered',
      properties: { carried: messageId },
    };
  }
}

function base(type: string, messageId: string, timestamp: string) {
  return { type, messageId, timestamp };
}
