import { Inject, Injectable } from '@nestjs/common';
import type { Erasure, ErasurePreview, Receipt } from '@ripen/contracts';
import {
  beginErasure,
  carryErasure,
  decideMention,
  type ErasureSubject,
  previewErasure,
  recordAudit,
} from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { visibleLead } from '../leads/lead-access';
import { ERASURE_SQL, type ErasureRow, type MentionRow, toErasure, toReceipt } from './erasure-row';

/** Asks for erasures and shows their receipts; the work itself is a job. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly database: Database,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async previewLead(leadId: string, caller: Caller): Promise<ErasurePreview> {
    const { id } = await visibleLead(this.database, leadId, caller);
    return this.preview({ leadId: id });
  }

  preview(subject: ErasureSubject): Promise<ErasurePreview> {
    return previewErasure(this.database.pool, subject);
  }

  async eraseLead(leadId: string, caller: Caller): Promise<Erasure> {
    const { id } = await visibleLead(this.database, leadId, caller);
    return this.erase({ leadId: id }, caller);
  }

  async erase(subject: ErasureSubject, caller: Caller): Promise<Erasure> {
    const id = await this.database.transaction(async (tx) => {
      const now = await this.options.clock.now(tx);
      const erasureId = await beginErasure(tx, { subject, askedBy: actorId(caller), now });
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'lead.erased',
        subject: { type: 'erasure', id: erasureId },
      });
      return erasureId;
    });
    return toErasure(await this.row(id));
  }

  /** Newest first. */
  async list({ cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<Erasure>> {
    const offset = offsetOf(cursor);
    const rows = await this.database.rows<ErasureRow & { total: number }>(
      `SELECT x.*, count(*) OVER () AS total FROM (${ERASURE_SQL}) x ORDER BY x.asked_at DESC, x.id DESC LIMIT $1 OFFSET $2`,
      [limit, offset],
    );
    return pageOf(rows.map(toErasure), { offset, total: rows[0]?.total ?? 0 });
  }

  async receipt(id: string): Promise<Receipt> {
    const row = await this.row(id);
    const mentions = await this.database.rows<MentionRow>(
      `SELECT id, place, lead_id AS "leadId", decision FROM erasure_mention WHERE erasure_id = $1 ORDER BY place, id`,
      [id],
    );
    return toReceipt(row, mentions);
  }

  async retry(id: string, caller: Caller): Promise<Receipt> {
    const { stuck } = await this.row(id);
    if (!stuck) throw new ApiException('wrong_state');
    await this.database.transaction((tx) => carryErasure(tx, id, actorId(caller)));
    return this.receipt(id);
  }

  async decide(mentionId: string, decision: 'kept' | 'removed', caller: Caller): Promise<Receipt> {
    const found = await this.database.row('SELECT 1 FROM erasure_mention WHERE id = $1', [mentionId]);
    orNotFound(found);
    const erasureId = await this.database.transaction(async (tx) => {
      const now = await this.options.clock.now(tx);
      const decided = await decideMention(tx, { id: mentionId, decision, decidedBy: actorId(caller), now });
      if (decided === null) throw new ApiException('wrong_state');
      if (decided.rewriteAgain) await carryErasure(tx, decided.erasureId, actorId(caller));
      return decided.erasureId;
    });
    return this.receipt(erasureId);
  }

  private async row(id: string): Promise<ErasureRow> {
    return orNotFound(await this.database.row<ErasureRow>(`${ERASURE_SQL} WHERE e.id = $1`, [id]));
  }
}
