import { createMailer } from '@ripen/connectors';
import { createPool } from '@ripen/persistence';
import { NativeConnection, Worker } from '@temporalio/worker';
import { rivalActivities } from './rival.activities';

/** The rival's worker process, with the same slots, pool and mailer as ours. Settings come as one JSON argument. */
async function main(): Promise<void> {
  const settings = JSON.parse(process.argv[2] ?? '{}') as {
    databaseUrl: string;
    address: string;
    namespace: string;
    smtpUrl: string;
  };
  const pool = createPool({ connectionString: settings.databaseUrl, max: 40 });
  const connection = await NativeConnection.connect({ address: settings.address });
  const worker = await Worker.create({
    connection,
    namespace: settings.namespace,
    taskQueue: 'rival',
    workflowsPath: require.resolve('./rival.workflow'),
    activities: rivalActivities({ pool, mailer: createMailer({ url: settings.smtpUrl }) }),
    maxConcurrentActivityTaskExecutions: 24,
    maxCachedWorkflows: 2_000,
  });
  process.send?.('ready');
  process.once('SIGTERM', () => worker.shutdown());
  await worker.run();
  process.exit(0);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
