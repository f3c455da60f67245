import { DAY, type EpochMs, type Touchpoint } from '@ripen/domain';
import { ANY_TOUCHPOINT, type PropertyRule, type TouchpointRule } from './condition';
import { compileOperator } from './operator';

/** The part of a touchpoint rule that says which touchpoints it is about. */
export type TouchpointFilter = Pick<TouchpointRule, 'type' | 'exceptTypes' | 'where'>;

/** Whether a touchpoint is of the rule's type and its properties fit. Says nothing about time. */
export function touchpointMatches(
  filter: TouchpointFilter,
  touchpoint: Pick<Touchpoint, 'type' | 'properties'>,
): boolean {
  return typeMatches(filter, touchpoint.type) && propertiesMatch(filter.where, touchpoint.properties);
}

/** Whether all property rules hold. A property that is not there is unknown, not an error. */
export function propertiesMatch(
  where: readonly PropertyRule[],
  properties: Readonly<Record<string, unknown>>,
): boolean {
  return where.every(({ property, operator, value }) => {
    const actual = Object.hasOwn(properties, property) ? properties[property] : null;
    return compileOperator(operator, value)(actual);
  });
}

/** The window's length in whole milliseconds, at least one; null for the whole history. */
export function windowOf(rule: TouchpointRule): number | null {
  return rule.withinDays === null || rule.withinDays === undefined
    ? null
    : Math.max(1, Math.round(rule.withinDays * DAY));
}

/** How many touchpoints count at `now`: those in (now - window, now], by `occurredAt`. */
export function countAt(rule: TouchpointRule, touchpoints: readonly Touchpoint[], now: EpochMs): number {
  const window = windowOf(rule);
  const after = window === null ? -Infinity : now - window;
  let count = 0;
  for (const touchpoint of touchpoints) {
    if (touchpoint.occurredAt > after && touchpoint.occurredAt <= now && touchpointMatches(rule, touchpoint))
      count += 1;
  }
  return count;
}

/** The bounds that the count must keep, with the default "at least once" where the rule names none. */
export function boundsOf(rule: Pick<TouchpointRule, 'atLeast' | 'atMost'>): {
  readonly atLeast: number;
  readonly atMost: number;
} {
  const atMost = rule.atMost ?? Infinity;
  return { atLeast: rule.atLeast ?? (atMost === Infinity ? 1 : 0), atMost };
}

/** Whether a count satisfies the rule. */
export function countMeets(rule: Pick<TouchpointRule, 'atLeast' | 'atMost'>, count: number): boolean {
  const { atLeast, atMost } = boundsOf(rule);
  return count >= atLeast && count <= atMost;
}

function typeMatches({ type, exceptTypes }: TouchpointFilter, actual: string): boolean {
  if (type === ANY_TOUCHPOINT) return !(exceptTypes ?? []).includes(actual);
  return type === actual;
}
