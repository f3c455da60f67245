import type { Language } from '@ripen/domain';
import type { JourneyNode, NodeKindName } from '../graph';
import { NODE_REGISTRY } from '../nodes/registry';
import type { Names } from './names';
import { KIND_WORDS } from './kinds';

/** What a node does, as one sentence without a full stop. A node that is not set up yet says so. */
export function describeNode(node: Pick<JourneyNode, 'kind' | 'config'>, language: Language, names: Names): string {
  const binding = NODE_REGISTRY[node.kind].bind(node.config);
  if (binding.ok) return binding.node.describe(language, names);
  const kind = kindWords(node.kind, language);
  return { de: `${kind}: noch nicht eingestellt`, en: `${kind}: not set up yet` }[language];
}

/** What a kind of node is called. */
export function kindWords(kind: NodeKindName, language: Language): string {
  return KIND_WORDS[kind][language];
}
