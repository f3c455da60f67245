import { createMailer } from '@ripen/connectors';
import { createPool } from '@ripen/persistence';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { RivalSettings } from '../src/arena';
import { rivalActivities } from './journey/rival.activities';

/** The rival's worker process, with the same slots, pool and mailer as ours. Settings come as one JSON argument. */
export async function runRival(workflowsPath: string): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? '{}') as RivalSettings;
  const pool = createPool({ connectionString: settings.databaseUrl, max: 40 });
  const connection = await NativeConnection.connect({ address: settings.address });
  const worker = await Worker.create({
    connection,
    namespace: settings.namespace,
    taskQueue: 'rival',
    workflowsPath,
    activities: rivalActivities({ pool, mailer: createMailer({ url: settings.smtpUrl }) }),
    maxConcurrentActivityTaskExecutions: 24,
    maxCachedWorkflows: 2_000,
  });
  process.send?.('ready');
  process.once('SIGTERM', () => worker.shutdown());
  await worker.run();
  process.exit(0);
}

/** Ends the process with what went wrong. */
export function orExit(run: Promise<void>): void {
  run.catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
}
