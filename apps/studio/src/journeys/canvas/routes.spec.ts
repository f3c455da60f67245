import type { JourneyGraph } from '@ripen/journey';
import { reifung } from '@ripen/journey';
import { addNode, connect } from '../graph/graph-edits';
import { portKeys } from '../graph/node-kinds';
import { aLine, aNode } from '../graph/sample-graph';
import { cardWidth, portShare } from './geometry';
import { middlesOf, type Rect, roundedPath, runsOf, tightened, touches } from './path-shape';
import { type PathRoute, plainRoute, routes } from './routes';

const WIDTH = 272;
const HEIGHT = 120;
type Places = Readonly<Record<string, readonly [number, number]>>;

function rectAt([x, y]: readonly [number, number]): Rect {
  return { left: x, right: x + WIDTH, top: y, bottom: y + HEIGHT };
}

function find(graph: JourneyGraph, places: Places): (id: string) => PathRoute {
  const rectOf = (id: string): Rect | undefined => places[id] && rectAt(places[id]);
  const found = routes({
    graph,
    rectOf,
    portX: (id, port) => (rectOf(id)?.left ?? 0) + WIDTH * (port === 'other' ? 0.75 : 0.25),
  });
  return (id) => found.get(id) ?? plainRoute({ x: 0, y: 0 }, { x: 0, y: 0 });
}

/** True when the path goes down all the way. */
function isDownhill({ points }: PathRoute): boolean {
  return points.every((point, index) => index === 0 || point.y >= (points[index - 1]?.y ?? 0));
}

function cardsTouched({ points }: PathRoute, places: Places, ends: readonly string[]): readonly string[] {
  const runs = runsOf(points);
  return Object.entries(places).flatMap(([id, place]) => {
    const inner = ends.includes(id) ? runs.slice(1, -1) : runs;
    return inner.some((run) => touches(run, rectAt(place), 0)) ? [id] : [];
  });
}

describe('where paths run', () => {
  it.each([4, 12, 20, 30, 43, 60])('never turns back on itself where %d pixels part two cards', (gap) => {
    const found = find(aLine('t', 'a'), { t: [0, 0], a: [0, HEIGHT + gap] })('t:next');
    expect(isDownhill(found)).toBe(true);
    expect(found.points.length).toBeLessThanOrEqual(4);
  });

  it('goes round a card that lies in between', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 't', port: 'other' }, 'b');
    const places: Places = { t: [0, 0], a: [0, 200], b: [0, 400] };
    const found = find(graph, places)('t:other');
    expect(cardsTouched(found, places, ['t', 'b'])).toEqual([]);
    expect(isDownhill(found)).toBe(true);
  });

  it('does not run through the longer card beside the one that it leaves', () => {
    const graph = connect(addNode(aLine('t', 'a'), aNode('tall')), { from: 't', port: 'other' }, 'a');
    const places: Places = { t: [0, 0], tall: [300, 60], a: [700, 400] };
    expect(cardsTouched(find(graph, places)('t:other'), places, ['t', 'a'])).toEqual([]);
  });

  it('leads back up between or outside of cards that stand close together', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 'b', port: 'next' }, 'a');
    for (const places of [
      { t: [0, -300], a: [0, 0], b: [0, 200] },
      { t: [0, -300], a: [300, 60], b: [0, 0] },
      { t: [0, -300], a: [0, 0], b: [290, 0] },
    ] satisfies Places[])
      expect(cardsTouched(find(graph, places)('b:next'), places, ['a', 'b'])).toEqual([]);
  });

  it('keeps paths to different places apart', () => {
    let graph = addNode(addNode(aLine('t', 'a'), aNode('b')), aNode('c'));
    graph = connect(connect(graph, { from: 't', port: 'other' }, 'b'), { from: 'a', port: 'other' }, 'c');
    const found = find(graph, { t: [0, 0], a: [340, 220], b: [680, 220], c: [0, 440] });
    const [one, other] = [found('t:next'), found('t:other')].map(({ points }) =>
      runsOf(points).filter((run) => run.isAcross),
    );
    for (const run of one ?? [])
      for (const second of other ?? []) expect(Math.abs(run.at - second.at)).toBeGreaterThanOrEqual(12);
    expect(crossings(found('t:next'), found('t:other'))).toBe(0);
  });

  it('touches no card in the example, and gives every path a button of its own', () => {
    const graph = reifung({ teamId: 'team', language: 'de', guideUrl: 'https://example.com/' });
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const rectOf = (id: string): Rect | undefined => {
      const node = nodes.get(id);
      if (!node) return undefined;
      const { x, y } = node.position;
      return { left: x, right: x + cardWidth(portKeys(node).length), top: y, bottom: y + 140 };
    };
    const found = routes({
      graph,
      rectOf,
      portX: (id, port) => {
        const ports = portKeys(nodes.get(id) ?? aNode(id));
        const rect = rectOf(id) ?? rectAt([0, 0]);
        return rect.left + (rect.right - rect.left) * portShare(ports.indexOf(port), ports.length);
      },
    });
    expect(found.size).toBe(graph.edges.length);
    for (const edge of graph.edges) {
      const inner = runsOf(found.get(edge.id)?.points ?? []).slice(1, -1);
      const cards = graph.nodes.flatMap((node) => rectOf(node.id) ?? []);
      expect(inner.filter((run) => cards.some((card) => touches(run, card, 0)))).toEqual([]);
    }
    const buttons = [...found.values()].map(({ button }) => `${button.x} ${button.y}`);
    expect(new Set(buttons).size).toBe(buttons.length);
  });
});

function crossings(one: PathRoute, other: PathRoute): number {
  let count = 0;
  for (const a of runsOf(one.points))
    for (const b of runsOf(other.points))
      if (a.isAcross !== b.isAcross && b.at > a.from && b.at < a.to && a.at > b.from && a.at < b.to) count++;
  return count;
}

describe('drawing a path', () => {
  const { points } = plainRoute({ x: 0, y: 0 }, { x: 100, y: 300 });

  it('turns only at right angles', () => {
    const turns = points.slice(1).map((point, index) => point.x === points[index]?.x || point.y === points[index]?.y);
    expect(turns.every(Boolean)).toBe(true);
  });

  it('begins at the port and ends at the card', () => {
    const path = roundedPath(points, 14);
    expect(path.startsWith('M0 0')).toBe(true);
    expect(path.endsWith('L100 300')).toBe(true);
  });

  it('is one straight line where the card stands under its port', () => {
    expect(plainRoute({ x: 5, y: 0 }, { x: 5, y: 90 }).points).toEqual([
      { x: 5, y: 0 },
      { x: 5, y: 90 },
    ]);
  });

  it('puts the button on the longest run', () => {
    const long = tightened([
      { x: 0, y: 0 },
      { x: 0, y: 20 },
      { x: 200, y: 20 },
      { x: 200, y: 40 },
    ]);
    expect(middlesOf(long)[0]).toEqual({ x: 100, y: 20 });
  });
});
