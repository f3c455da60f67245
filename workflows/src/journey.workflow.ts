import type { SubjectInput } from '@ripen/contracts/temporal';
import { carry } from './loop.workflow';

/** Carries one lead through one journey. */
export async function journey(input: SubjectInput): Promise<void> {
  await carry('enrollment', input);
}
