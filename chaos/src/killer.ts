import { pauseUnless } from './patience';
import { type Part, PARTS } from './part';
import type { Plan } from './plan';
import type { World } from './world';

/** A part, or all of them at the same moment. */
export const KILLS = [...PARTS, 'all'] as const;
export type Kill = (typeof KILLS)[number];

/** One kill and what it took down. Epoch milliseconds. */
export interface Killed {
  readonly kill: Kill;
  readonly at: number;
  /** All that was killed serves again. */
  readonly backAt: number;
}

/** Kills at seeded moments until the time is over: each kind in turn, in an order of the seed's. */
export async function killAtRandom(
  world: World,
  { plan, random, onKill }: { plan: Plan; random: () => number; onKill: (kill: Kill) => void },
): Promise<Killed[]> {
  const done: Killed[] = [];
  const never = new AbortController().signal;
  const until = Date.now() + plan.chaosMs;
  const [least, most] = plan.gapMs;
  while (plan.oneOfEach ? done.length < KILLS.length : Date.now() < until) {
    for (const kill of shuffled(KILLS, random)) {
      await pauseUnless(never, least + random() * (most - least));
      if (!plan.oneOfEach && Date.now() >= until) break;
      onKill(kill);
      const at = Date.now();
      await Promise.all(targets(kill).map((part) => world.parts[part].kill(kill === 'all')));
      done.push({ kill, at, backAt: Date.now() });
    }
  }
  return done;
}

function targets(kill: Kill): readonly Part[] {
  return kill === 'all' ? PARTS : [kill];
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}
