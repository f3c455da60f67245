import { AUDIT_ACTIONS } from '@ripen/domain';
import { actionsOf, AUDIT_GROUPS, isAuditGroup } from './audit-groups';

describe('the groups of the audit log', () => {
  it('hold every action once', () => {
    const grouped = AUDIT_GROUPS.flatMap(actionsOf);
    expect([...grouped].sort()).toEqual([...AUDIT_ACTIONS].sort());
  });

  it('go by the first word', () => {
    expect(actionsOf('key')).toEqual(AUDIT_ACTIONS.filter((action) => action.startsWith('key.')));
    expect(actionsOf('settings')).toContain('policy.changed');
    expect(isAuditGroup('key')).toBe(true);
    expect(isAuditGroup('toString')).toBe(false);
  });
});
