import type { ExportLeadsQuery } from '@ripen/contracts';
import type { Caller } from '../access/caller';
import { leadScope, type Values } from '../access/scope';
import { likePattern } from '../database/like';

/** What a lead `l` (of a company `c`) must fulfil to stand in a list or an export: the caller's scope, and the filters. */
export function leadConditions(query: ExportLeadsQuery, caller: Caller, values: Values): string[] {
  const all = ['l.merged_into IS NULL', leadScope(caller, 'l', values)];
  if (query.search) {
    const pattern = values.add(likePattern(query.search.toLowerCase()));
    all.push(`(l.search LIKE ${pattern} OR lower(c.name) LIKE ${pattern})`);
  }
  if (query.stage) all.push(`l.stage = ANY (${values.add(query.stage)})`);
  if (query.cell) all.push(`l.cell = ANY (${values.add(query.cell)})`);
  if (query.category) all.push(`l.category = ANY (${values.add(query.category)})`);
  if (query.known !== undefined) all.push(`l.known = ${values.add(query.known)}`);
  if (query.owner === 'none') all.push('l.owner_id IS NULL');
  else if (query.owner !== undefined) all.push(`l.owner_id = ${values.add(query.owner)}`);
  return all;
}
