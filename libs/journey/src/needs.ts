import { type Condition, needs as ruleNeeds, type RuleNeeds } from '@ripen/rules';

/** What must be loaded before a node can decide. The lead itself always is. */
export interface NodeNeeds extends RuleNeeds {
  readonly feedback: boolean;
}

export const NO_NEEDS: NodeNeeds = {
  company: false,
  score: false,
  consents: false,
  touchpoints: false,
  touchpointTypes: [],
  feedback: false,
};

/** The needs of a rule as a node's needs; a null rule needs nothing. */
export function needsOfRule(condition: Condition | null): NodeNeeds {
  return condition === null ? NO_NEEDS : { ...ruleNeeds(condition), feedback: false };
}

/** The needs of a touchpoint's history by type. */
export function needsOfTypes(types: readonly string[]): NodeNeeds {
  return { ...NO_NEEDS, touchpoints: types.length > 0, touchpointTypes: [...new Set(types)].sort() };
}

/** Everything that any of them needs. */
export function unionOfNeeds(all: readonly NodeNeeds[]): NodeNeeds {
  return {
    company: all.some((one) => one.company),
    score: all.some((one) => one.score),
    consents: all.some((one) => one.consents),
    touchpoints: all.some((one) => one.touchpoints),
    touchpointTypes: unionOfTypes(all),
    feedback: all.some((one) => one.feedback),
  };
}

function unionOfTypes(all: readonly NodeNeeds[]): readonly string[] | null {
  const types = new Set<string>();
  for (const { touchpointTypes } of all) {
    if (touchpointTypes === null) return null;
    for (const type of touchpointTypes) types.add(type);
  }
  return [...types].sort();
}
