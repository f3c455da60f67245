/** What one run is: everything random in it comes from the seed. */
export interface Plan {
  readonly seed: number;
  /** How long parts are killed. People arrive during the first part of it. */
  readonly chaosMs: number;
  readonly people: number;
  readonly eventsPerSecond: number;
  /** Milliseconds between the end of a recovery and the next kill: at least, at most. */
  readonly gapMs: readonly [least: number, most: number];
  /** Every kind of kill exactly once instead of until the time is over. */
  readonly oneOfEach: boolean;
  /** Afterwards everything comes to rest: how long nothing may move before that counts as stuck. */
  readonly restMs: number;
  /** The folder whose built programs are run: the project's unless it is named. */
  readonly root?: string;
  /** A file that says what runs already, to be killed there; without it the parts are started. */
  readonly given?: string;
}

const MINUTE = 60_000;

export function longPlan(wanted: Pick<Plan, 'seed' | 'people' | 'eventsPerSecond'> & { minutes: number }): Plan {
  return {
    ...wanted,
    chaosMs: wanted.minutes * MINUTE,
    gapMs: [2_000, 12_000],
    oneOfEach: false,
    restMs: 1.5 * MINUTE,
  };
}

/** One kill of each part and one of all, in a good minute. */
export function shortPlan(seed: number): Plan {
  return {
    seed,
    people: 120,
    eventsPerSecond: 50,
    chaosMs: 20_000,
    gapMs: [1_000, 3_000],
    oneOfEach: true,
    restMs: 50_000,
  };
}
