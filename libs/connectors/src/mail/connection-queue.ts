/** The right to hold one connection, for one mail. */
export interface Slot {
  /** The server was asked something about this mail: from now on its silence counts against the recipient's domain. */
  asked(): void;
  /** It is ready for the body, whose acceptance may take twice as long. */
  ready(): void;
  free(): void;
}

export interface QueueOptions {
  readonly maxConnections: number;
  /** Milliseconds without an answer after which the recipient's domain counts as slow. */
  readonly slowMs: number;
}

/** `slow`: the recipient's domain is slow, and its share of connections is taken. */
type Turn = Slot | 'slow' | null;

interface Domain {
  held: number;
  slow: boolean;
}

interface Waiting {
  readonly name: string;
  readonly answer: (turn: Turn) => void;
}

/** Of all connections one domain may hold this share, so that there is always one for somebody else. */
const SHARE_OF_ONE = 0.8;
/** All slow domains together. */
const SHARE_OF_SLOW = 0.5;
const HELD_BY_SLOW = 1;

/**
 * Who may hold a connection next: first come, first served, and no domain takes them all. Behind one mail server a recipient's domain shows
 * only by how long the server takes to answer about it. A domain found slow keeps one connection, by which it is noticed when it is quick again;
 * its other mails are turned away at once, so that they hold nobody up.
 */
export class ConnectionQueue {
  private held = 0;
  private heldBySlow = 0;
  private closing = false;
  private waiting: Waiting[] = [];
  private readonly domains = new Map<string, Domain>();
  private whenQuiet: (() => void)[] = [];

  constructor(private readonly options: QueueOptions) {}

  /** Null when `giveUp` fired first or the queue is closing. */
  async slot(recipient: string, giveUp: AbortSignal): Promise<Turn> {
    if (this.closing || giveUp.aborted) return null;
    const name = domainOf(recipient);
    const domain = this.domain(name);
    if (this.isFree(domain)) return this.take(name, domain);
    return domain.slow ? 'slow' : this.turn(name, giveUp);
  }

  /** Takes nobody in any more; resolves when every slot is free. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.held > 0) await new Promise<void>((resolve) => this.whenQuiet.push(resolve));
  }

  private domain(name: string): Domain {
    const known = this.domains.get(name);
    if (known) return known;
    const domain = { held: 0, slow: false };
    this.domains.set(name, domain);
    return domain;
  }

  private isFree({ held, slow }: Domain): boolean {
    const { maxConnections } = this.options;
    if (this.held >= maxConnections) return false;
    if (!slow) return held < Math.ceil(maxConnections * SHARE_OF_ONE);
    return held < HELD_BY_SLOW && this.heldBySlow < Math.ceil(maxConnections * SHARE_OF_SLOW);
  }

  private take(name: string, domain: Domain): Slot {
    this.held += 1;
    domain.held += 1;
    // Counted as it was taken: a domain may be found slow, or quick again, meanwhile.
    const bySlow = domain.slow;
    if (bySlow) this.heldBySlow += 1;
    let timer: NodeJS.Timeout | undefined;
    const watch = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        this.findSlow(name, domain);
      }, ms);
    };
    return {
      asked: () => watch(this.options.slowMs),
      ready: () => timer && watch(2 * this.options.slowMs),
      free: () => {
        if (timer) domain.slow = false;
        clearTimeout(timer);
        this.held -= 1;
        domain.held -= 1;
        if (bySlow) this.heldBySlow -= 1;
        if (domain.held === 0 && !domain.slow) this.domains.delete(name);
        this.passOn();
      },
    };
  }

  private findSlow(name: string, domain: Domain): void {
    domain.slow = true;
    const turnedAway = this.waiting.filter((mail) => mail.name === name);
    this.waiting = this.waiting.filter((mail) => mail.name !== name);
    for (const { answer } of turnedAway) answer('slow');
  }

  private turn(name: string, giveUp: AbortSignal): Promise<Turn> {
    return new Promise((resolve) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((mail) => mail !== mine);
        resolve(null);
      };
      const mine: Waiting = {
        name,
        answer: (turn) => {
          giveUp.removeEventListener('abort', leave);
          resolve(turn);
        },
      };
      giveUp.addEventListener('abort', leave, { once: true });
      this.waiting.push(mine);
    });
  }

  private passOn(): void {
    const next = this.waiting.find(({ name }) => this.isFree(this.domain(name)));
    if (next) {
      this.waiting = this.waiting.filter((mail) => mail !== next);
      next.answer(this.take(next.name, this.domain(next.name)));
    }
    if (this.held === 0) for (const tell of this.whenQuiet.splice(0)) tell();
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
