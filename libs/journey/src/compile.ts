import type { JourneyEdge, JourneyGraph, JourneyNode, NodeKindName } from './graph';
import { type NodeNeeds, NO_NEEDS, unionOfNeeds } from './needs';
import type { BoundNode } from './nodes/node-kind';
import { NODE_REGISTRY } from './nodes/registry';
import { sendEmailConfigSchema, type SendEmailConfig } from './nodes/send-email.node';
import { triggerConfigSchema, type TriggerConfig } from './nodes/trigger.node';

/** A node ready to decide. `bound` is null where the config cannot be read; whoever gets there is parked with that reason. */
export interface CompiledNode {
  readonly id: string;
  readonly kind: NodeKindName;
  readonly name: string;
  readonly bound: BoundNode | null;
  /** The next node by port. */
  readonly next: ReadonlyMap<string, string>;
}

export interface CompiledTrigger {
  readonly nodeId: string;
  readonly config: TriggerConfig;
}

/** A journey version, parsed once. It never changes and may be shared by all decisions. */
export interface CompiledJourney {
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  readonly triggers: readonly CompiledTrigger[];
  /** The mails by node id. */
  readonly mails: ReadonlyMap<string, SendEmailConfig>;
  /** What any node may need: enough for every decision of this journey. */
  readonly needs: NodeNeeds;
  /** What `matchTrigger` needs for any of the triggers. */
  readonly triggerNeeds: NodeNeeds;
  /** What one decision needs for a token at this node: the node itself and all that can follow at once. */
  needsFrom(nodeId: string): NodeNeeds;
  /** Whether an effect can follow, before the next wait, when whoever rests at this node goes on. */
  mayActAfter(nodeId: string): boolean;
  /** The most nodes that one token may come to in one decision before the lead is parked. A graph without a runaway loop stays below it. */
  readonly stepBudget: number;
}

const LEAST_BUDGET = 200;

/** Prepares a graph for decisions. Total: what a lint would refuse is kept, and parks whoever gets there. */
export function compile(graph: JourneyGraph): CompiledJourney {
  const nodes = compileNodes(graph);
  const triggers = graph.nodes.flatMap(({ id, kind, config }) => {
    const parsed = kind === 'trigger' ? triggerConfigSchema.safeParse(config) : null;
    return parsed?.success ? [{ nodeId: id, config: parsed.data }] : [];
  });
  const acting = actingWithin(nodes);
  const needsFrom = new Map<string, NodeNeeds>();
  return {
    nodes,
    triggers,
    mails: new Map(graph.nodes.flatMap((node) => mailOf(node))),
    needs: unionOfNeeds([...nodes.values()].map(needsOf)),
    triggerNeeds: unionOfNeeds(triggers.map(({ nodeId }) => needsOf(nodes.get(nodeId)))),
    needsFrom: (nodeId) => {
      const known =
        needsFrom.get(nodeId) ?? unionOfNeeds([...reachedAtOnce(nodes, nodeId)].map((id) => needsOf(nodes.get(id))));
      needsFrom.set(nodeId, known);
      return known;
    },
    mayActAfter: (nodeId) => [...(nodes.get(nodeId)?.next.values() ?? [])].some((next) => acting.has(next)),
    stepBudget: Math.max(LEAST_BUDGET, nodes.size + 1),
  };
}

/** The mail of a node; null where the node is none, or its config cannot be read. */
export function sendEmailConfig(compiled: CompiledJourney, nodeId: string): SendEmailConfig | null {
  return compiled.mails.get(nodeId) ?? null;
}

function compileNodes({ nodes, edges }: JourneyGraph): ReadonlyMap<string, CompiledNode> {
  const byNode = Map.groupBy(edges, (edge) => edge.from);
  return new Map(nodes.map((node) => [node.id, compileNode(node, byNode.get(node.id) ?? [])]));
}

function compileNode({ id, kind, name, config }: JourneyNode, edges: readonly JourneyEdge[]): CompiledNode {
  const binding = NODE_REGISTRY[kind].bind(config);
  return {
    id,
    kind,
    name,
    bound: binding.ok ? binding.node : null,
    next: new Map(edges.map(({ port, to }) => [port, to])),
  };
}

function mailOf({ id, kind, config }: JourneyNode): [string, SendEmailConfig][] {
  const parsed = kind === 'send_email' ? sendEmailConfigSchema.safeParse(config) : null;
  return parsed?.success ? [[id, parsed.data]] : [];
}

function needsOf(node: CompiledNode | undefined): NodeNeeds {
  return node?.bound?.needs ?? NO_NEEDS;
}

/** The node and all that one decision can reach from it: through waits too, since what they wait for may already be true. */
function reachedAtOnce(nodes: ReadonlyMap<string, CompiledNode>, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) {
    // A set yields what is added to it while it is walked.
    const node = nodes.get(id);
    const rests = id !== start && (node?.kind === 'wait' || node?.bound?.acts === true);
    if (node && !rests) for (const next of node.next.values()) reached.add(next);
  }
  return reached;
}

/** The nodes at which, or at once after which, an effect is planned. Walks backwards from the acting nodes, over nodes that nobody rests at. */
function actingWithin(nodes: ReadonlyMap<string, CompiledNode>): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const node of nodes.values()) {
    for (const next of node.next.values()) before.set(next, [...(before.get(next) ?? []), node.id]);
  }
  const acting = new Set([...nodes.values()].filter((node) => node.bound?.acts).map(({ id }) => id));
  for (const id of acting) {
    for (const earlier of before.get(id) ?? []) {
      if (nodes.get(earlier)?.bound?.waits === false) acting.add(earlier);
    }
  }
  return acting;
}
