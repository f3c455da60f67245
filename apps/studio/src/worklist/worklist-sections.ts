import type { WorklistItem } from '@ripen/contracts';
import { WORKLIST_PRIORITIES, type WorklistPriority } from '@ripen/domain';

export interface WorklistSection {
  readonly key: WorklistPriority | 'pool';
  readonly items: readonly WorklistItem[];
}

/** The list cut into what is mine to do by priority, and what lies in the pool. The API's order stays within each. */
export function sectionsOf(items: readonly WorklistItem[]): readonly WorklistSection[] {
  const own = items.filter(({ state }) => state !== 'pool');
  const byPriority = WORKLIST_PRIORITIES.map((key) => ({ key, items: own.filter(({ priority }) => priority === key) }));
  return [...byPriority, { key: 'pool' as const, items: items.filter(({ state }) => state === 'pool') }].filter(
    (section) => section.items.length > 0,
  );
}

/** The neighbour of an item in the order on screen; at the ends it stays. Without a selection: the first. */
export function neighbour(
  sections: readonly WorklistSection[],
  id: string | undefined,
  step: 1 | -1,
): string | undefined {
  const ids = sections.flatMap(({ items }) => items.map((item) => item.id));
  const at = id === undefined ? -1 : ids.indexOf(id);
  if (at === -1) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))];
}
