import type { JourneyNode } from '@ripen/journey';
import { Position } from '@xyflow/react';
import { ENTRY, type FlowNode } from '../graph/flow-graph';
import { portKeys } from '../graph/node-kinds';
import { CARD_HEIGHT, cardWidth, portShare } from './geometry';

const HANDLE = 12;

/** Size and ports of a card that was not drawn yet. In a big journey only what is in sight is drawn; the paths still have to begin somewhere. */
export function estimated(node: JourneyNode): Pick<FlowNode, 'initialWidth' | 'initialHeight' | 'handles'> {
  const ports = portKeys(node);
  const width = cardWidth(ports.length);
  const entry = {
    id: ENTRY,
    type: 'target' as const,
    position: Position.Top,
    x: width / 2 - HANDLE / 2,
    y: -HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  };
  const exits = ports.map((id, index) => ({
    id,
    type: 'source' as const,
    position: Position.Bottom,
    x: width * portShare(index, ports.length) - HANDLE / 2,
    y: CARD_HEIGHT - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  }));
  return {
    initialWidth: width,
    initialHeight: CARD_HEIGHT,
    handles: node.kind === 'trigger' ? exits : [entry, ...exits],
  };
}

/** A card that has been drawn is what it was measured to be. */
export function withoutEstimate(flow: FlowNode): FlowNode {
  if (!flow.handles || !flow.measured?.height) return flow;
  const { handles: _, ...measured } = flow;
  return measured;
}
