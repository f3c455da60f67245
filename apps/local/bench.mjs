// npm run bench -- NAME: dependency-free until the packages are installed, in the syntax of Node 20.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { ROOT } = await import('./src/root.mjs');
  const { Problem } = await import('./src/problem.mjs');
  const { step } = await import('./src/say.mjs');
  const { build } = await import('./src/build.mjs');
  const { findTemporalCli } = await import('./src/temporal-cli.mjs');
  const [name = '', ...args] = process.argv.slice(2);
  await step('building', build);
  const script = join(ROOT, 'bench', 'dist', 'src', name, `${name}.bench.js`);
  if (!/^[a-z-]+$/.test(name) || !existsSync(script))
    throw new Problem(`There is no bench "${name}". Folders of bench/src are the names.`);
  await step('looking for the Temporal CLI', (note) =>
    findTemporalCli({ onFetch: (from) => note(`fetching it from ${from}`) }),
  );
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: 'inherit',
    cwd: ROOT,
  });
  process.exitCode = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
});
