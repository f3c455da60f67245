import type { Language } from '@ripen/domain';
import { ANY_TOUCHPOINT, STAGE_LABELS, touchpointLabel } from '@ripen/rules';
import type { JourneyNode } from '../graph';
import { NODE_REGISTRY } from '../nodes/registry';
import { waitUntilConfigSchema } from '../nodes/wait-until.node';
import { portWords } from './ports';

const CLICKED = 'clicked';
const ANYTHING = { de: 'irgendetwas', en: 'anything' } as const;

type Drawn = Pick<JourneyNode, 'kind' | 'config'>;

/** What each way out of a node is called, by its key: the name its author gave it, else the word for what it stands for. */
export function portNames(node: Drawn, language: Language): Readonly<Record<string, string>> {
  const binding = NODE_REGISTRY[node.kind].bind(node.config);
  const ports = binding.ok ? binding.node.ports : [];
  return Object.fromEntries(ports.map(({ key, name }) => [key, name ?? portName(node, key, language)]));
}

/** The word for a port that its author gave none: a word of ours, else what was waited for, else its key. */
export function portName(node: Drawn, key: string, language: Language): string {
  const awaited = node.kind === 'wait_until' ? awaitedName(node, key, language) : null;
  // The key stays when an author turns a click into another event; its word would then be wrong.
  if (awaited !== null && key === CLICKED) return awaited;
  // A shipped word may be its own key in English; in German it never is.
  if (portWords(key, 'de') !== key) return portWords(key, language);
  return awaited ?? key;
}

function awaitedName(node: Drawn, key: string, language: Language): string | null {
  const event = waitUntilConfigSchema.safeParse(node.config).data?.events.find((candidate) => candidate.key === key);
  switch (event?.kind) {
    case 'touchpoint':
      if (key === CLICKED && event.type === 'email_link_clicked') return null;
      return (event.type === ANY_TOUCHPOINT ? ANYTHING : touchpointLabel(event.type))[language];
    case 'stage':
      return event.stages.map((stage) => STAGE_LABELS[stage][language]).join(' / ') || null;
    case 'confirmed':
      return portWords('confirmed', language);
    case undefined:
      return null;
  }
}
