import { Inject, Injectable } from '@nestjs/common';
import type {
  AdjustPointsBody,
  CreateLeadBody,
  SetCategoryBody,
  SetConsentBody,
  UpdateLeadBody,
} from '@ripen/contracts';
import type { EpochMs, FactChange } from '@ripen/domain';
import {
  applyFacts,
  cameBack,
  erasedAmong,
  newId,
  type NewAuditEntry,
  recordAudit,
  resolveLeads,
  type Tx,
} from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { CustomFieldsService } from '../custom-fields/custom-fields.service';
import { Database } from '../database/database';
import { isUniqueViolation } from '../database/unique-violation';
import { ApiException, refuseFields } from '../http/api-exception';
import { visibleLead } from './lead-access';

type ChangeBase = { readonly leadId: string; readonly occurredAt: EpochMs; readonly dedupeKey: null };

/** What people say about leads by hand. Every word of it is a fact and goes through `applyFacts`. */
@Injectable()
export class LeadFactsService {
  constructor(
    private readonly database: Database,
    private readonly customFields: CustomFieldsService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** A known lead without consent: who adds people by hand brings the proof separately. */
  async create({ companyName, evenIfErased, ...lead }: CreateLeadBody): Promise<string> {
    const { clock } = this.options;
    return this.database.transaction(async (tx) => {
      const taken = await tx.query('SELECT 1 FROM lead WHERE lower(email) = lower($1) AND merged_into IS NULL', [
        lead.email,
      ]);
      if (taken.rowCount !== 0) throw new ApiException('already_exists', { field: 'email' });
      const key = { kind: 'email', value: lead.email } as const;
      const [erased] = await erasedAmong(tx, [key]);
      if (erased !== undefined && !evenIfErased) throw new ApiException('erased_before', { askedAt: erased.askedAt });
      if (erased !== undefined) await cameBack(tx, [key]);
      const [leadId] = await resolveLeads(tx, [{ anonymousId: null, userId: `by-hand:${newId()}` }], { clock });
      if (leadId === undefined) throw new ApiException('internal');
      await this.apply(tx, leadId, (base) => [
        { ...base, kind: 'fields', lead, company: companyName === undefined ? null : { name: companyName } },
        { ...base, kind: 'known' },
      ]);
      return leadId;
    });
  }

  async update(leadId: string, { lead, company, custom }: UpdateLeadBody, caller: Caller): Promise<void> {
    const own = custom === undefined ? {} : { custom: await this.customFields.checked(custom) };
    try {
      await this.record(leadId, caller, {
        changes: (base) => [{ ...base, kind: 'fields', lead, company: company ?? null, ...own }],
      });
    } catch (error) {
      throw isUniqueViolation(error) ? new ApiException('already_exists', { field: 'email' }) : error;
    }
  }

  adjustPoints(leadId: string, { pointsMilli, reason }: AdjustPointsBody, caller: Caller): Promise<void> {
    return this.record(leadId, caller, {
      changes: (base) => [{ ...base, kind: 'points_adjusted', pointsMilli, reason }],
      audited: { action: 'lead.points_adjusted', details: { points: pointsMilli / 1_000 } },
    });
  }

  setCategory(leadId: string, { category }: SetCategoryBody, caller: Caller): Promise<void> {
    const byHand = category === 'auto' ? null : category;
    return this.record(leadId, caller, {
      changes: (base) => [{ ...base, kind: 'fields', lead: { category: byHand }, company: null }],
      audited: { action: 'lead.category_set', details: { category } },
    });
  }

  async setConsent(leadId: string, { purpose, channel, state, proof }: SetConsentBody, caller: Caller): Promise<void> {
    const known = await this.database.row('SELECT 1 FROM purpose WHERE key = $1 AND $2 = ANY (channels)', [
      purpose,
      channel,
    ]);
    // A no is taken in any case, also to what is no longer offered.
    if (known === null && state === 'granted') throw refuseFields([{ path: 'body.purpose', problem: 'unknown' }]);
    const via = caller.kind === 'user' ? `user:${actorId(caller)}` : 'api';
    const said = { via, wording: proof, wordingVersion: null, confirmedAt: null, submissionId: null };
    return this.record(leadId, caller, {
      changes: (base) => [{ ...base, kind: 'consent', purpose, channel, state, proof: said }],
      audited: { action: 'lead.consent_set', details: { purpose, channel, state } },
    });
  }

  private async record(
    leadId: string,
    caller: Caller,
    {
      changes,
      audited,
    }: { changes: (base: ChangeBase) => FactChange[]; audited?: Pick<NewAuditEntry, 'action' | 'details'> },
  ): Promise<void> {
    const { id } = await visibleLead(this.database, leadId, caller);
    await this.database.transaction(async (tx) => {
      await this.apply(tx, id, changes);
      if (audited !== undefined)
        await recordAudit(tx, { ...audited, actor: auditActor(caller), subject: { type: 'lead', id } });
    });
  }

  private async apply(tx: Tx, leadId: string, changes: (base: ChangeBase) => FactChange[]): Promise<void> {
    const { clock } = this.options;
    const occurredAt = await clock.now(tx);
    await applyFacts(tx, changes({ leadId, occurredAt, dedupeKey: null }), { clock });
  }
}
