// npm run check:files -- FOLDER: dependency-free until the packages are installed, in the syntax of Node 20.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { ROOT } = await import('./src/root.mjs');
  const { build } = await import('./src/build.mjs');
  const { step } = await import('./src/say.mjs');
  const { spawn } = await import('node:child_process');
  const [folder, ...rest] = process.argv.slice(2);
  await step('building', build);
  const args = folder === undefined ? [] : [resolve(process.env.INIT_CWD ?? ROOT, folder), ...rest];
  const child = spawn(process.execPath, ['libs/connectors/dist/csv/check-files.main.js', ...args], {
    stdio: 'inherit',
    cwd: ROOT,
  });
  process.exitCode = await new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
});
