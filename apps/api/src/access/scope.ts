import type { Caller } from './caller';

/** Collects the values of one statement; each `add` answers its placeholder. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** Teams whose handoffs and leads a caller sees besides their own; null: everything. */
function teamsInScope(caller: Caller): readonly string[] | null {
  switch (caller.role) {
    case 'admin':
    case 'marketer':
      return null;
    case 'sales_manager':
    case 'sales_rep':
      return caller.kind === 'user' ? [...new Set([...caller.memberOf, ...caller.manages])] : [];
  }
}

/**
 * The condition that keeps a query to the handoffs a caller may see: a rep the own ones and the pool of the own teams, a
 * manager all of the teams, marketing and admins all. `alias` is the handoff table's.
 */
export function handoffScope(caller: Caller, alias: string, values: Values): string {
  const teams = teamsInScope(caller);
  if (teams === null) return 'TRUE';
  const inTeams = `${alias}.team_id = ANY (${values.add(teams)}::uuid[])`;
  if (caller.role === 'sales_manager') return inTeams;
  const me = values.add(caller.kind === 'user' ? caller.userId : null);
  return `(${alias}.owner_id = ${me}::uuid OR (${alias}.state = 'pool' AND ${inTeams}))`;
}

/**
 * The condition that keeps a query to the leads a caller may see: a rep the leads they own or hold, and those in the pool of
 * the own teams; a manager those of the team's members and handoffs. A closed handoff no longer opens a lead that has
 * passed to somebody else. `alias` is the lead table's.
 */
export function leadScope(caller: Caller, alias: string, values: Values): string {
  const teams = teamsInScope(caller);
  if (teams === null) return 'TRUE';
  const handoff = handoffScope(caller, 'scope_h', values);
  const passedOn = `scope_h.state = 'closed' AND ${alias}.owner_id IS DISTINCT FROM scope_h.owner_id AND ${alias}.owner_id IS NOT NULL`;
  const held = `EXISTS (SELECT 1 FROM handoff scope_h WHERE scope_h.lead_id = ${alias}.id AND ${handoff}
    AND NOT (${caller.role === 'sales_rep' ? passedOn : 'FALSE'}))`;
  if (caller.role === 'sales_rep') {
    const me = values.add(caller.kind === 'user' ? caller.userId : null);
    return `(${alias}.owner_id = ${me}::uuid OR ${held})`;
  }
  const members = `SELECT scope_m.user_id FROM team_member scope_m WHERE scope_m.team_id = ANY (${values.add(teams)}::uuid[])`;
  return `(${alias}.owner_id IN (${members}) OR ${held})`;
}
