// npm run chaos -- [--seed N] [--minutes M]: dependency-free until the packages are installed, in the syntax of Node 20.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { ROOT } = await import('./src/root.mjs');
  const { step } = await import('./src/say.mjs');
  const { build } = await import('./src/build.mjs');
  const { findTemporalCli } = await import('./src/temporal-cli.mjs');
  await step('building', build);
  await step('looking for the Temporal CLI', (note) =>
    findTemporalCli({ onFetch: (from) => note(`fetching it from ${from}`) }),
  );
  const { spawn } = await import('node:child_process');
  const script = join(ROOT, 'chaos', 'dist', 'chaos.main.js');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: ROOT,
  });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
