// npm run topology [-- --image FOLDER] [--only story|kills] [--seed N]: what docker-compose.yml says, as processes of this machine.
// Dependency-free until the packages are installed, in the syntax of Node 20.
import { fileURLToPath } from 'node:url';
import { main, prepare } from './src/prepare.mjs';

await main(async () => {
  await prepare(fileURLToPath(import.meta.url));
  const { topology } = await import('./src/topology/topology.mjs');
  await topology(process.argv.slice(2));
});
