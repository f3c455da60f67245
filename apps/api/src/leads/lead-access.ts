import type { Caller } from '../access/caller';
import { leadScope, Values } from '../access/scope';
import type { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';
import { LEAD_ROW_COLUMNS, LEAD_ROW_JOINS, type LeadListRow } from './lead-row';

/** The lead, if the caller may see it; 404 for all others, whether they exist or not. A merged lead answers as the one it went into. */
export async function visibleLead(database: Database, leadId: string, caller: Caller): Promise<LeadListRow> {
  const values = new Values();
  const id = values.add(leadId);
  const row = await database.row<LeadListRow>(
    `SELECT ${LEAD_ROW_COLUMNS} FROM lead asked JOIN lead l ON l.id = coalesce(asked.merged_into, asked.id) ${LEAD_ROW_JOINS}
     WHERE asked.id = ${id} AND ${leadScope(caller, 'l', values)}`,
    values.list,
  );
  return orNotFound(row);
}
