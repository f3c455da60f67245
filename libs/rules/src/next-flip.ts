import type { EpochMs, LeadFacts, Touchpoint } from '@ripen/domain';
import type { Condition, TouchpointRule } from './condition';
import { leavesOf } from './needs';
import { countAt, countMeets, touchpointMatches, windowOf } from './occurrence';

/**
 * The earliest instant after `now` at which time alone changes the truth of a touchpoint leaf: a touchpoint leaves its
 * window, or one dated in the future begins to count. Until then `evaluate` answers the same for the same facts. Null:
 * never.
 */
export function nextFlipAt(condition: Condition, facts: Pick<LeadFacts, 'touchpoints'>, now: EpochMs): EpochMs | null {
  let earliest: EpochMs | null = null;
  for (const leaf of leavesOf(condition)) {
    if (leaf.rule !== 'touchpoint') continue;
    const flip = nextFlipOfLeaf(leaf, facts.touchpoints, now);
    if (flip !== null && (earliest === null || flip < earliest)) earliest = flip;
  }
  return earliest;
}

function nextFlipOfLeaf(rule: TouchpointRule, touchpoints: readonly Touchpoint[], now: EpochMs): EpochMs | null {
  const window = windowOf(rule);
  const changes = new Map<EpochMs, number>();
  const change = (at: EpochMs, by: number): void => {
    if (at > now) changes.set(at, (changes.get(at) ?? 0) + by);
  };
  for (const touchpoint of touchpoints) {
    if (!touchpointMatches(rule, touchpoint)) continue;
    change(touchpoint.occurredAt, 1);
    if (window !== null) change(touchpoint.occurredAt + window, -1);
  }
  let count = countAt(rule, touchpoints, now);
  const metNow = countMeets(rule, count);
  for (const [at, by] of [...changes].sort(([left], [right]) => left - right)) {
    count += by;
    if (countMeets(rule, count) !== metNow) return at;
  }
  return null;
}
