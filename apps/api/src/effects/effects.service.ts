import { Injectable } from '@nestjs/common';
import type { EffectRow, ListEffectsQuery } from '@ripen/contracts';
import type { EffectState } from '@ripen/domain';
import { Database } from '../database/database';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { effectReason } from './effect-reason';

interface StoredEffect {
  id: string;
  subject_type: 'enrollment' | 'handoff';
  subject_id: string;
  kind: string;
  state: EffectState;
  code: string | null;
  lead_id: string;
  lead_name: string | null;
  node_id: string | null;
  journey_id: string | null;
  journey_name: string | null;
  at: number;
  total: number;
}

@Injectable()
export class EffectsService {
  constructor(private readonly database: Database) {}

  /** What needs a person's attention, newest first. */
  async list(query: ListEffectsQuery): Promise<Page<EffectRow>> {
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<StoredEffect>(
      `SELECT f.id, f.subject_type, f.subject_id, f.kind, f.state, f.code, f.lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name, f.node_id,
         j.id AS journey_id, j.name AS journey_name, coalesce(f.sent_at, f.data_at, f.created_at) AS at, count(*) OVER () AS total
       FROM effect f JOIN lead l ON l.id = f.lead_id LEFT JOIN enrollment e ON e.id = f.subject_id LEFT JOIN journey j ON j.id = e.journey_id
       WHERE f.state = ANY ($1) AND ($2::uuid IS NULL OR j.id = $2) ORDER BY f.created_at DESC, f.id DESC LIMIT $3 OFFSET $4`,
      [query.state, query.journeyId ?? null, query.limit, offset],
    );
    return pageOf(rows.map(toShape), { offset, total: rows[0]?.total ?? 0 });
  }
}

function toShape(row: StoredEffect): EffectRow {
  const { journey_id, journey_name, node_id } = row;
  return {
    id: row.id,
    subject: row.subject_type,
    subjectId: row.subject_id,
    kind: row.kind,
    state: row.state,
    code: row.code,
    reason: effectReason(row.state, row.code),
    lead: { id: row.lead_id, displayName: row.lead_name },
    journey: journey_id === null || journey_name === null || node_id === null ? null : { id: journey_id, name: journey_name, nodeId: node_id },
    at: row.at,
  };
}
