import type { JourneyEdge, JourneyGraph } from '@ripen/journey';
import type { Point } from '../graph/graph-edits';
import { distance, middlesOf, type Rect, type Run, runsOf, tightened, touches } from './path-shape';

export interface RouteInput {
  readonly graph: JourneyGraph;
  /** Where each card lies. */
  readonly rectOf: (nodeId: string) => Rect | undefined;
  /** Where a port sits on its card's lower edge, in canvas pixels. */
  readonly portX: (nodeId: string, port: string) => number;
}

/** How a path runs: its corners from port to card, and where its button stands. */
export interface PathRoute {
  readonly points: readonly Point[];
  readonly button: Point;
}

/** How far a path likes to run straight before it turns, and the least that it does out of a port and into a card. */
const STUB = 24;
const LEAST_OUT = 10;
const LEAST_IN = 18;
/** What paths keep from cards and from one another. */
const CLEARANCE = 20;
const LEAST_CLEARANCE = 8;
const APART = 16;
const BUTTON_APART = 28;
/** Nothing further away than this has a say in where a path runs. */
const REACH = 480;
/** Beyond this many paths one look at each has to do. */
const MANY = 200;
const MOST_LANES = 14;
const BEST_LANES = 4;
const MOST_TURNS = 6;

/** What each blemish of a path is worth, in pixels of detour. */
const COST = { card: 4_000, overlap: 500, crossing: 60, bend: 12, tight: 40, beside: 90, unusual: 0.5 } as const;

interface Placed {
  readonly to: string;
  readonly points: readonly Point[];
  readonly runs: readonly Run[];
  readonly box: Rect;
}

interface Search {
  readonly source: Point;
  readonly target: Point;
  readonly from: Rect;
  readonly into: Rect;
  readonly to: string;
  readonly cards: readonly Rect[];
  readonly placed: readonly Placed[];
}

/**
 * Leads every path round the cards. Paths to one place may share their way, others keep apart and cross as rarely as can be. A path never turns
 * back on itself, however near the cards are.
 */
export function routes({ graph, rectOf, portX }: RouteInput): ReadonlyMap<string, PathRoute> {
  const rects = new Map(graph.nodes.map((node) => [node.id, rectOf(node.id)]));
  const all = [...rects.values()].filter((rect) => rect !== undefined);
  const ends = graph.edges.flatMap((edge) => {
    const from = rects.get(edge.from);
    const into = rects.get(edge.to);
    if (!from || !into) return [];
    const source = { x: portX(edge.from, edge.port), y: from.bottom };
    return [{ edge, from, into, source, target: { x: (into.left + into.right) / 2, y: into.top } }];
  });
  // Short paths first: the long ones go round them. Then once more, now that each can see where all the others run.
  const ordered = ends.toSorted((a, b) => distance(a.source, a.target) - distance(b.source, b.target));
  const placed = new Map<string, Placed>();
  for (let round = 0; round < (ordered.length > MANY ? 1 : 2); round++)
    for (const end of ordered) placed.set(end.edge.id, place(end, all, placed));
  const buttons: Point[] = [];
  return new Map(
    ordered.map(({ edge }) => {
      const points = placed.get(edge.id)?.points ?? [];
      const button = freeMiddle(points, buttons);
      buttons.push(button);
      return [edge.id, { points, button }];
    }),
  );
}

type Ends = Pick<Search, 'source' | 'target' | 'from' | 'into'> & { readonly edge: JourneyEdge };

function place({ edge, ...ends }: Ends, cards: readonly Rect[], placed: ReadonlyMap<string, Placed>): Placed {
  const near = boxOf([ends.source, ends.target], REACH);
  const others: Placed[] = [];
  for (const [id, other] of placed) if (id !== edge.id && meets(other.box, near)) others.push(other);
  const points = bestRoute({ ...ends, to: edge.to, cards: cards.filter((rect) => meets(rect, near)), placed: others });
  return { to: edge.to, points, runs: runsOf(points), box: boxOf(points, 0) };
}

