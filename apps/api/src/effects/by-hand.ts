import type { ByHandOutcome } from '@ripen/persistence';
import { ApiException } from '../http/api-exception';

const CODES = { not_found: 'not_found', left: 'person_moved_on', wrong_state: 'wrong_state' } as const;

/** Throws what stood against a decision by hand. */
export function refuseByHand(outcome: ByHandOutcome): void {
  if (!outcome.ok) throw new ApiException(CODES[outcome.code]);
}
