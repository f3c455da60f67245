import { Inject, Injectable } from '@nestjs/common';
import type { EffectRow, ListEffectsQuery } from '@ripen/contracts';
import { type EffectChoice, effectChoices, type EffectState } from '@ripen/domain';
import { decideEffect, EFFECT_STANDS_SQL } from '@ripen/persistence';
import { actorId, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { refuseByHand } from './by-hand';
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
  journey_builtin: boolean | null;
  at: number;
  stands: boolean;
  total: number;
}

@Injectable()
export class EffectsService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** What needs a person's attention, newest first. */
  async list(query: ListEffectsQuery, caller: Caller): Promise<Page<EffectRow>> {
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<StoredEffect>(
      `SELECT f.id, f.subject_type, f.subject_id, f.kind, f.state, f.code, f.lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name, f.node_id,
         j.id AS journey_id, j.name AS journey_name, j.builtin IS NOT NULL AS journey_builtin,
         coalesce(f.sent_at, f.data_at, f.created_at) AS at,
         ${EFFECT_STANDS_SQL} AS stands, count(*) OVER () AS total
       FROM effect f JOIN lead l ON l.id = f.lead_id LEFT JOIN enrollment e ON e.id = f.subject_id LEFT JOIN journey j ON j.id = e.journey_id
       WHERE f.state = ANY ($1) AND f.acknowledged_at IS NULL AND ($2::uuid IS NULL OR j.id = $2) ORDER BY f.created_at DESC, f.id DESC LIMIT $3 OFFSET $4`,
      [query.state, query.journeyId ?? null, query.limit, offset],
    );
    return pageOf(
      rows.map((row) => toShape(row, caller)),
      { offset, total: rows[0]?.total ?? 0 },
    );
  }

  async decide(effectId: string, choice: EffectChoice, caller: Caller): Promise<void> {
    const { subject_type: subject } = orNotFound(
      await this.database.row<Pick<StoredEffect, 'subject_type'>>('SELECT subject_type FROM effect WHERE id = $1', [
        effectId,
      ]),
    );
    if (!mayDecide(subject, caller)) throw new ApiException('not_found');
    const by = { userId: actorId(caller) };
    refuseByHand(await decideEffect(this.database.pool, { effectId, choice, by }, { clock: this.options.clock }));
  }
}

/** What goes to colleagues about a handoff is not marketing's to repeat. */
function mayDecide(subject: StoredEffect['subject_type'], { role }: Caller): boolean {
  return subject === 'enrollment' || role === 'admin';
}

function toShape(row: StoredEffect, caller: Caller): EffectRow {
  const { journey_id, journey_name, journey_builtin, node_id } = row;
  return {
    id: row.id,
    subject: row.subject_type,
    subjectId: row.subject_id,
    kind: row.kind,
    state: row.state,
    code: row.code,
    reason: effectReason(row.state, row.code),
    lead: { id: row.lead_id, displayName: row.lead_name },
    journey:
      journey_id === null || journey_name === null || node_id === null
        ? null
        : { id: journey_id, name: journey_name, builtin: journey_builtin === true, nodeId: node_id },
    at: row.at,
    choices: mayDecide(row.subject_type, caller) ? [...effectChoices({ ...row, acknowledged: false })] : [],
  };
}
