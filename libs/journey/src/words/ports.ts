import type { Language, Text } from '@ripen/domain';
import { OUTCOME_WORDS } from './things';

const PORTS: Readonly<Record<string, Text>> = {
  ...OUTCOME_WORDS,
  next: { de: 'weiter', en: 'next' },
  timeout: { de: 'Frist abgelaufen', en: 'timed out' },
  else: { de: 'alle anderen', en: 'everyone else' },
  sent: { de: 'gesendet', en: 'sent' },
  failed: { de: 'nicht gesendet', en: 'not sent' },
  clicked: { de: 'geklickt', en: 'clicked' },
  confirmed: { de: 'bestätigt', en: 'confirmed' },
  reached: { de: 'erreicht', en: 'reached' },
  yes: { de: 'ja', en: 'yes' },
};

/** The word for a way out; a key of the marketer's own is its own word. */
export function portWords(port: string, language: Language): string {
  return PORTS[port]?.[language] ?? port;
}
