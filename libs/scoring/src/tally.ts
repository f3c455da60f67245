import type { Touchpoint, TouchpointType } from '@ripen/domain';
import { ANY_TOUCHPOINT, type TouchpointRule } from '@ripen/rules';

/** The touchpoint type whose visits alone make nobody a customer. */
export const CAREERS_TOUCHPOINT = 'careers_page_visited' satisfies TouchpointType;

/**
 * What pseudo rules know of a lead's history, so that scoring needs no ledger read: how many touchpoints there are, and how
 * many of them are `careers_page_visited`.
 */
export interface TouchpointTally {
  readonly total: number;
  readonly careers: number;
}

/** The tally of a whole history. */
export function tallyOf(touchpoints: readonly Pick<Touchpoint, 'type'>[]): TouchpointTally {
  return { total: touchpoints.length, careers: touchpoints.filter(({ type }) => type === CAREERS_TOUCHPOINT).length };
}

/** The count that a tally gives for a rule, or null when the rule asks for more than a tally knows. */
export function countByTally(rule: TouchpointRule, tally: TouchpointTally): number | null {
  if (rule.where.length > 0 || (rule.withinDays ?? null) !== null) return null;
  if (rule.type === CAREERS_TOUCHPOINT) return tally.careers;
  if (rule.type !== ANY_TOUCHPOINT) return null;
  const except = rule.exceptTypes ?? [];
  if (except.length === 0) return tally.total;
  return except.every((type) => type === CAREERS_TOUCHPOINT) ? tally.total - tally.careers : null;
}
