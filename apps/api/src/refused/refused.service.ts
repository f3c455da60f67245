import { Injectable } from '@nestjs/common';
import {
  type FieldProblem,
  hookMappingSchema,
  type ListRefusedQuery,
  type Refused,
  type RefusedDetail,
  type ResponseOf,
} from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import type { IngestEvent } from '@ripen/persistence';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { HookEvents } from '../hooks/hook-events.service';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';
import { offsetOf, pageOf } from '../http/paging';
import { toEvent } from '../ingest/event-mapper';
import { EventStore } from '../ingest/event-store.service';
import { asObject, judgeMessage } from '../ingest/judge-message';
import { WorkspaceService } from '../settings/workspace.service';

const AT_ONCE = 200;
const EXCERPT = 200;

interface RefusedRow extends Omit<Refused, 'from' | 'excerpt'> {
  from_id: string;
  from_name: string;
  from_kind: 'key' | 'source';
  raw: string;
  cut: boolean;
  message_id: string;
  sent_at: EpochMs | null;
  mapping: unknown;
}

/** Events that came in and could not be used: seen, corrected, taken in after all, or put aside. */
@Injectable()
export class RefusedService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    private readonly events: EventStore,
    private readonly hookEvents: HookEvents,
  ) {}

  async list({ search, reason, state, cursor, limit }: ListRefusedQuery): Promise<ResponseOf<'listRefused'>> {
    const offset = offsetOf(cursor);
    const pattern = search ? likePattern(search.toLowerCase()) : null;
    const [rows, reasons] = await Promise.all([
      this.database.rows<RefusedRow & { total: number }>(
        `SELECT x.*, count(*) OVER () AS total FROM (${REFUSED_SQL}) x
         WHERE state = $1 AND ($2::text[] IS NULL OR reason = ANY ($2)) AND ($3::text IS NULL OR lower(raw) LIKE $3 OR lower(from_name) LIKE $3)
         ORDER BY "receivedAt" DESC, id DESC LIMIT $4 OFFSET $5`,
        [state, reason ?? null, pattern, limit, offset],
      ),
      this.database.rows<{ reason: Refused['reason']; count: number }>(
        'SELECT reason, count(*)::int AS count FROM refused_event WHERE state = $1 GROUP BY reason ORDER BY 2 DESC, 1',
        [state],
      ),
    ]);
    return { ...pageOf(rows.map(toRefused), { offset, total: rows[0]?.total ?? 0 }), reasons };
  }

  async get(id: string): Promise<RefusedDetail> {
    const row = await this.row(id);
    return { ...toRefused(row), raw: row.raw, cut: row.cut };
  }

  /** With its original time and message id, whatever was edited: however often it is pressed, it counts once. */
  async resubmit(id: string, edited: string | null): Promise<Refused> {
    const row = await this.row(id);
    if (row.state !== 'open') throw new ApiException('wrong_state');
    const read = await this.read(row, edited ?? row.raw);
    if (!read.ok) throw refuseFields(read.problems);
    await this.events.store(read.events);
    return this.move(id, { from: 'open', to: 'resubmitted' });
  }

  async resubmitAll(reason: string, after: string | null): Promise<ResponseOf<'resubmitAllRefused'>> {
    const rows = await this.database.rows<RefusedRow>(
      `SELECT * FROM (${REFUSED_SQL}) x WHERE state = 'open' AND reason = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [reason, after, AT_ONCE],
    );
    const reads = await Promise.all(rows.map(async (row) => ({ row, read: await this.read(row, row.raw) })));
    const usable = reads.flatMap(({ row, read }) => (read.ok ? [{ row, events: read.events }] : []));
    for (const { row, events } of usable) {
      await this.events.store(events);
      await this.move(row.id, { from: 'open', to: 'resubmitted' });
    }
    const last = rows.length < AT_ONCE ? null : (rows.at(-1)?.id ?? null);
    return { taken: usable.length, refused: rows.length - usable.length, after: last };
  }

  async move(id: string, { from, to }: { from: Refused['state']; to: Refused['state'] }): Promise<Refused> {
    const moved = await this.database.row(
      `UPDATE refused_event SET state = $3, resolved_at = CASE WHEN $3 = 'open' THEN NULL ELSE clock_timestamp() END WHERE id = $1 AND state = $2 RETURNING id`,
      [id, from, to],
    );
    const row = await this.row(id);
    if (moved === null) throw new ApiException('wrong_state');
    return toRefused(row);
  }

  private async read(row: RefusedRow, text: string): Promise<Read> {
    const raw = parsed(text);
    if (raw === undefined) return { ok: false, problems: [{ path: 'raw', problem: 'not_json' }] };
    if (row.call === 'webhook') {
      const { message_id: messageId, receivedAt } = row;
      return this.hookEvents.read(raw, { mapping: hookMappingSchema.parse(row.mapping), messageId, receivedAt });
    }
    // The message id is the one under which it was refused, even where somebody typed another.
    const message = { ...asObject(raw), messageId: row.message_id };
    const judged = judgeMessage(message, row.call);
    if (!judged.ok) return { ok: false, problems: judged.problems };
    const mapping = await this.workspace.mapping();
    const event = toEvent(judged.message, { mapping, receivedAt: row.receivedAt, sentAt: row.sent_at });
    return { ok: true, events: event === null ? [] : [event] };
  }

  private async row(id: string): Promise<RefusedRow> {
    return orNotFound(await this.database.row<RefusedRow>(`SELECT * FROM (${REFUSED_SQL}) x WHERE id = $1`, [id]));
  }
}

type Read =
  | { readonly ok: true; readonly events: readonly IngestEvent[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

const REFUSED_SQL = /* sql */ `
SELECT r.id, r.reason, r.state, r.call, r.received_at AS "receivedAt", r.resolved_at AS "resolvedAt", r.problems, r.raw, r.cut, r.message_id, r.sent_at,
  coalesce(k.id, s.id) AS from_id, coalesce(k.name, s.name) AS from_name, CASE WHEN k.id IS NULL THEN 'source' ELSE 'key' END AS from_kind, s.mapping
FROM refused_event r LEFT JOIN api_key k ON k.id = r.key_id LEFT JOIN hook_source s ON s.id = r.source_id`;

function toRefused(row: RefusedRow): Refused {
  const { id, reason, state, call, receivedAt, resolvedAt, problems } = row;
  return {
    ...{ id, reason, state, call, receivedAt, resolvedAt, problems },
    from: { id: row.from_id, name: row.from_name, kind: row.from_kind },
    excerpt: row.raw.replace(/\s+/g, ' ').slice(0, EXCERPT),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
