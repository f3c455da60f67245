import { SmtpSession, type SessionOptions } from './smtp-session';

export interface PoolOptions {
  readonly session: SessionOptions;
  readonly maxConnections: number;
  readonly maxMails: number;
  readonly idleMs: number;
}

/** The right to hold one connection. */
export interface Slot {
  free(): void;
}

interface Kept {
  readonly session: SmtpSession;
  readonly timer: NodeJS.Timeout;
}

/**
 * At most `maxConnections` slots; a slot's holder uses the connection that rested last or opens one. Waiting is first
 * come, first served. Resting connections count against nobody: there are never more of them than free slots.
 */
export class SmtpPool {
  private held = 0;
  private closing = false;
  private readonly waiting: (() => void)[] = [];
  private readonly idle: Kept[] = [];
  private readonly carried = new WeakMap<SmtpSession, number>();
  private whenQuiet: (() => void)[] = [];

  constructor(private readonly options: PoolOptions) {}

  /** Null when `giveUp` fired first or the pool is closing. */
  async slot(giveUp: AbortSignal): Promise<Slot | null> {
    if (this.closing || giveUp.aborted) return null;
    if (this.held < this.options.maxConnections) this.held += 1;
    else if (!(await this.turn(giveUp))) return null;
    return { free: () => this.passOn() };
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
    if (this.held > 0) await new Promise<void>((resolve) => this.whenQuiet.push(resolve));
    for (let session = this.takeIdle(); session; session = this.takeIdle()) session.quit();
  }

  private turn(giveUp: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const go = (): void => {
        giveUp.removeEventListener('abort', leave);
        resolve(true);
      };
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(go), 1);
        resolve(false);
      };
      giveUp.addEventListener('abort', leave, { once: true });
      this.waiting.push(go);
    });
  }

  private passOn(): void {
    const next = this.waiting.shift();
    if (next) return next();
    this.held -= 1;
    if (this.held === 0) for (const tell of this.whenQuiet.splice(0)) tell();
  }

  private forget(session: SmtpSession): void {
    const place = this.idle.findIndex((kept) => kept.session === session);
    if (place < 0) return;
    clearTimeout(this.idle[place]?.timer);
    this.idle.splice(place, 1);
  }
}