/** The way between two places while nothing is known about what lies in between, such as during a drag. */
export function plainRoute(source: Point, target: Point): PathRoute {
  const room = target.y - source.y;
  const points =
    room >= 4
      ? across(source, target, source.y + room / 2)
      : around(source, target, {
          out: source.y + STUB,
          lane: (source.x + target.x) / 2,
          back: target.y - STUB,
        });
  return { points, button: middlesOf(points)[0] ?? source };
}

function bestRoute(search: Search): readonly Point[] {
  const { source, target } = search;
  const straight = cheapest(
    search,
    levels(source, target).map((level) => across(source, target, level)),
  );
  if (straight && straight.cost < COST.card) return straight.points;
  const outs = unique([source.y + STUB, source.y + STUB + APART, source.y + LEAST_OUT, ...below(search)]);
  const backs = unique([target.y - STUB, target.y - STUB - APART, target.y - LEAST_IN, ...above(search)]);
  // The usual turns tell which lanes are any good; only for those every turn is tried.
  const usual = laneCandidates(search)
    .map((lane) => ({ lane, points: around(source, target, { out: outs[0] ?? 0, lane, back: backs[0] ?? 0 }) }))
    .map(({ lane, points }) => ({ lane, cost: costOf(search, points, Infinity) }))
    .toSorted((a, b) => a.cost - b.cost);
  const detours = usual
    .slice(0, BEST_LANES)
    .flatMap(({ lane }) => outs.flatMap((out) => backs.map((back) => around(source, target, { out, lane, back }))));
  const round = cheapest(search, detours);
  if (straight && (!round || straight.cost <= round.cost)) return straight.points;
  return round?.points ?? plainRoute(source, target).points;
}

/** The heights at which a path down may turn to the side: the middle, near its beginning, near its end, and tracks beside them. */
function levels(source: Point, target: Point): readonly number[] {
  const room = target.y - source.y;
  if (room < 4) return [];
  const middle = source.y + room / 2;
  const low = source.y + LEAST_OUT;
  const high = target.y - LEAST_IN;
  if (high <= low) return [middle];
  const tracks = [0, 1, -1, 2, -2, 3, -3].map((track) => middle + track * APART);
  return [...tracks, source.y + STUB, target.y - STUB].filter((level) => level >= low && level <= high);
}

/** Under cards that hang lower than the one that the path leaves. */
function below({ source, cards }: Search): readonly number[] {
  return cards
    .filter((rect) => rect.top < source.y + STUB + CLEARANCE && rect.bottom > source.y)
    .map((rect) => rect.bottom + STUB)
    .toSorted((a, b) => a - b);
}

/** Over cards that reach higher than the one that the path leads to. */
function above({ target, cards }: Search): readonly number[] {
  return cards
    .filter((rect) => rect.bottom > target.y - STUB - CLEARANCE && rect.top < target.y)
    .map((rect) => rect.top - STUB)
    .toSorted((a, b) => b - a);
}

/** Where a path may run down or up: under its port, over its end, beside the cards in between, and beside other paths. */
function laneCandidates({ source, target, cards, placed }: Search): readonly number[] {
  const top = Math.min(source.y, target.y - STUB);
  const bottom = Math.max(source.y + STUB, target.y);
  const between = cards.filter((rect) => rect.top < bottom && rect.bottom > top);
  const sides = between.flatMap((rect) => [rect.left - CLEARANCE, rect.right + CLEARANCE]);
  const gaps = between.flatMap((left) =>
    between
      .filter((right) => right.left > left.right && right.left - left.right < 2 * CLEARANCE)
      .map((right) => (left.right + right.left) / 2),
  );
  const crowded = placed.flatMap(({ runs }) =>
    runs
      .filter((run) => !run.isAcross && run.from < bottom && run.to > top)
      .flatMap((run) => [run.at, run.at - APART, run.at + APART]),
  );
  const isClear = (x: number): boolean =>
    between.every((rect) => x <= rect.left - LEAST_CLEARANCE || x >= rect.right + LEAST_CLEARANCE);
  const travel = (x: number): number => Math.abs(x - source.x) + Math.abs(x - target.x);
  return [...new Set([source.x, target.x, ...sides, ...gaps, ...crowded])]
    .toSorted((a, b) => travel(a) - travel(b))
    .filter(isClear)
    .slice(0, MOST_LANES);
}

