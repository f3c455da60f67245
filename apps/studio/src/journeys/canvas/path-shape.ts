import type { Point } from '../graph/graph-edits';

export interface Rect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A straight run of a path: across (`y` stays the same) or up and down. `from` ≤ `to`. */
export interface Run {
  readonly isAcross: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The path without points that change nothing: doubled ones, and those in the middle of a straight run. */
export function tightened(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const last = kept.at(-1);
    if (last && last.x === point.x && last.y === point.y) continue;
    const before = kept.at(-2);
    if (last && before && isBetween(before, last, point)) kept.pop();
    kept.push(point);
  }
  return kept;
}

function isBetween(before: Point, middle: Point, after: Point): boolean {
  const sameColumn = before.x === middle.x && middle.x === after.x;
  const sameRow = before.y === middle.y && middle.y === after.y;
  return (
    (sameColumn && (middle.y - before.y) * (after.y - middle.y) >= 0) ||
    (sameRow && (middle.x - before.x) * (after.x - middle.x) >= 0)
  );
}

export function runsOf(points: readonly Point[]): readonly Run[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    if (!from) return [];
    const isAcross = from.y === to.y;
    const [a, b] = isAcross ? [from.x, to.x] : [from.y, to.y];
    return [{ isAcross, at: isAcross ? from.y : from.x, from: Math.min(a, b), to: Math.max(a, b) }];
  });
}

/** Whether a run touches a card or comes nearer to it than `room`. */
export function touches({ isAcross, at, from, to }: Run, { left, right, top, bottom }: Rect, room: number): boolean {
  return isAcross
    ? at > top - room && at < bottom + room && to > left - room && from < right + room
    : at > left - room && at < right + room && to > top - room && from < bottom + room;
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

/** The middles of the runs, that of the longest first: there is room for a button. */
export function middlesOf(points: readonly Point[]): readonly Point[] {
  return points
    .slice(1)
    .map((to, index) => {
      const from = points[index] ?? to;
      return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, size: distance(from, to) };
    })
    .toSorted((a, b) => b.size - a.size)
    .map(({ x, y }) => ({ x, y }));
}

export function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const size = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) / size) * by, y: from.y + ((to.y - from.y) / size) * by };
}
