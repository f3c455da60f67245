import { erasureRunner, type JobRunner, retentionRunner, undoRunner } from '@ripen/persistence';
import type { EffectDependencies } from '../effects/perform';
import { accountMailRunner } from './account-mail';
import { csvImportRunner } from './import-runner';
import { webhookRunner, type WebhookRunnerParts } from './webhook.runner';

/** What the runners need of this process. */
export interface RunnerParts {
  readonly effects: EffectDependencies;
  readonly webhooks: WebhookRunnerParts;
}

/** What runs long work, one runner for each kind of job. */
export function jobRunners({ effects, webhooks }: RunnerParts): readonly JobRunner[] {
  return [
    erasureRunner,
    retentionRunner,
    csvImportRunner,
    undoRunner,
    accountMailRunner(effects),
    webhookRunner(webhooks),
  ];
}
