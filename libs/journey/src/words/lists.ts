import type { Language } from '@ripen/domain';

/** "a, b or c". */
export function anyOf(items: readonly string[], language: Language): string {
  return joined(items, { de: ' oder ', en: ' or ' }[language]);
}

/** "a, b and c". */
export function allOf(items: readonly string[], language: Language): string {
  return joined(items, { de: ' und ', en: ' and ' }[language]);
}

function joined(items: readonly string[], last: string): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')}${last}${items.at(-1)}`;
}
