import { loadTestSettings } from '@ripen/config';
import type { Evidence } from './evidence';
import { INVARIANTS, violationsIn } from './invariants';
import { KILLS } from './killer';
import { shortPlan } from './plan';
import { figuresOf, told } from './report';
import { runChaos } from './run';

describe('worker, API, Temporal and Postgres, killed one by one and all at once', () => {
  let found: ReadonlyMap<string, { readonly count: number; readonly ids: readonly string[] }>;
  let seen: Pick<Evidence, 'kills' | 'phases' | 'rungs' | 'cameToRest' | 'client'>;

  beforeAll(async () => {
    const seed = loadTestSettings().seed ?? Math.floor(Math.random() * 2 ** 31);
    const say = (line: string): void => void process.stderr.write(`chaos: ${line}\n`);
    say(`RIPEN_TEST_SEED=${seed}`);
    await runChaos(shortPlan(seed), { say }, async (evidence) => {
      told(figuresOf(evidence)).forEach(say);
      seen = evidence;
      const violations = await violationsIn(evidence);
      found = new Map(violations.map(({ invariant, count, ids }) => [invariant, { count, ids }]));
      return { violations };
    });
  }, 240_000);

  it('was a test at all: every kind of kill happened, with events, mails and rungs under way', () => {
    expect(seen.kills.map(({ kill }) => kill).toSorted()).toEqual(KILLS.toSorted());
    expect(seen.client.acknowledged.size).toBeGreaterThan(200);
    expect(seen.phases.length).toBeGreaterThan(100);
    expect(seen.rungs.length).toBeGreaterThan(20);
    expect(seen.cameToRest).toBe(true);
  });

  it.each(INVARIANTS)('$sentence', ({ name }) => {
    expect(found.get(name)).toBeUndefined();
  });
});
