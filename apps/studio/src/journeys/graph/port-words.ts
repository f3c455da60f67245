import type { Language } from '@ripen/domain';
import { type JourneyNode, portWords, waitUntilConfigSchema } from '@ripen/journey';
import { ANY_TOUCHPOINT, STAGE_LABELS, touchpointLabel } from '@ripen/rules';

const ANYTHING = { de: 'irgendetwas', en: 'anything' } as const;

/** The word for a port that its author gave none: a word of ours, else what was waited for, else its key. */
export function portWord(node: Pick<JourneyNode, 'kind' | 'config'>, key: string, language: Language): string {
  // A shipped word may be its own key in English; in German it never is.
  if (portWords(key, 'de') !== key) return portWords(key, language);
  return (node.kind === 'wait_until' ? awaitedWord(node, key, language) : null) ?? key;
}

function awaitedWord(node: Pick<JourneyNode, 'config'>, key: string, language: Language): string | null {
  const parsed = waitUntilConfigSchema.safeParse(node.config);
  const event = parsed.data?.events.find((candidate) => candidate.key === key);
  if (event?.kind === 'touchpoint' && event.type === ANY_TOUCHPOINT) return ANYTHING[language];
  if (event?.kind === 'touchpoint') return touchpointLabel(event.type)[language];
  if (event?.kind === 'stage') return event.stages.map((stage) => STAGE_LABELS[stage][language]).join(' / ') || null;
  return null;
}
