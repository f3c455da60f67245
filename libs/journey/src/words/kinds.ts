import type { Text } from '@ripen/domain';
import type { NodeKindName } from '../graph';

/** What each kind of node is called in the palette, and on a card without a name of its own. */
export const KIND_WORDS: Readonly<Record<NodeKindName, Text>> = {
  trigger: { de: 'Auslöser', en: 'Trigger' },
  wait: { de: 'Warten', en: 'Wait' },
  wait_until: { de: 'Warten bis', en: 'Wait until' },
  branch: { de: 'Verzweigung', en: 'Branch' },
  send_email: { de: 'E-Mail senden', en: 'Send e-mail' },
  hand_off: { de: 'An den Vertrieb übergeben', en: 'Hand off to sales' },
  exit: { de: 'Ende', en: 'Exit' },
};
