// npm run backup -- [FILE]: dependency-free until the packages are installed, in the syntax of Node 20.
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { backup } = await import('./src/backup/backup.mjs');
  await backup(process.argv.slice(2));
});
