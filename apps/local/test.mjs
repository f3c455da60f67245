// npm test [-- unit|integration|e2e] [part of a file name …]: dependency-free until the packages are installed, in the
// syntax of Node 20.
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { test } = await import('./src/test.mjs');
  await test(process.argv.slice(2));
});
