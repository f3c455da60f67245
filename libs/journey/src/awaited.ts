import type { EpochMs, HandoffOutcome, Stage, Touchpoint } from '@ripen/domain';
import { ANY_TOUCHPOINT, propertiesMatch } from '@ripen/rules';
import type { AwaitedEvent, Wait } from './state';

/** What happened to one lead, as a wait looks at it. `at` is when everything but the touchpoints happened. */
export interface Happened {
  readonly touchpoints: readonly Touchpoint[];
  /** The stage the lead is in, or has just moved to; null: none, or no move. */
  readonly stage: Stage | null;
  readonly confirmedSubmissions: readonly string[];
  readonly handoffs: readonly { readonly id: string; readonly outcome: HandoffOutcome | (string & {}) }[];
  readonly at: EpochMs;
}

/** The port that a wait is left by, and what satisfied it: a ledger, submission or handoff id, or the stage. */
export interface WaitMatch {
  readonly port: string;
  readonly by: string;
}

/**
 * Whether what happened satisfies a wait. What occurred before the deadline counts, whenever it arrives; what occurred at the
 * deadline or later does not. Of several, the earliest wins; of simultaneous ones, the first in the wait's order. The caller asks only
 * for waits whose row is open.
 */
export function matchWait(wait: Pick<Wait, 'events' | 'deadline'>, happened: Happened): WaitMatch | null {
  let best: (WaitMatch & { readonly at: EpochMs }) | null = null;
  for (const event of wait.events) {
    const found = earliest(event, happened, wait.deadline ?? Infinity);
    if (found && (best === null || found.at < best.at)) best = found;
  }
  return best && { port: best.port, by: best.by };
}

function earliest(
  event: AwaitedEvent,
  happened: Happened,
  before: EpochMs,
): (WaitMatch & { readonly at: EpochMs }) | null {
  if (event.kind === 'touchpoint') {
    const touchpoint = earliestTouchpoint(event, happened.touchpoints, before);
    return touchpoint && { port: event.key, by: touchpoint.id, at: touchpoint.occurredAt };
  }
  const { at } = happened;
  if (at >= before) return null;
  switch (event.kind) {
    case 'stage': {
      const { stage } = happened;
      return stage !== null && event.stages.includes(stage) ? { port: event.key, by: stage, at } : null;
    }
    case 'confirmed':
      return happened.confirmedSubmissions.includes(event.submissionId)
        ? { port: event.key, by: event.submissionId, at }
        : null;
    case 'handoff': {
      // A handoff is left by its outcome: won, lost, recycled, expired.
      const handoff = happened.handoffs.find(({ id }) => id === event.handoffId);
      return handoff ? { port: handoff.outcome, by: handoff.id, at } : null;
    }
  }
}

function earliestTouchpoint(
  event: Extract<AwaitedEvent, { kind: 'touchpoint' }>,
  touchpoints: readonly Touchpoint[],
  before: EpochMs,
): Touchpoint | null {
  let first: Touchpoint | null = null;
  for (const touchpoint of touchpoints) {
    const { occurredAt } = touchpoint;
    if (occurredAt <= event.since || occurredAt >= before) continue;
    if (first !== null && occurredAt >= first.occurredAt) continue;
    if (isAbout(event, touchpoint)) first = touchpoint;
  }
  return first;
}

function isAbout({ type, where }: Extract<AwaitedEvent, { kind: 'touchpoint' }>, touchpoint: Touchpoint): boolean {
  return (type === ANY_TOUCHPOINT || type === touchpoint.type) && propertiesMatch(where, touchpoint.properties);
}
