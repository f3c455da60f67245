// What the image of Temporal has and not every machine: wget -q -O /dev/null ADDRESS ends with 0 when the answer is a good one.
import { parseArgs } from 'node:util';

const PATIENCE_MS = 4_000;

const { positionals } = parseArgs({
  allowPositionals: true,
  options: { quiet: { type: 'boolean', short: 'q' }, 'output-document': { type: 'string', short: 'O' } },
});
const isGood = await fetch(positionals[0], { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isGood ? 0 : 1);
