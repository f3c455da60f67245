import { loadConfig } from '@ripen/config';
import { gaveSign } from './sweepers/sign-of-life';

/** For whoever looks after the process: ends with 0 when the worker beside it can work, else with 1. */
async function main(): Promise<void> {
  if (await gaveSign(loadConfig().dataDir, Date.now())) return;
  process.stderr.write('The worker gave no sign of life within the last seconds.\n');
  process.exitCode = 1;
}

void main();
