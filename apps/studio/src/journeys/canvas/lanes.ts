import type { JourneyGraph } from '@ripen/journey';

export interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LaneInput {
  readonly graph: JourneyGraph;
  /** Where each card lies. */
  readonly rectOf: (nodeId: string) => Rect | undefined;
  /** Where a port sits on its card's lower edge, in canvas pixels. */
  readonly portX: (nodeId: string, port: string) => number;
}

/** How far a path runs straight before it may turn, and how far it keeps from cards and from other paths. */
export const STUB = 22;
const CLEARANCE = 20;
const APART = 14;

interface Run {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly to: string;
}

/**
 * For each path the x at which it runs down between cards. Null: it may take the shortest way, since nothing lies in between. Paths to one
 * place may share their run, others keep apart.
 */
export function lanes({ graph, rectOf, portX }: LaneInput): ReadonlyMap<string, number | null> {
  const rects = graph.nodes.flatMap((node) => rectOf(node.id) ?? []);
  const runs: Run[] = [];
  const result = new Map<string, number | null>();
  const ends = graph.edges.flatMap((edge) => {
    const from = rectOf(edge.from);
    const to = rectOf(edge.to);
    if (!from || !to) return [];
    const source = { x: portX(edge.from, edge.port), y: from.bottom };
    const target = { x: (to.left + to.right) / 2, y: to.top };
    return [{ edge, source, target, own: [from, to] }];
  });
  // Short paths first: the long ones go round them.
  for (const { edge, source, target, own } of ends.toSorted((a, b) => length(a) - length(b))) {
    const lane = laneOf({ source, target, own, rects, runs, to: edge.to });
    result.set(edge.id, lane);
    const x = lane ?? target.x;
    runs.push({ x, top: Math.min(source.y, target.y), bottom: Math.max(source.y, target.y), to: edge.to });
  }
  return result;
}

function length({ source, target }: { source: Point; target: Point }): number {
  return Math.abs(target.y - source.y) + Math.abs(target.x - source.x);
}

interface LaneSearch {
  readonly source: Point;
  readonly target: Point;
  readonly own: readonly Rect[];
  readonly rects: readonly Rect[];
  readonly runs: readonly Run[];
  readonly to: string;
}

function laneOf({ source, target, own, rects, runs, to }: LaneSearch): number | null {
  const isBack = target.y - STUB < source.y + STUB;
  const top = Math.min(source.y + STUB, target.y - STUB);
  const bottom = Math.max(source.y + STUB, target.y - STUB);
  const between = rects.filter((rect) => rect.top < bottom && rect.bottom > top && (isBack || !own.includes(rect)));
  if (!isBack && between.length === 0) return null;
  const taken = runs.filter((run) => run.to !== to && run.top < bottom && run.bottom > top);
  const sides = between.flatMap((rect) => [rect.left - CLEARANCE, rect.right + CLEARANCE]);
  const crowded = taken.flatMap((run) => [run.x - APART, run.x + APART]);
  const candidates = [...(isBack ? [] : [source.x, target.x]), ...sides, ...crowded];
  const isFree = (x: number): boolean =>
    between.every((rect) => x <= rect.left - CLEARANCE || x >= rect.right + CLEARANCE);
  const cost = (x: number): number => {
    const travel = Math.abs(x - source.x) + Math.abs(x - target.x);
    const rubs = taken.some((run) => Math.abs(run.x - x) < APART) ? 60 : 0;
    return travel + rubs;
  };
  const free = candidates.filter(isFree).toSorted((a, b) => cost(a) - cost(b));
  return free[0] ?? null;
}

/** The corners of a path that runs down at `lane`. */
export function corners(source: Point, target: Point, lane: number): readonly Point[] {
  const out = source.y + STUB;
  const back = target.y - STUB;
  const points = [
    source,
    { x: source.x, y: out },
    { x: lane, y: out },
    { x: lane, y: back },
    { x: target.x, y: back },
    target,
  ];
  return points.filter((point, index) => {
    const before = points[index - 1];
    return !before || before.x !== point.x || before.y !== point.y;
  });
}

/** An SVG path along these corners, rounded. */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first] = points;
  if (!first) return '';
  const parts = [`M${first.x} ${first.y}`];
  let before = first;
  for (const [index, point] of points.entries()) {
    const after = points[index + 1];
    if (index === 0) continue;
    if (!after) {
      parts.push(`L${point.x} ${point.y}`);
      break;
    }
    const bend = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2);
    const start = toward(point, before, bend);
    const end = toward(point, after, bend);
    parts.push(`L${start.x} ${start.y}`, `Q${point.x} ${point.y} ${end.x} ${end.y}`);
    before = point;
  }
  return parts.join('');
}

/** The middle of the longest run: there is room for a button. */
export function middleOf(points: readonly Point[]): Point {
  let best = { x: 0, y: 0, size: -1 };
  for (const [index, to] of points.entries()) {
    const from = points[index - 1] ?? to;
    const size = distance(from, to);
    if (size > best.size) best = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, size };
  }
  return best;
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const size = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / size) * by, y: from.y + ((to.y - from.y) / size) * by };
}
