import { Injectable } from '@nestjs/common';
import type { LeadRow as LeadShape, ListLeadsQuery } from '@ripen/contracts';
import type { Caller } from '../access/caller';
import { Values } from '../access/scope';
import { Database } from '../database/database';
import { decodeCursor, encodeCursor, type Page } from '../http/paging';
import { leadConditions } from './lead-conditions';
import { LEAD_ROW_COLUMNS, LEAD_ROW_JOINS, type LeadListRow, toLeadShape } from './lead-row';

/** What each sort key orders by; never null, so that a cursor can compare it. */
const SORT_SQL = {
  name: `lower(coalesce(l.last_name, l.email, ''))`,
  points: `coalesce(l.points_milli, -1)`,
  lastTouchpointAt: `coalesce(l.last_touched_at, '-infinity')`,
  createdAt: `l.created_at`,
} as const;
const SORT_CASTS = {
  name: 'text',
  points: 'bigint',
  lastTouchpointAt: 'timestamptz',
  createdAt: 'timestamptz',
} as const;

@Injectable()
export class LeadListService {
  constructor(private readonly database: Database) {}

  async list(query: ListLeadsQuery, caller: Caller): Promise<Page<LeadShape>> {
    const values = new Values();
    const where = leadConditions(query, caller, values).join(' AND ');
    const counted = await this.database.row<{ total: number }>(
      `SELECT count(*) AS total FROM lead l LEFT JOIN company c ON c.id = l.company_id WHERE ${where}`,
      values.list,
    );
    const order = orderOf(query.sort);
    const after = query.cursor === undefined ? '' : ` AND ${afterCursor(query.cursor, order, values)}`;
    const rows = await this.database.rows<LeadListRow & { sort_value: string }>(
      `SELECT ${LEAD_ROW_COLUMNS}, (${order.expression})::text AS sort_value FROM lead l ${LEAD_ROW_JOINS}
       WHERE ${where}${after} ORDER BY ${order.expression} ${order.direction}, l.id ${order.direction} LIMIT ${query.limit + 1}`,
      values.list,
    );
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const more = rows.length > query.limit && last !== undefined;
    return {
      items: items.map(toLeadShape),
      nextCursor: more ? encodeCursor([last.sort_value, last.id]) : null,
      total: counted?.total ?? 0,
    };
  }
}

interface Order {
  readonly expression: string;
  readonly cast: string;
  readonly direction: 'ASC' | 'DESC';
}

function orderOf(sort: ListLeadsQuery['sort']): Order {
  const key = sort.replace(/^-/, '') as keyof typeof SORT_SQL;
  return { expression: SORT_SQL[key], cast: SORT_CASTS[key], direction: sort.startsWith('-') ? 'DESC' : 'ASC' };
}

function afterCursor(cursor: string, { expression, cast, direction }: Order, values: Values): string {
  const [value, id] = decodeCursor(cursor, 2);
  const comparison = direction === 'ASC' ? '>' : '<';
  return `(${expression}, l.id) ${comparison} (${values.add(value)}::text::${cast}, ${values.add(id)}::text::uuid)`;
}
