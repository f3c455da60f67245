import { NODE_KINDS, type JourneyNode, type NodeKindName } from '../graph';
import { branchNode } from './branch.node';
import { exitNode } from './exit.node';
import { handOffNode } from './hand-off.node';
import type { NodeKind, Port } from './node-kind';
import { sendEmailNode } from './send-email.node';
import { triggerNode } from './trigger.node';
import { waitNode } from './wait.node';
import { waitUntilNode } from './wait-until.node';

/** Every kind of node; adding one is its file, its name in `NODE_KINDS` and its line here. */
export const NODE_REGISTRY: Readonly<Record<NodeKindName, NodeKind>> = {
  trigger: triggerNode,
  wait: waitNode,
  wait_until: waitUntilNode,
  branch: branchNode,
  send_email: sendEmailNode,
  hand_off: handOffNode,
  exit: exitNode,
};

/** The kinds in the order of the palette. */
export const ALL_NODE_KINDS: readonly NodeKind[] = NODE_KINDS.map((kind) => NODE_REGISTRY[kind]);

/** The ports of a node as it is drawn now; the defaults' ports where its config cannot be read yet. */
export function portsOf(node: Pick<JourneyNode, 'kind' | 'config'>): readonly Port[] {
  const kind = NODE_REGISTRY[node.kind];
  const bound = kind.bind(node.config);
  if (bound.ok) return bound.node.ports;
  const byDefault = kind.bind(kind.defaults);
  return byDefault.ok ? byDefault.node.ports : [];
}
