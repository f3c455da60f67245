import { type Language, OUTCOME_WORDS, type Text } from '@ripen/domain';

const PORTS: Readonly<Record<string, Text>> = {
  won: OUTCOME_WORDS.won,
  lost: OUTCOME_WORDS.lost,
  // Shorter than the outcome: a port has little room.
  recycled: { de: 'zurückgegeben', en: 'recycled' },
  expired: { de: 'abgelaufen', en: 'expired' },
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
