import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKFLOW_SOURCES } from '@ripen/workflows/bundling';
import { bundleWorkflowCode } from '@temporalio/worker';

/** Part of the build: one file that holds all workflows, so that a start does not run a bundler. Fails the build when it cannot. */
async function bundle(): Promise<void> {
  const { code } = await bundleWorkflowCode(WORKFLOW_SOURCES);
  await writeFile(join(__dirname, 'workflow-bundle.js'), code);
}

bundle().catch((error: unknown) => {
  process.stderr.write(`The workflows could not be bundled: ${String(error)}\n`);
  process.exitCode = 1;
});
