import { parseArgs } from 'node:util';
import { copyWithout } from './build-copy';
import { violationsIn } from './invariants';
import { longPlan, type Plan, shortPlan } from './plan';
import { PROTECTIONS } from './protections';
import { figuresOf, resultOf, told } from './report';
import { runChaos } from './run';

const USAGE =
  'npm run chaos -- [--seed N] [--minutes M] [--people 2000] [--events 100] [--short] [--on FILE] [--without PROTECTION]; protections: ' +
  PROTECTIONS.map(({ name }) => name).join(', ');

interface Wanted {
  readonly plan: Plan;
  readonly without: string | undefined;
}

function wantedBy(args: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      minutes: { type: 'string', default: '5' },
      people: { type: 'string', default: '2000' },
      events: { type: 'string', default: '100' },
      short: { type: 'boolean', default: false },
      without: { type: 'string' },
      on: { type: 'string' },
    },
  });
  const [seed, minutes, people, eventsPerSecond] = [values.seed, values.minutes, values.people, values.events].map(
    Number,
  );
  const numbers = { seed: seed!, minutes: minutes!, people: people!, eventsPerSecond: eventsPerSecond! };
  if (Object.values(numbers).some((number) => !(number >= 0))) throw new Error(USAGE);
  const plan = values.short ? shortPlan(numbers.seed) : longPlan(numbers);
  return { plan: values.on === undefined ? plan : { ...plan, given: values.on }, without: values.without };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const { plan, without } = wantedBy(process.argv.slice(2));
  if (without === undefined) {
    const { violations } = await run(plan, {});
    if (violations.length > 0) process.exitCode = 1;
    return;
  }
  const protection = PROTECTIONS.find(({ name }) => name === without);
  if (!protection) throw new Error(USAGE);
  const copy = await copyWithout(protection);
  try {
    const { violations } = await run({ ...plan, root: copy.root }, { without });
    const seen = violations.filter(({ invariant }) => protection.seenBy.includes(invariant));
    if (seen.length === 0) throw new Error(`"${protection.sentence}" was taken out, and nobody saw it`);
  } finally {
    await copy.remove();
  }
}

async function run(plan: Plan, more: object) {
  say(`chaos: --seed ${plan.seed}, ${plan.people} people, ${plan.eventsPerSecond} events/s`);
  const result = await runChaos(plan, { say }, async (evidence) => {
    const violations = await violationsIn(evidence);
    const figures = figuresOf(evidence);
    told(figures).forEach(say);
    for (const { invariant, sentence, count, ids } of violations)
      say(`VIOLATED ${invariant}: ${sentence}\n  ${count}: ${ids.join('\n  ')}`);
    return { ...resultOf(evidence, figures, violations), ...more };
  });
  say(JSON.stringify(result));
  return result;
}

// The parts end with this process, and need its `exit` for that.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
