import { erasureRunner, type JobRunner } from '@ripen/persistence';

/** What runs long work, one runner for each kind of job. */
export function jobRunners(): readonly JobRunner[] {
  return [erasureRunner];
}
