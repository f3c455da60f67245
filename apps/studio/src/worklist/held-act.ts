import {
  HANDOFF_ACTIONS,
  idSchema,
  instantSchema,
  lostBodySchema,
  reassignBodySchema,
  rejectBodySchema,
  type SlaClockShape,
  wonBodySchema,
} from '@ripen/contracts';
import { type EpochMs, SECOND } from '@ripen/domain';
import { z } from 'zod';

/** How long an act that cannot be taken back is held before it is sent. */
const HOLD_MS = 10 * SECOND;
/** Time for the way to the server before a rung of the clock would fire. */
const ON_THE_WAY_MS = 2 * SECOND;
/** Less than this is no time to change one's mind in. */
const WORTH_HOLDING_MS = 2 * SECOND;

const base = z.object({
  handoffId: idSchema,
  /** For the words on screen; null for an anonymous lead. */
  leadName: z.string().nullable(),
  /** Who held it in which state when the act was made: where this still holds, the act never arrived. */
  before: z.object({ state: z.string(), ownerId: idSchema.nullable() }),
  sendAt: instantSchema,
});

/** An act that closes a handoff or gives it away, with everything that is needed to send it. */
export const heldActSchema = z.discriminatedUnion('action', [
  base.extend({ action: z.literal('won'), body: wonBodySchema }),
  base.extend({ action: z.literal('lost'), body: lostBodySchema }),
  base.extend({ action: z.literal('reject'), body: rejectBodySchema }),
  base.extend({ action: z.literal('reassign'), body: reassignBodySchema }),
]);
export type HeldAct = z.infer<typeof heldActSchema>;
export type HeldAction = HeldAct['action'];

/** These are held: nobody can take them back once they are sent. */
export const HELD_ACTIONS: readonly (typeof HANDOFF_ACTIONS)[number][] = ['won', 'lost', 'reject', 'reassign'];

/** How long an act may wait so that no rung of the running clock fires because of the waiting; 0: it is sent at once. */
export function holdMs(clock: Pick<SlaClockShape, 'rungs'> | null, now: EpochMs): number {
  const dues = (clock?.rungs ?? []).filter(({ firedAt, dueAt }) => firedAt === null && dueAt > now);
  const nextDue = Math.min(Infinity, ...dues.map(({ dueAt }) => dueAt));
  const time = Math.min(HOLD_MS, nextDue - now - ON_THE_WAY_MS);
  return time < WORTH_HOLDING_MS ? 0 : time;
}
