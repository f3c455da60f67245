const MINUTE_MS = 60_000;

/**
 * Lets so many through per minute, evenly, and as many at once as a minute's worth. A batch is taken whole while anything is left; what it took too much
 * has to be waited for. `now`: milliseconds of a clock that only goes forward.
 */
export class TokenBucket {
  private left: number;
  private seenAt: number;

  constructor(
    private readonly perMinute: number,
    now: number,
  ) {
    this.left = perMinute;
    this.seenAt = now;
  }

  /** 0: taken. Else the milliseconds until something is left again; nothing was taken. */
  take(count: number, now: number): number {
    this.left = Math.min(this.perMinute, this.left + ((now - this.seenAt) / MINUTE_MS) * this.perMinute);
    this.seenAt = now;
    if (this.left < 1) return Math.ceil(((1 - this.left) / this.perMinute) * MINUTE_MS);
    this.left -= count;
    return 0;
  }
}
