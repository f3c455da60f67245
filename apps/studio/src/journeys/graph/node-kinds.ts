import {
  type Binding,
  type JourneyNode,
  NODE_REGISTRY,
  type NodeKind,
  type NodeKindName,
  type Port,
} from '@ripen/journey';

export function kindOf(name: NodeKindName): NodeKind {
  return NODE_REGISTRY[name];
}

/** A short id, unique enough within one drawing and readable in a trace. */
export function newNodeId(): string {
  return `n_${crypto.randomUUID().slice(0, 8)}`;
}

/** A node as it is first drawn. */
export function freshNode(kind: NodeKindName, id: string): JourneyNode {
  return { id, kind, name: '', position: { x: 0, y: 0 }, config: structuredClone(kindOf(kind).defaults) };
}

const bindings = new WeakMap<JourneyNode['config'], Binding>();

/** The node with its configuration parsed; parsed once per configuration. */
export function bind({ kind, config }: Pick<JourneyNode, 'kind' | 'config'>): Binding {
  const known = bindings.get(config);
  if (known) return known;
  const binding = kindOf(kind).bind(config);
  bindings.set(config, binding);
  return binding;
}

/** The ways out of a node. One that is only half configured keeps the ways it has, so that no path is lost while somebody types. */
export function portsOf(node: Pick<JourneyNode, 'kind' | 'config'>): readonly Port[] {
  const binding = bind(node);
  if (binding.ok) return binding.node.ports;
  const salvaged = kindOf(node.kind).bind(withoutDetails(node.config));
  if (salvaged.ok) return salvaged.node.ports;
  const fresh = kindOf(node.kind).bind(kindOf(node.kind).defaults);
  return fresh.ok ? fresh.node.ports : [];
}

export function portKeys(node: Pick<JourneyNode, 'kind' | 'config'>): readonly string[] {
  return portsOf(node).map((port) => port.key);
}

/** What names the ways out, without the details that may still be wrong. */
function withoutDetails(config: JourneyNode['config']): JourneyNode['config'] {
  const { paths, events } = config;
  if (Array.isArray(paths))
    return { paths: paths.map((path: unknown) => ({ ...keyAndName(path), when: { rule: 'all', of: [] } })) };
  if (!Array.isArray(events)) return config;
  const timeout = config['timeout'] === null || config['timeout'] === undefined ? null : { amount: 1, unit: 'days' };
  return { events: events.map((event: unknown) => ({ ...keyAndName(event), kind: 'confirmed' })), timeout };
}

function keyAndName(entry: unknown): { key: unknown; name?: unknown } {
  if (typeof entry !== 'object' || entry === null) return { key: undefined };
  const key = 'key' in entry ? entry.key : undefined;
  return 'name' in entry ? { key, name: entry.name } : { key };
}
