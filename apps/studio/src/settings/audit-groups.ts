import { AUDIT_ACTIONS, type AuditAction } from '@ripen/domain';

/** What people look for in the log, by the first word of an action. */
const WORDS = {
  session: ['session'],
  password: ['password'],
  second_factor: ['second_factor'],
  user: ['user'],
  team: ['team'],
  key: ['key'],
  settings: ['settings', 'policy', 'workspace', 'sample'],
  journey: ['journey', 'model'],
  lead: ['lead', 'handoff', 'effect', 'enrollment'],
  data: ['import', 'export'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type AuditGroup = keyof typeof WORDS | 'other';
const NAMED = Object.keys(WORDS) as (keyof typeof WORDS)[];
export const AUDIT_GROUPS: readonly AuditGroup[] = [...NAMED, 'other'];

export function isAuditGroup(value: string | null): value is AuditGroup {
  return AUDIT_GROUPS.some((group) => group === value);
}

/** The actions of a group; whatever has no group of its own is among the others. */
export function actionsOf(group: AuditGroup): AuditAction[] {
  return AUDIT_ACTIONS.filter((action) => groupOf(action) === group);
}

function groupOf(action: AuditAction): AuditGroup {
  const [first = ''] = action.split('.');
  return NAMED.find((group) => WORDS[group].some((word) => word === first)) ?? 'other';
}
