import { closingLine, ONE_FAILURE, sum } from './counts.mjs';
import { endToEndPhase, integrationPhase, unitPhase } from './phases.mjs';
import { Problem } from './problem.mjs';
import { say, seconds } from './say.mjs';

const PHASES = { unit: unitPhase, integration: integrationPhase, e2e: endToEndPhase };

/**
 * Runs the phases that are asked for, or all, adds up their counts, and ends with one line that says how many tests
 * passed and failed. The exit code is that of the whole.
 * @param {string[]} args phases first, then parts of file names
 */
export async function test(args) {
  // By way of an exit, at which servers that were started for the tests are ended.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const asked = args.filter((arg) => arg in PHASES);
  const filters = args.filter((arg) => !(arg in PHASES));
  const counts = [];
  for (const name of asked.length > 0 ? asked : Object.keys(PHASES)) {
    say(`\n── ${name} ──`);
    const began = Date.now();
    const result = await outcome(PHASES[name], filters);
    say(`── ${name}: ${closingLine(result)}  ${seconds(Date.now() - began)} ──`);
    counts.push(result);
  }
  const total = sum(counts);
  say(`\n${closingLine(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** A phase that cannot run is a failure, and the others still run. */
async function outcome(phase, filters) {
  try {
    return await phase(filters);
  } catch (error) {
    say(error instanceof Problem ? error.message : error.stack);
    return ONE_FAILURE;
  }
}
