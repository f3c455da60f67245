import { Injectable } from '@nestjs/common';
import type { IncidentRow, ListIncidentsQuery } from '@ripen/contracts';
import { Database } from '../database/database';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { WorkspaceService } from '../settings/workspace.service';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { incidentWords } from './incident-sentence';

interface StoredIncident {
  id: string;
  kind: string;
  subject_type: string | null;
  at: number;
  made_at: number | null;
  lead_id: string | null;
  lead_name: string | null;
  other_id: string | null;
  other_name: string | null;
  journey_id: string | null;
  journey_name: string | null;
  journey_builtin: boolean | null;
  total: number;
}

/** A proposal is told once however often the two met, and no longer once one of them is gone or was merged. */
const MERGES = /* sql */ `
SELECT DISTINCT ON (i.subject_id, i.data ->> 'into') i.id, i.kind, i.subject_type, i.at, NULL::bigint AS made_at, i.subject_id AS lead_id, o.id AS other_id, NULL::uuid AS journey_id
FROM incident i JOIN lead s ON s.id = i.subject_id AND s.merged_into IS NULL
JOIN lead o ON o.id = (i.data ->> 'into')::uuid AND o.merged_into IS NULL
WHERE i.kind = 'merge_proposed' ORDER BY i.subject_id, i.data ->> 'into', i.at DESC`;

const STORES = /* sql */ `
SELECT i.id, i.kind, i.subject_type, i.at, (i.data ->> 'madeAt')::bigint AS made_at, coalesce(e.lead_id, h.lead_id) AS lead_id, NULL::uuid AS other_id, e.journey_id
FROM incident i LEFT JOIN enrollment e ON i.subject_type = 'enrollment' AND e.id = i.subject_id
LEFT JOIN handoff h ON i.subject_type = 'handoff' AND h.id = i.subject_id
WHERE i.kind <> 'merge_proposed'`;

@Injectable()
export class IncidentsService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
  ) {}

  /** Newest first. */
  async list({ group, cursor, limit }: ListIncidentsQuery): Promise<Page<IncidentRow>> {
    const offset = offsetOf(cursor);
    const rows = await this.database.rows<StoredIncident>(
      `SELECT i.id, i.kind, i.subject_type, i.at, i.made_at, l.id AS lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name, i.other_id, ${DISPLAY_NAME_SQL('o')} AS other_name,
         j.id AS journey_id, j.name AS journey_name, j.builtin IS NOT NULL AS journey_builtin, count(*) OVER () AS total
       FROM (${group === 'merge' ? MERGES : STORES}) i LEFT JOIN lead l ON l.id = i.lead_id LEFT JOIN lead o ON o.id = i.other_id
       LEFT JOIN journey j ON j.id = i.journey_id ORDER BY i.at DESC, i.id DESC LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    const { zone } = await this.workspace.settings();
    return pageOf(
      rows.map((row) => toShape(row, zone)),
      { offset, total: rows[0]?.total ?? 0 },
    );
  }
}

function toShape(row: StoredIncident, zone: string): IncidentRow {
  const { journey_id, journey_name, journey_builtin } = row;
  return {
    id: row.id,
    kind: row.kind,
    at: row.at,
    ...incidentWords({ kind: row.kind, ofOne: row.subject_type !== null, madeAt: row.made_at }, zone),
    lead: row.lead_id === null ? null : { id: row.lead_id, displayName: row.lead_name },
    other: row.other_id === null ? null : { id: row.other_id, displayName: row.other_name },
    journey:
      journey_id === null || journey_name === null
        ? null
        : { id: journey_id, name: journey_name, builtin: journey_builtin === true },
  };
}
