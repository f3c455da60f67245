import { Inject, Injectable } from '@nestjs/common';
import type { QuoteBody } from '@ripen/contracts';
import { type HandoffAction, type HandoffRefusal, type Quote, REFUSAL_TEXTS } from '@ripen/handoff';
import { actOnHandoff, newId } from '@ripen/persistence';
import { managesTeam, type UserCaller } from '../access/caller';
import { handoffScope, Values } from '../access/scope';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, orNotFound, refuseFields } from '../http/api-exception';
import { WorkspaceService } from '../settings/workspace.service';

/** What a rep or a manager does to a handoff. The core decides whether it may be. */
@Injectable()
export class HandoffActionsService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async act(handoffId: string, action: HandoffAction, caller: UserCaller): Promise<void> {
    const values = new Values();
    const id = values.add(handoffId);
    const row = orNotFound(
      await this.database.row<{ team_id: string; state: string }>(
        `SELECT team_id, state FROM handoff h WHERE h.id = ${id} AND ${handoffScope(caller, 'h', values)}`,
        values.list,
      ),
    );
    const actor = { userId: caller.userId, manages: managesTeam(caller, row.team_id) };
    const outcome = await actOnHandoff(this.database.pool, { handoffId, action, actor }, { clock: this.options.clock });
    if (!outcome.ok) throw refusal(outcome.code);
    await this.keepNote(handoffId, action, caller);
  }

  /** A quote is dated today in the workspace's zone unless it says otherwise. */
  async quote({ sentOn, ...rest }: QuoteBody & { chaseOn: string | null }): Promise<Quote> {
    if (sentOn !== undefined) return { ...rest, sentOn };
    const { zone } = await this.workspace.settings();
    // The Swedish way to write a date is the ISO way.
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(await this.now());
    if (today > rest.validUntil) throw refuseFields([{ path: 'body.validUntil', problem: 'ends_before_it_begins' }]);
    return { ...rest, sentOn: today };
  }

  private now(): Promise<number> {
    return this.database.transaction((tx) => this.options.clock.now(tx));
  }

  /** What people write stays in the API's own table: decisions and traces hold codes only. */
  private async keepNote(handoffId: string, action: HandoffAction, caller: UserCaller): Promise<void> {
    if (!('note' in action) || action.note === '') return;
    await this.database.rows(
      'INSERT INTO handoff_note (id, handoff_id, author_id, action, text) VALUES ($1, $2, $3, $4, $5)',
      [newId(), handoffId, caller.userId, action.action, action.note],
    );
  }
}

const FIELD_OF: Readonly<Partial<Record<HandoffRefusal, string>>> = {
  reason_missing: 'body.reason',
  amount_missing: 'body.amount',
  not_a_member: 'body.toUserId',
  date_in_past: 'body.at',
};

function refusal(code: HandoffRefusal | 'not_found'): ApiException {
  if (code === 'not_found') return new ApiException('not_found');
  const field = FIELD_OF[code];
  if (field !== undefined) return refuseFields([{ path: field, problem: code }]);
  if (code === 'not_manager') return new ApiException('forbidden', { refusal: code, sentence: REFUSAL_TEXTS[code] });
  const taken = code === 'not_in_pool' || code === 'already_accepted' || code === 'not_owner';
  return new ApiException(taken ? 'handoff_taken' : 'wrong_state', { refusal: code, sentence: REFUSAL_TEXTS[code] });
}
