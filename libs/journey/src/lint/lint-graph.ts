import type { JourneyEdge, JourneyGraph, JourneyNode } from '../graph';
import type { Binding, BoundNode } from '../nodes/node-kind';
import { NODE_REGISTRY } from '../nodes/registry';
import { loopsWithoutWait, reachable } from './paths';
import { finding, type Finding, type LintContext, type Problem } from './problem';

/** A graph with its configs read, as the checks look at it. */
interface Drawing {
  readonly graph: JourneyGraph;
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly leaving: ReadonlyMap<string, readonly JourneyEdge[]>;
}

/**
 * Everything that is wrong with a graph: errors first, then warnings, each in the order of the drawing. A graph without errors can be
 * published, and nobody in it is ever parked by the graph. `context` names what exists; what is absent is not checked.
 */
export function lintGraph(graph: JourneyGraph, context: LintContext = {}): readonly Problem[] {
  const drawing: Drawing = {
    graph,
    bindings: new Map(graph.nodes.map((node) => [node.id, NODE_REGISTRY[node.kind].bind(node.config)])),
    leaving: Map.groupBy(graph.edges, (edge) => edge.from),
  };
  const problems = [
    ...wholeGraph(drawing),
    ...graph.nodes.flatMap((node) => nodeProblems(drawing, node, context)),
    ...graph.edges.flatMap((edge) => edgeProblems(drawing, edge)),
  ];
  return [
    ...problems.filter(({ severity }) => severity === 'error'),
    ...problems.filter(({ severity }) => severity === 'warning'),
  ];
}

function wholeGraph({ graph, bindings }: Drawing): readonly Problem[] {
  const ids = graph.nodes.map(({ id }) => id);
  const triggers = graph.nodes.filter(({ kind }) => kind === 'trigger');
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  const reached = reachable(
    graph,
    triggers.map(({ id }) => id),
  );
  const unreached = triggers.length === 0 ? [] : ids.filter((id) => !reached.has(id));
  return [
    ...(triggers.length === 0 ? [atNode(null, finding('error', 'no_trigger'))] : []),
    ...twice.map((id) => atNode(id, finding('error', 'duplicate_node'))),
    ...unreached.map((id) => atNode(id, finding('warning', 'unreachable'))),
    ...loopsWithoutWait(graph, (edge) => takesTime(bindings, edge)).map((id) =>
      atNode(id, finding('error', 'loop_without_wait')),
    ),
  ];
}

/** Whether going along an edge has cost time, so that a loop through it does not spin. */
function takesTime(bindings: ReadonlyMap<string, Binding>, { from, port }: JourneyEdge): boolean {
  const binding = bindings.get(from);
  return binding?.ok === true && binding.node.ports.some(({ key, takesTime: slow }) => key === port && slow);
}

function nodeProblems({ bindings, leaving }: Drawing, { id }: JourneyNode, context: LintContext): readonly Problem[] {
  const binding = bindings.get(id);
  if (!binding) return [];
  if (!binding.ok) return binding.fields.map((field) => atNode(id, finding('error', 'config_invalid', field || null)));
  const { node } = binding;
  return [
    ...node.lint(context).map((one) => atNode(id, one)),
    ...portProblems(node, leaving.get(id) ?? []).map((one) => atNode(id, one)),
  ];
}

function portProblems(node: BoundNode, edges: readonly JourneyEdge[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const { key, name, needed } of node.ports) {
    const leaving = edges.filter(({ port }) => port === key).length;
    const port = name ?? key;
    if (leaving > 1) findings.push(finding('error', 'port_twice', null, { port }));
    if (leaving > 0) continue;
    findings.push(
      needed ? finding('error', 'port_unconnected', null, { port }) : finding('warning', 'port_open', null, { port }),
    );
  }
  return findings;
}

function edgeProblems({ graph, bindings }: Drawing, edge: JourneyEdge): readonly Problem[] {
  const from = bindings.get(edge.from);
  const target = graph.nodes.find(({ id }) => id === edge.to);
  const problems: Finding[] = [];
  if (!from) problems.push(finding('error', 'edge_from_missing_node'));
  if (!target) problems.push(finding('error', 'edge_to_missing_node'));
  if (target?.kind === 'trigger') problems.push(finding('error', 'into_trigger'));
  if (from?.ok === true && !from.node.ports.some(({ key }) => key === edge.port))
    problems.push(missingPort(from.node, edge));
  return problems.map((problem) => ({ ...problem, nodeId: from ? edge.from : null, edgeId: edge.id }));
}

function missingPort({ kind }: BoundNode, { port }: JourneyEdge): Finding {
  return kind === 'exit' ? finding('error', 'after_exit') : finding('error', 'edge_from_missing_port', null, { port });
}

function atNode(nodeId: string | null, problem: Finding): Problem {
  return { ...problem, nodeId, edgeId: null };
}
