import type { LeadRow as LeadShape, ScoreSummary } from '@ripen/contracts';
import type { Relationship, Score } from '@ripen/domain';
import { leadColumns, type LeadRow, toScore } from '@ripen/persistence';

export interface LeadListRow extends LeadRow {
  company_name: string | null;
  company_relationship: Relationship | null;
  owner_name: string | null;
}

export const LEAD_ROW_COLUMNS = `${leadColumns('l')}, c.name AS company_name, c.relationship AS company_relationship, o.name AS owner_name`;
export const LEAD_ROW_JOINS = 'LEFT JOIN company c ON c.id = l.company_id LEFT JOIN app_user o ON o.id = l.owner_id';

/** Name, else address; null for an anonymous visitor. The same in SQL, for lists that join the lead. */
export const DISPLAY_NAME_SQL = (alias: string) =>
  `coalesce(nullif(trim(concat_ws(' ', ${alias}.first_name, ${alias}.last_name)), ''), ${alias}.email)`;

export function displayName(row: Pick<LeadRow, 'first_name' | 'last_name' | 'email'>): string | null {
  return (
    [row.first_name, row.last_name]
      .filter((part) => part !== null)
      .join(' ')
      .trim() || row.email
  );
}

export function toLeadShape(row: LeadListRow): LeadShape {
  const score = toScore(row);
  return {
    id: row.id,
    displayName: displayName(row),
    email: row.email,
    known: row.known,
    position: row.position,
    company:
      row.company_id === null || row.company_name === null || row.company_relationship === null
        ? null
        : { id: row.company_id, name: row.company_name, relationship: row.company_relationship },
    score: score === null ? null : toScoreSummary(score),
    owner: row.owner_id === null || row.owner_name === null ? null : { id: row.owner_id, name: row.owner_name },
    lastTouchpointAt: row.last_touched_at,
    createdAt: row.created_at,
  };
}

export function toScoreSummary({ scoredAt: _scoredAt, ...summary }: Score): ScoreSummary {
  return { ...summary };
}
