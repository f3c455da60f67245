import type { Evidence } from '../evidence';
import { FACTS } from './facts';
import type { Invariant } from './invariant';
import { JOURNEYS } from './journeys';
import { MACHINE } from './machine';
import { MAILS } from './mails';
import { SLAS } from './slas';

export const INVARIANTS: readonly Invariant[] = [...FACTS, ...JOURNEYS, ...SLAS, ...MAILS, ...MACHINE];

export interface Violation {
  readonly invariant: string;
  readonly sentence: string;
  readonly count: number;
  /** The first of them. */
  readonly ids: readonly string[];
}

const NAMED = 10;

/** Looks at every invariant; answers those that do not hold. */
export async function violationsIn(evidence: Evidence): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { name, sentence, look } of INVARIANTS) {
    const ids = await look(evidence);
    if (ids.length > 0) violations.push({ invariant: name, sentence, count: ids.length, ids: ids.slice(0, NAMED) });
  }
  return violations;
}
