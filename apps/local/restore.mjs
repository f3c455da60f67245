// npm run restore -- FILE [--check | --replace] [--paused]: dependency-free until the packages are installed, in the syntax of Node 20.
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { restore } = await import('./src/backup/restore.mjs');
  await restore(process.argv.slice(2));
});
