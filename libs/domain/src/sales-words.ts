import type { Text } from './language';
import type { BantCriterion, FeedbackKind, HandoffOutcome } from './sales';

/** How a handoff ended, as it stands within a sentence. */
export const OUTCOME_WORDS: Readonly<Record<HandoffOutcome, Text>> = {
  won: { de: 'gewonnen', en: 'won' },
  lost: { de: 'verloren', en: 'lost' },
  recycled: { de: 'zurück ans Marketing', en: 'back to marketing' },
  expired: { de: 'im Pool verfallen', en: 'expired in the pool' },
};

/** The kinds of feedback, as they stand within a sentence. */
export const FEEDBACK_WORDS: Readonly<Record<FeedbackKind, Text>> = {
  general: { de: 'allgemein', en: 'general' },
  won: OUTCOME_WORDS.won,
  lost: OUTCOME_WORDS.lost,
};

/** The BANT criteria, as they stand within a sentence. */
export const BANT_WORDS: Readonly<Record<BantCriterion, Text>> = {
  budget: { de: 'Budget', en: 'budget' },
  authority: { de: 'Entscheidungsbefugnis', en: 'authority' },
  need: { de: 'Bedarf', en: 'need' },
  time: { de: 'Zeitpunkt', en: 'time' },
};

/** The same words as they stand alone, on a label or in a list. */
export function asLabel({ de, en }: Text): Text {
  return { de: capital(de), en: capital(en) };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
