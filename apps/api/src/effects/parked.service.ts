import { Inject, Injectable } from '@nestjs/common';
import type { ParkedRow } from '@ripen/contracts';
import type { Text } from '@ripen/domain';
import { endReasonWords } from '@ripen/journey';
import { endParked, resumeParked } from '@ripen/persistence';
import { actorId, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { bothLanguages } from '../http/both-languages';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { refuseByHand } from './by-hand';

type Subject = ParkedRow['subject'];

interface StoredParked {
  id: string;
  subject: Subject;
  code: string | null;
  lead_id: string;
  lead_name: string | null;
  journey_id: string | null;
  journey_name: string | null;
  journey_builtin: boolean | null;
  at: number;
  total: number;
}

/** What the loop took out because it could not decide, and what a person does about it. */
@Injectable()
export class ParkedService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Newest first. */
  async list(
    { cursor, limit }: { cursor?: string | undefined; limit: number },
    caller: Caller,
  ): Promise<Page<ParkedRow>> {
    const offset = offsetOf(cursor);
    const rows = await this.database.rows<StoredParked>(
      `WITH parked AS (
         SELECT 'enrollment' AS subject, id, lead_id, journey_id, park_reason AS code, entered_at AS born FROM enrollment WHERE status = 'parked'
         UNION ALL SELECT 'handoff', id, lead_id, NULL, park_reason, created_at FROM handoff WHERE status = 'parked')
       SELECT p.subject, p.id, p.code, p.lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name, p.journey_id, j.name AS journey_name, j.builtin IS NOT NULL AS journey_builtin,
         coalesce((SELECT max(r.at) FROM trace r WHERE r.subject_id = p.id AND r.event = 'parked'), p.born) AS at, count(*) OVER () AS total
       FROM parked p JOIN lead l ON l.id = p.lead_id LEFT JOIN journey j ON j.id = p.journey_id
       ORDER BY at DESC, p.id DESC LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    return pageOf(
      rows.map((row) => toShape(row, caller)),
      { offset, total: rows[0]?.total ?? 0 },
    );
  }

  async resume(subject: Subject, id: string, caller: Caller): Promise<void> {
    refuseByHand(
      await resumeParked(
        this.database.pool,
        { subject, id, by: { userId: actorId(caller) } },
        { clock: this.options.clock },
      ),
    );
  }

  async end(id: string, caller: Caller): Promise<void> {
    refuseByHand(
      await endParked(this.database.pool, { id, by: { userId: actorId(caller) } }, { clock: this.options.clock }),
    );
  }
}

function toShape(row: StoredParked, { role }: Caller): ParkedRow {
  const { journey_id, journey_name, journey_builtin } = row;
  return {
    id: row.id,
    subject: row.subject,
    code: row.code,
    reason: reasonOf(row.code),
    lead: { id: row.lead_id, displayName: row.lead_name },
    journey:
      journey_id === null || journey_name === null
        ? null
        : { id: journey_id, name: journey_name, builtin: journey_builtin === true },
    at: row.at,
    choices: row.subject === 'enrollment' ? ['resume', 'end'] : role === 'admin' ? ['resume'] : [],
  };
}

/** Codes of the journey have words; what the database or our own code answered is named as it is. */
function reasonOf(code: string | null): Text {
  const words = bothLanguages((language) => endReasonWords(code ?? '', language));
  if (code !== null && words.de !== code) return words;
  return {
    de: `Technischer Fehler${code === null ? '' : ` (${code})`}`,
    en: `Technical error${code === null ? '' : ` (${code})`}`,
  };
}
