import type { Language } from '@ripen/domain';

/** "a, b or c". */
export function anyOf(items: readonly string[], language: Language): string {
  if (items.length < 2) return items[0] ?? '';
  const or = { de: ' oder ', en: ' or ' }[language];
  return `${items.slice(0, -1).join(', ')}${or}${items.at(-1)}`;
}
