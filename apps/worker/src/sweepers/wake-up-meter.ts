/** Milliseconds that the rate looks back on. */
const WINDOW_MS = 180_000;
/** A worker that has just begun must not look busy because it has only a few seconds to look back on. */
const SHORTEST_MS = 60_000;

/** Counts the turns that workflows ask for in this process; nothing is written for it. */
export class WakeUpMeter {
  private total = 0;
  private readonly samples: { readonly at: number; readonly total: number }[];

  /** @param now milliseconds from whatever beginning, by a clock that nobody moves */
  constructor(private readonly now: () => number) {
    this.samples = [{ at: now(), total: 0 }];
  }

  count(): void {
    this.total += 1;
  }

  /** Over the last three minutes, to a tenth. Asked at every sign of life, which is what it looks back by. */
  perSecond(): number {
    const at = this.now();
    this.samples.push({ at, total: this.total });
    // The oldest that is kept begins the window or lies just before it.
    while ((this.samples[1]?.at ?? at) <= at - WINDOW_MS) this.samples.shift();
    const oldest = this.samples[0] ?? { at, total: this.total };
    const seconds = Math.max(at - oldest.at, SHORTEST_MS) / 1_000;
    return Math.round((10 * (this.total - oldest.total)) / seconds) / 10;
  }
}
