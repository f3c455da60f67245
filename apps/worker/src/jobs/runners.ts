import { erasureRunner, type JobRunner } from '@ripen/persistence';
import { webhookRunner, type WebhookRunnerParts } from './webhook.runner';

/** What runs long work, one runner for each kind of job. */
export function jobRunners(parts: WebhookRunnerParts): readonly JobRunner[] {
  return [erasureRunner, webhookRunner(parts)];
}
