import type { Language, Text } from '@ripen/domain';

/** One text made twice. */
export function bothLanguages(say: (language: Language) => string): Text {
  return { de: say('de'), en: say('en') };
}
