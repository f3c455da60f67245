// node sdk-download.mjs dev-server|time-skipping FOLDER VERSION: lets Temporal's SDK download the program into the folder.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [, , kind, downloadDir, version] = process.argv;
const start =
  kind === 'time-skipping' ? TestWorkflowEnvironment.createTimeSkipping : TestWorkflowEnvironment.createLocal;
const environment = await start.call(TestWorkflowEnvironment, {
  server: { executable: { type: 'cached-download', downloadDir, version } },
});
await environment.teardown();
