import type { LeadFacts } from '@ripen/domain';
import { type Condition, needs } from '@ripen/rules';

/**
 * Whether a rule would judge a lead by a score who objects to profiling. Such a rule does not hold, also where it asks for what is missing
 * (*cell is not A1*): the step is taken as for everybody else.
 */
export function judgesUnprofiled(rule: Condition, { lead }: Pick<LeadFacts, 'lead'>): boolean {
  return lead.doNotProfile && needs(rule).score;
}
