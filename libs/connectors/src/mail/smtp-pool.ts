import { ConnectionQueue, type QueueOptions, type Slot } from './connection-queue';
import { SmtpSession, type SessionOptions } from './smtp-session';

export interface PoolOptions extends QueueOptions {
  readonly session: SessionOptions;
  readonly maxMails: number;
  readonly idleMs: number;
}

interface Kept {
  readonly session: SmtpSession;
  readonly timer: NodeJS.Timeout;
}

/**
 * At most `maxConnections` slots; a slot's holder uses the connection that rested last or opens one. Resting connections
 * count against nobody: there are never more of them than free slots.
 */
export class SmtpPool {
  private closing = false;
  private readonly queue: ConnectionQueue;
  private readonly idle: Kept[] = [];
  private readonly carried = new WeakMap<SmtpSession, number>();

  constructor(private readonly options: PoolOptions) {
    this.queue = new ConnectionQueue(options);
  }

  /** Null when `giveUp` fired first or the pool is closing; `slow` when the recipient's domain is, and has its share already. */
  slot(recipient: string, giveUp: AbortSignal): Promise<Slot | 'slow' | null> {
    return this.queue.slot(recipient, giveUp);
  }

  takeIdle(): SmtpSession | null {
    for (let kept = this.idle.pop(); kept; kept = this.idle.pop()) {
      clearTimeout(kept.timer);
      if (kept.session.alive) return kept.session;
    }
    return null;
  }

  open(giveUp: AbortSignal): Promise<SmtpSession> {
    return SmtpSession.open(this.options.session, giveUp);
  }

  /** Lets a connection rest until the next mail. */
  keep(session: SmtpSession): void {
    const carried = (this.carried.get(session) ?? 0) + 1;
    if (this.closing || !session.alive || carried >= this.options.maxMails) return session.quit();
    if (!this.carried.has(session)) session.onceEnded(() => this.forget(session));
    this.carried.set(session, carried);
    const timer = setTimeout(() => {
      this.forget(session);
      session.quit();
    }, this.options.idleMs);
    timer.unref();
    this.idle.push({ session, timer });
  }

  /** Resolves when every mail in flight has ended and every connection was told goodbye. */
  async close(): Promise<void> {
    this.closing = true;
    await this.queue.close();
    for (let session = this.takeIdle(); session; session = this.takeIdle()) session.quit();
  }

  private forget(session: SmtpSession): void {
    const place = this.idle.findIndex((kept) => kept.session === session);
    if (place < 0) return;
    clearTimeout(this.idle[place]?.timer);
    this.idle.splice(place, 1);
  }
}