function unique(levels: readonly number[]): readonly number[] {
  return [...new Set(levels)].slice(0, MOST_TURNS);
}

function across(source: Point, target: Point, level: number): readonly Point[] {
  return tightened([source, { x: source.x, y: level }, { x: target.x, y: level }, target]);
}

function around(
  source: Point,
  target: Point,
  { out, lane, back }: { readonly out: number; readonly lane: number; readonly back: number },
): readonly Point[] {
  return tightened([
    source,
    { x: source.x, y: out },
    { x: lane, y: out },
    { x: lane, y: back },
    { x: target.x, y: back },
    target,
  ]);
}

interface Rated {
  readonly points: readonly Point[];
  readonly cost: number;
}

function cheapest(search: Search, candidates: readonly (readonly Point[])[]): Rated | null {
  let best: Rated | null = null;
  for (const points of candidates) {
    const cost = costOf(search, points, best?.cost ?? Infinity);
    if (cost < (best?.cost ?? Infinity)) best = { points, cost };
  }
  return best;
}

/** Stops counting where `limit` is passed. */
function costOf(
  { source, target, from, into, to, cards, placed }: Search,
  points: readonly Point[],
  limit: number,
): number {
  const runs = runsOf(points);
  const last = runs.length - 1;
  const turn = points[1]?.y ?? source.y;
  let cost = runs.reduce((sum, run) => sum + run.to - run.from, 0) + COST.bend * (points.length - 2);
  cost += COST.unusual * Math.abs(turn - (source.y + target.y) / 2) * (points.length === 4 ? 1 : 0);
  if (turn < source.y) return Infinity;
  for (const [index, run] of runs.entries()) {
    if (cost >= limit) return cost;
    for (const card of cards) {
      const isEnd = (index === 0 && card === from) || (index === last && card === into);
      if (isEnd) continue;
      // Cards that stand close together leave little room for what leads from one to the other.
      const room = card === from || card === into ? 0 : LEAST_CLEARANCE;
      if (touches(run, card, room)) cost += COST.card;
      else if (touches(run, card, CLEARANCE - 1)) cost += COST.tight;
    }
    for (const other of placed)
      for (const met of other.runs) cost += other.to === to ? beside(run, met) : rub(run, met);
  }
  return cost;
}

/** What it costs that runs to different places meet. */
function rub(one: Run, other: Run): number {
  if (one.isAcross !== other.isAcross) {
    const crosses = other.at > one.from && other.at < one.to && one.at > other.from && one.at < other.to;
    return crosses ? COST.crossing : 0;
  }
  const runsTogether = Math.min(one.to, other.to) - Math.max(one.from, other.from) > -4;
  return runsTogether && Math.abs(one.at - other.at) < APART - 1 ? COST.overlap : 0;
}

/** Paths to one place run together or well apart, but not closely side by side. */
function beside(one: Run, other: Run): number {
  if (one.isAcross !== other.isAcross || one.at === other.at) return 0;
  const runsTogether = Math.min(one.to, other.to) - Math.max(one.from, other.from) > 0;
  return runsTogether && Math.abs(one.at - other.at) < APART ? COST.beside : 0;
}

/** Buttons of different paths must not lie upon each other. */
function freeMiddle(points: readonly Point[], taken: readonly Point[]): Point {
  const middles = middlesOf(points);
  const free = middles.find((middle) => taken.every((other) => distance(middle, other) >= BUTTON_APART));
  return free ?? middles[0] ?? { x: 0, y: 0 };
}

function boxOf(points: readonly Point[], room: number): Rect {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return {
    left: Math.min(...xs) - room,
    right: Math.max(...xs) + room,
    top: Math.min(...ys) - room,
    bottom: Math.max(...ys) + room,
  };
}

function meets(a: Rect, b: Rect): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
