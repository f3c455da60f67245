import type { SubjectInput } from '@ripen/contracts/temporal';
import { carry } from './loop.workflow';

/** Carries one handoff from its first offer to its outcome. */
export async function handoff(input: SubjectInput): Promise<void> {
  await carry('handoff', input);
}
