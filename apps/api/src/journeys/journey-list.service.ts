import { Injectable } from '@nestjs/common';
import type { JourneyRow, ListJourneysQuery } from '@ripen/contracts';
import { Values } from '../access/scope';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { orNotFound } from '../http/api-exception';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { JOURNEY_SQL, type StoredJourney, toJourneyRow, VISIBLE_JOURNEY } from './journey-row';

const SORT_SQL = { name: 'lower(name)', updatedAt: 'draft_saved_at', active: 'active' } as const;

@Injectable()
export class JourneyListService {
  constructor(private readonly database: Database) {}

  async list(query: ListJourneysQuery): Promise<Page<JourneyRow>> {
    const values = new Values();
    const conditions = [VISIBLE_JOURNEY];
    if (query.search) conditions.push(`j.name ILIKE ${values.add(likePattern(query.search))}`);
    if (query.status) conditions.push(`j.state = ANY (${values.add(query.status)})`);
    const key = query.sort.replace(/^-/, '') as keyof typeof SORT_SQL;
    const direction = query.sort.startsWith('-') ? 'DESC' : 'ASC';
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<StoredJourney & { total: number }>(
      `SELECT *, count(*) OVER () AS total FROM (${JOURNEY_SQL} WHERE ${conditions.join(' AND ')}) listed
       ORDER BY ${SORT_SQL[key]} ${direction}, id LIMIT ${query.limit} OFFSET ${offset}`,
      values.list,
    );
    return pageOf(rows.map(toJourneyRow), { offset, total: rows[0]?.total ?? 0 });
  }

  async get(id: string): Promise<JourneyRow> {
    const row = await this.database.row<StoredJourney>(`${JOURNEY_SQL} WHERE j.id = $1 AND ${VISIBLE_JOURNEY}`, [id]);
    return toJourneyRow(orNotFound(row));
  }
}
