import { Injectable } from '@nestjs/common';
import type { Board, BoardQuery, CountdownShape, Worklist, WorklistItem, WorklistQuery } from '@ripen/contracts';
import { orderWorklist } from '@ripen/handoff';
import type { UserCaller } from '../access/caller';
import { handoffScope, Values } from '../access/scope';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import { offsetOf, pageOf } from '../http/paging';
import { WorkspaceService } from '../settings/workspace.service';
import { toWorklistLine, WORKLIST_SQL, type WorklistRow } from './worklist-row';

/** More open handoffs than anybody works through; the order needs them all at hand. */
const MOST = 2_000;

@Injectable()
export class WorklistService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
  ) {}

  async worklist(query: WorklistQuery, caller: UserCaller): Promise<Worklist> {
    const values = new Values();
    const conditions = [`h.state <> 'closed'`, handoffScope(caller, 'h', values)];
    if (query.view === 'mine') conditions.push(`h.owner_id = ${values.add(caller.userId)}`);
    if (query.view === 'pool') conditions.push(`h.state = 'pool'`);
    if (query.search) {
      const pattern = values.add(likePattern(query.search.toLowerCase()));
      conditions.push(`(l.search LIKE ${pattern} OR lower(c.name) LIKE ${pattern})`);
    }
    const items = await this.ordered(conditions, values, caller);
    const counts = { A: 0, B: 0, C: 0, pool: 0 };
    for (const item of items) counts[item.priority] += 1;
    counts.pool = items.filter((item) => item.state === 'pool').length;
    const wanted = query.priority ? items.filter((item) => query.priority?.includes(item.priority)) : items;
    const offset = offsetOf(query.cursor);
    return { ...pageOf(wanted.slice(offset, offset + query.limit), { offset, total: wanted.length }), counts };
  }

  async board(query: BoardQuery, caller: UserCaller): Promise<Board> {
    const values = new Values();
    const conditions = [`h.state <> 'closed'`, handoffScope(caller, 'h', values)];
    if (query.teamId) conditions.push(`h.team_id = ${values.add(query.teamId)}`);
    const items = (await this.ordered(conditions, values, caller)).sort(byUrgency);
    const named = (await this.workspace.settings()).repFigures === 'named';
    return {
      open: items.length,
      dueSoon: countIn(items, 'due_soon'),
      breached: countIn(items, 'breached'),
      pool: items.filter((item) => item.state === 'pool').length,
      reps: named ? await this.reps(items, query, caller) : [],
      items,
    };
  }

  private async ordered(conditions: readonly string[], values: Values, caller: UserCaller): Promise<WorklistItem[]> {
    const zone = caller.zone ?? (await this.workspace.settings()).zone;
    const rows = await this.database.rows<WorklistRow>(
      `${WORKLIST_SQL} WHERE ${conditions.join(' AND ')} ORDER BY h.created_at, h.id LIMIT ${MOST}`,
      values.list,
    );
    const lines = rows.map((row) => toWorklistLine(row, zone));
    const byId = new Map(lines.map(({ item }) => [item.id, item]));
    return orderWorklist(lines.map(({ order }) => order)).flatMap(({ id }) => byId.get(id) ?? []);
  }

  private async reps(items: readonly WorklistItem[], query: BoardQuery, caller: UserCaller): Promise<Board['reps']> {
    const teams = caller.role === 'admin' ? null : [...caller.manages, ...caller.memberOf];
    const people = await this.database.rows<{ id: string; name: string; absent: boolean }>(
      `SELECT DISTINCT u.id, u.name, u.absent FROM team_member m JOIN app_user u ON u.id = m.user_id
       WHERE u.disabled_at IS NULL AND ($1::uuid[] IS NULL OR m.team_id = ANY ($1)) AND ($2::uuid IS NULL OR m.team_id = $2) ORDER BY u.name, u.id`,
      [teams, query.teamId ?? null],
    );
    return people.map(({ id, name, absent }) => {
      const own = items.filter((item) => item.owner?.id === id);
      return {
        id,
        name,
        absent,
        open: own.length,
        dueSoon: countIn(own, 'due_soon'),
        breached: countIn(own, 'breached'),
      };
    });
  }
}

/** What runs out next: the clock of whoever holds it, or its time in the pool. */
function countdownOf({ clock, pool }: WorklistItem): CountdownShape | null {
  return clock ?? pool;
}

function countIn(items: readonly WorklistItem[], state: CountdownShape['state']): number {
  return items.filter((item) => countdownOf(item)?.state === state).length;
}

function byUrgency(left: WorklistItem, right: WorklistItem): number {
  const [one, other] = [countdownOf(left), countdownOf(right)];
  const breached = Number(other?.state === 'breached') - Number(one?.state === 'breached');
  const due = one?.dueAt === other?.dueAt ? 0 : (one?.dueAt ?? Infinity) - (other?.dueAt ?? Infinity);
  return breached || due || left.createdAt - right.createdAt;
}
