// npm run compose:env [-- NAME=value …]: writes what docker-compose.yml asks of .env. Dependency-free, in the syntax of Node 20.
import { join } from 'node:path';
import { main } from './src/prepare.mjs';
import { Problem } from './src/problem.mjs';
import { ROOT } from './src/root.mjs';
import { say } from './src/say.mjs';
import { writeEnvFile } from './src/topology/env-file.mjs';

await main(async () => {
  const given = process.argv.slice(2).map((word) => /^([A-Z][A-Z0-9_]*)=(.*)$/s.exec(word) ?? refuse(word));
  const { added, kept, missing, refused } = await writeEnvFile(
    join(ROOT, '.env'),
    Object.fromEntries(given.map(([, name, value]) => [name, value])),
  );
  if (added.length > 0) say(`✓ .env has got ${added.join(', ')}`);
  if (kept.length > 0) say(`  kept as they are: ${kept.join(', ')}`);
  for (const name of refused) say(`! ${name} stands in .env already and was left alone; change it there.`);
  for (const name of missing) say(`! ${name} is still to be written into .env; an example stands there.`);
  say('  Keep a copy of .env where your backups are: without RIPEN_SECRET every link in a mail is void.');
});

/** @returns {never} */
function refuse(word) {
  throw new Problem(`"${word}" is not NAME=value.`);
}
