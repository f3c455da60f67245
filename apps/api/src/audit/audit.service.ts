import { Injectable } from '@nestjs/common';
import type { AuditCheckShape, AuditRow, ListAuditQuery } from '@ripen/contracts';
import { type AuditEntry, describeAudit } from '@ripen/domain';
import { type AuditHead, verifyAudit } from '@ripen/persistence';
import { Values } from '../access/scope';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { bothLanguages } from '../http/both-languages';
import { decodeCursor, encodeCursor, type Page } from '../http/paging';

const COLUMNS = /* sql */ `
  number, at, jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS actor, action,
  CASE WHEN subject_id IS NULL THEN NULL ELSE jsonb_build_object('type', subject_type, 'id', subject_id) END AS subject, details`;

/** What was written down, and whether it is still what was written down. */
@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  async list(query: ListAuditQuery): Promise<Page<AuditRow>> {
    const values = new Values();
    const conditions = ['number IS NOT NULL', ...conditionsOf(query, values)];
    const where = conditions.join(' AND ');
    const total = await this.database.row<{ total: number }>(
      `SELECT count(*) AS total FROM audit WHERE ${where}`,
      values.list,
    );
    const before =
      query.cursor === undefined ? 'TRUE' : `number < ${values.add(decodeCursor(query.cursor, 1)[0])}::bigint`;
    const rows = await this.database.rows<AuditEntry & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM audit WHERE ${where} AND ${before} ORDER BY number DESC LIMIT ${query.limit + 1}`,
      values.list,
    );
    const items = rows.slice(0, query.limit).map(toRow);
    const last = items.at(-1);
    const nextCursor = rows.length > query.limit && last !== undefined ? encodeCursor([last.number]) : null;
    return { items, nextCursor, total: total?.total ?? 0 };
  }

  async verify(kept: AuditHead | null): Promise<AuditCheckShape> {
    const { entries, head, faults } = await verifyAudit(this.database.pool, kept);
    return { entries, head, faults: [...faults] };
  }
}

/** The search looks at who, at what was noted, and at the ids; each word of it must be found somewhere. */
function conditionsOf({ search, actorId, action, from, until }: ListAuditQuery, values: Values): string[] {
  const words = (search ?? '').split(/\s+/).filter((word) => word !== '');
  return [
    ...words.map((word) => {
      const pattern = values.add(likePattern(word));
      return `concat_ws(' ', actor_name, action, subject_id, details::text) ILIKE ${pattern}`;
    }),
    ...(actorId === undefined ? [] : [`actor_id = ${values.add(actorId)}`]),
    ...(action === undefined ? [] : [`action = ANY (${values.add(action)}::text[])`]),
    ...(from === undefined ? [] : [`at >= instant(${values.add(from)}::bigint)`]),
    ...(until === undefined ? [] : [`at < instant(${values.add(until)}::bigint)`]),
  ];
}

function toRow({ number, at, actor, action, subject, details }: AuditEntry): AuditRow {
  const sentence = bothLanguages((language) => describeAudit({ actor, action, details }, language));
  return { number, at, actor, action, subject, sentence };
}
