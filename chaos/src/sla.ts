import { ROUND_THE_CLOCK } from '@ripen/persistence/stage';

/** Two rounds of three rungs within seconds, then the pool. */
export const POLICY = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 4_000, remindAt: 50, warnAt: 80 },
  poolMs: 2_000,
};
export const REPS = ['Ayla', 'Ben'];
export const FULL_LADDER = REPS.flatMap((_, round) =>
  ['remind', 'warn', 'breach'].map((rung) => `${round + 1} ${rung}`),
);
