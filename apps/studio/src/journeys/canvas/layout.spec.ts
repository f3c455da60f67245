import { reifung } from '@ripen/journey';
import { portKeys } from '../graph/node-kinds';
import { cardWidth } from './geometry';
import { positionsOf, toLayoutGraph } from './layout';

const graph = reifung({ teamId: 'team', language: 'de', guideUrl: 'https://example.com/' });
const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
const cardOf = (id: string) => {
  const node = nodes.get(id);
  return { height: 140, ports: node ? portKeys(node) : [] };
};

describe('tidying a drawing', () => {
  it('lays no card upon another and leads paths down', async () => {
    const { default: Elk } = await import('elkjs');
    const positions = positionsOf(await new Elk().layout(toLayoutGraph(graph, cardOf)));
    const rects = graph.nodes.map((node) => {
      const { x = 0, y = 0 } = positions.get(node.id) ?? {};
      return { id: node.id, left: x, right: x + cardWidth(cardOf(node.id).ports.length), top: y, bottom: y + 140 };
    });
    for (const a of rects) {
      for (const b of rects) {
        if (a.id >= b.id) continue;
        expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
      }
    }
    const topOf = (id: string): number => rects.find((rect) => rect.id === id)?.top ?? 0;
    expect(graph.edges.every((edge) => topOf(edge.to) > topOf(edge.from))).toBe(true);
  });

  it('hands over every card and every path by the port it leaves', () => {
    const laid = toLayoutGraph(graph, cardOf);
    expect(laid.children).toHaveLength(graph.nodes.length);
    expect(laid.edges?.map((edge) => edge.sources[0])).toEqual(graph.edges.map((edge) => `${edge.from}:${edge.port}`));
  });
});
