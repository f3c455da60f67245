import { aLine, aNode } from '../graph/sample-graph';
import { addNode, connect } from '../graph/graph-edits';
import { corners, lanes, middleOf, type Rect, roundedPath } from './lanes';

const WIDTH = 272;
const HEIGHT = 120;
type Places = Readonly<Record<string, readonly [number, number]>>;

function rectAt([x, y]: readonly [number, number]): Rect {
  return { left: x, right: x + WIDTH, top: y, bottom: y + HEIGHT };
}

function find(graph: Parameters<typeof lanes>[0]['graph'], places: Places) {
  const rectOf = (id: string): Rect | undefined => places[id] && rectAt(places[id]);
  return lanes({
    graph,
    rectOf,
    portX: (id, port) => (rectOf(id)?.left ?? 0) + WIDTH * (port === 'other' ? 0.75 : 0.25),
  });
}

describe('where paths run', () => {
  it('takes the shortest way where nothing lies in between', () => {
    expect(find(aLine('t', 'a'), { t: [0, 0], a: [0, 200] }).get('t:next')).toBeNull();
  });

  it('goes round a card that lies in between', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 't', port: 'other' }, 'b');
    const lane = find(graph, { t: [0, 0], a: [0, 200], b: [0, 400] }).get('t:other') ?? 0;
    expect(lane <= -20 || lane >= WIDTH + 20).toBe(true);
  });

  it('keeps paths to different places apart', () => {
    let graph = addNode(addNode(aLine('t', 'a', 'b'), aNode('c')), aNode('d'));
    graph = connect(connect(graph, { from: 't', port: 'other' }, 'c'), { from: 'a', port: 'other' }, 'd');
    const places: Places = { t: [0, 0], a: [0, 200], b: [0, 400], c: [0, 600], d: [0, 800] };
    const found = find(graph, places);
    expect(Math.abs((found.get('t:other') ?? 0) - (found.get('a:other') ?? 0))).toBeGreaterThanOrEqual(14);
  });

  it('leads a loop back up outside of the cards', () => {
    const graph = connect(aLine('t', 'a', 'b'), { from: 'b', port: 'next' }, 'a');
    const lane = find(graph, { t: [0, 0], a: [0, 200], b: [0, 400] }).get('b:next') ?? 0;
    expect(lane <= -20 || lane >= WIDTH + 20).toBe(true);
  });
});

describe('drawing a run', () => {
  const points = corners({ x: 0, y: 0 }, { x: 100, y: 300 }, 200);

  it('turns only at right angles', () => {
    const turns = points.slice(1).map((point, index) => point.x === points[index]?.x || point.y === points[index]?.y);
    expect(turns.every(Boolean)).toBe(true);
  });

  it('begins at the port and ends at the card', () => {
    const path = roundedPath(points, 14);
    expect(path.startsWith('M0 0')).toBe(true);
    expect(path.endsWith('L100 300')).toBe(true);
  });

  it('puts the button on the longest run', () => {
    expect(middleOf(points)).toMatchObject({ x: 200, y: 150 });
  });
});
