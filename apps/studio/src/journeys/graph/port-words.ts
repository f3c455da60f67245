import type { Language } from '@ripen/domain';
import { type JourneyNode, portWords, waitUntilConfigSchema } from '@ripen/journey';
import { ANY_TOUCHPOINT, STAGE_LABELS, touchpointLabel } from '@ripen/rules';

const CLICKED = 'clicked';
const ANYTHING = { de: 'irgendetwas', en: 'anything' } as const;

/** The word for a port that its author gave none: a word of ours, else what was waited for, else its key. */
export function portWord(node: Pick<JourneyNode, 'kind' | 'config'>, key: string, language: Language): string {
  const awaited = node.kind === 'wait_until' ? awaitedWord(node, key, language) : null;
  // The key stays when an author turns a click into another event; its word would then be wrong.
  if (awaited !== null && key === CLICKED) return awaited;
  // A shipped word may be its own key in English; in German it never is.
  if (portWords(key, 'de') !== key) return portWords(key, language);
  return awaited ?? key;
}

function awaitedWord(node: Pick<JourneyNode, 'config'>, key: string, language: Language): string | null {
  const parsed = waitUntilConfigSchema.safeParse(node.config);
  const event = parsed.data?.events.find((candidate) => candidate.key === key);
  if (event?.kind === 'touchpoint' && key === CLICKED && event.type === 'email_link_clicked') return null;
  if (event?.kind === 'touchpoint' && event.type === ANY_TOUCHPOINT) return ANYTHING[language];
  if (event?.kind === 'touchpoint') return touchpointLabel(event.type)[language];
  if (event?.kind === 'stage') return event.stages.map((stage) => STAGE_LABELS[stage][language]).join(' / ') || null;
  return null;
}
