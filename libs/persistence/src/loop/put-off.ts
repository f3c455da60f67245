import type { Command, EpochMs } from '@ripen/domain';
import { deadlineOf, type LoopRow } from './subject';

/**
 * Milliseconds that the first early timer is put off by: as much as the server's timers mostly miss anyway, so that a signal that is mistaken for a timer
 * delays nothing that anybody notices.
 */
const FIRST_MS = 250;

/**
 * The command as the workflow gets it: as decided, but for a timer that fired early. That is when the workflow asks though nobody poked and nothing is
 * due: Temporal's clock is ahead of the clock port, because one of them was moved. With the same instant again it would ask at once, and again, for as
 * long as the two differ. So the timer alone is put off, twice as far each time and never further than what is missing: an hour costs some twenty turns
 * and still ends in time. The row's `deadline` stays what was decided; where the two differ, the reconciler looks closely, since a clock that is set right
 * again makes such a timer late.
 */
export function putOff(decided: Command, { deadline, command, poked }: LoopRow, now: EpochMs): Command {
  if (decided.do !== 'wait' && decided.do !== 'effect') return decided;
  const { until } = decided;
  const waited = deadlineOf(command);
  if (until === null || until <= now || poked || deadline !== until || waited === null) return decided;
  const soFar = Math.max(waited - until, 0);
  return { ...decided, until: until + soFar + Math.min(Math.max(soFar, FIRST_MS), until - now) };
}
