import type { JourneyEdge, JourneyGraph } from '../graph';

/** The nodes that some path from the given ones leads to, and these themselves. */
export function reachable({ nodes, edges }: JourneyGraph, from: readonly string[]): ReadonlySet<string> {
  const known = new Set(nodes.map(({ id }) => id));
  const leaving = Map.groupBy(edges, (edge) => edge.from);
  const reached = new Set(from.filter((id) => known.has(id)));
  // A set yields what is added to it while it is walked.
  for (const id of reached) for (const { to } of leaving.get(id) ?? []) if (known.has(to)) reached.add(to);
  return reached;
}

/**
 * One node of each loop that can be gone round without spending time, in the order of the drawing. Leaves off the edges that take time,
 * then peels nodes without a way in until only loops (and what hangs behind them) are left.
 */
export function loopsWithoutWait(
  { nodes, edges }: JourneyGraph,
  takesTime: (edge: JourneyEdge) => boolean,
): readonly string[] {
  const ids = new Set(nodes.map(({ id }) => id));
  const fast = edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to) && !takesTime(edge));
  const inLoops = peel(
    peel(ids, fast),
    fast.map(({ from, to, ...edge }) => ({ ...edge, from: to, to: from })),
  );
  return firstOfEach(inLoops, fast);
}

/** Removes nodes that nothing leads to, again and again. */
function peel(ids: ReadonlySet<string>, edges: readonly JourneyEdge[]): ReadonlySet<string> {
  const left = new Set(ids);
  const inner = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const leaving = Map.groupBy(inner, ({ from }) => from);
  const waysIn = new Map<string, number>();
  for (const { to } of inner) waysIn.set(to, (waysIn.get(to) ?? 0) + 1);
  const free = [...left].filter((id) => !waysIn.has(id));
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    left.delete(id);
    for (const { to } of leaving.get(id) ?? []) {
      const remaining = (waysIn.get(to) ?? 0) - 1;
      waysIn.set(to, remaining);
      if (remaining === 0) free.push(to);
    }
  }
  return left;
}

/** Of nodes that hang together, the first. */
function firstOfEach(ids: ReadonlySet<string>, edges: readonly JourneyEdge[]): readonly string[] {
  const inner = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const neighbours = Map.groupBy(
    [...inner.map(({ from, to }) => [from, to] as const), ...inner.map(({ from, to }) => [to, from] as const)],
    ([id]) => id,
  );
  const seen = new Set<string>();
  const firsts: string[] = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    firsts.push(id);
    const group = new Set([id]);
    for (const one of group) for (const [, next] of neighbours.get(one) ?? []) group.add(next);
    for (const one of group) seen.add(one);
  }
  return firsts;
}
