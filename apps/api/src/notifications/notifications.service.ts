import { Injectable } from '@nestjs/common';
import type { ListNotificationsQuery, NotificationShape, Unread } from '@ripen/contracts';
import { Database } from '../database/database';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { noticeSentence } from './notice-sentence';

interface NotificationRow {
  id: string;
  kind: string;
  handoff_id: string | null;
  data: Record<string, unknown>;
  created_at: number;
  read_at: number | null;
  lead_name: string | null;
}

@Injectable()
export class NotificationsService {
  constructor(private readonly database: Database) {}

  async list(userId: string, query: ListNotificationsQuery): Promise<Page<NotificationShape> & Unread> {
    const counts = await this.database.row<{ total: number; unread: number }>(
      'SELECT count(*) AS total, count(*) FILTER (WHERE read_at IS NULL) AS unread FROM notification WHERE user_id = $1',
      [userId],
    );
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<NotificationRow>(
      `SELECT n.id, n.kind, n.handoff_id, n.data, n.created_at, n.read_at,
         nullif(trim(concat_ws(' ', l.first_name, l.last_name)), '') AS lead_name
       FROM notification n LEFT JOIN lead l ON l.id = n.lead_id
       WHERE n.user_id = $1 AND (NOT $2 OR n.read_at IS NULL) ORDER BY n.created_at DESC, n.id DESC LIMIT $3 OFFSET $4`,
      [userId, query.unread ?? false, query.limit, offset],
    );
    const { total = 0, unread = 0 } = counts ?? {};
    return { ...pageOf(rows.map(toNotification), { offset, total: query.unread ? unread : total }), unread };
  }

  async markRead(userId: string, ids: readonly string[] | undefined): Promise<Unread> {
    await this.database.rows(
      'UPDATE notification SET read_at = now() WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY ($2))',
      [userId, ids ?? null],
    );
    return this.unread(userId);
  }

  async unread(userId: string): Promise<Unread> {
    const row = await this.database.row<Unread>(
      'SELECT count(*) AS unread FROM notification WHERE user_id = $1 AND read_at IS NULL',
      [userId],
    );
    return { unread: row?.unread ?? 0 };
  }
}

function toNotification(row: NotificationRow): NotificationShape {
  return {
    id: row.id,
    kind: row.kind,
    sentence: noticeSentence(row.kind, row.lead_name),
    link: row.handoff_id === null ? null : `/worklist/${row.handoff_id}`,
    at: row.created_at,
    readAt: row.read_at,
  };
}
