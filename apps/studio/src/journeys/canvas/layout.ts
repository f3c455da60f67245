import type { JourneyGraph } from '@ripen/journey';
import type { ELK, ElkNode } from 'elkjs/lib/elk-api';
import type { Point } from '../graph/graph-edits';
import { cardWidth, portShare } from './geometry';

export interface LayoutCard {
  readonly height: number;
  readonly ports: readonly string[];
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.layered.spacing.nodeNodeBetweenLayers': '80',
  'elk.layered.spacing.edgeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.edgeNode': '28',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.nodeNode': '48',
  'elk.spacing.componentComponent': '96',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
} as const;

/** The drawing as the layouter takes it: ports stay in their order along the lower edge, paths enter in the middle of the upper one. */
export function toLayoutGraph(graph: JourneyGraph, cardOf: (nodeId: string) => LayoutCard): ElkNode {
  return {
    id: 'root',
    layoutOptions: OPTIONS,
    children: graph.nodes.map((node) => {
      const { height, ports } = cardOf(node.id);
      const width = cardWidth(ports.length);
      const outs = ports.map((port, index) =>
        layoutPort(`${node.id}:${port}`, width * portShare(index, ports.length), height),
      );
      return {
        id: node.id,
        width,
        height,
        layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
        ports: [layoutPort(`${node.id}>in`, width / 2, 0), ...outs],
      };
    }),
    edges: graph.edges.map((edge) => ({
      id: edge.id,
      sources: [`${edge.from}:${edge.port}`],
      targets: [`${edge.to}>in`],
    })),
  };
}

function layoutPort(id: string, x: number, y: number) {
  return { id, x, y, width: 0, height: 0, layoutOptions: { 'elk.port.side': y === 0 ? 'NORTH' : 'SOUTH' } };
}

export function positionsOf(laidOut: Pick<ElkNode, 'children'>): ReadonlyMap<string, Point> {
  return new Map((laidOut.children ?? []).map((child) => [child.id, { x: child.x ?? 0, y: child.y ?? 0 }]));
}

let layouter: Promise<ELK> | null = null;

/** The layouter runs in a worker of its own file, so that the page stays smooth and its script policy stays strict. */
async function startLayouter(): Promise<ELK> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]);
  return new Elk({ workerUrl });
}

export async function tidy(
  graph: JourneyGraph,
  cardOf: (nodeId: string) => LayoutCard,
): Promise<ReadonlyMap<string, Point>> {
  layouter ??= startLayouter();
  const elk = await layouter;
  return positionsOf(await elk.layout(toLayoutGraph(graph, cardOf)));
}
