import { Inject, Injectable } from '@nestjs/common';
import type { ConsentShape, LeadDetail, ScoreExplained } from '@ripen/contracts';
import { activeModel, LATEST_WORD, loadFacts, type LeadRow, type Tx } from '@ripen/persistence';
import { type Adjustment, explain } from '@ripen/scoring';
import type { LeadFacts } from '@ripen/domain';
import type { Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';
import { EnrollmentsService } from '../enrollments/enrollments.service';
import { HandoffBriefsService } from '../handoffs/handoff-briefs.service';
import { toScoreExplained } from '../scoring/explained';
import { visibleLead } from './lead-access';
import { toLeadShape } from './lead-row';

/** The name behind `user:<id>` and `form:<slug>`. */
const VIA_NAME = `coalesce(
    (SELECT jsonb_build_object('de', u.name, 'en', u.name) FROM app_user u WHERE 'user:' || u.id = proof ->> 'via'),
    (SELECT o.title FROM offer o WHERE 'form:' || o.slug = proof ->> 'via'),
    (SELECT jsonb_build_object('de', i.name, 'en', i.name) FROM import i WHERE 'import:' || i.id = proof ->> 'via'))`;

type Reach = Pick<LeadDetail, 'suppressedForConsentOnly' | 'pausedUntil' | 'pauseReason'>;

@Injectable()
export class LeadDetailService {
  constructor(
    private readonly database: Database,
    private readonly enrollments: EnrollmentsService,
    private readonly handoffs: HandoffBriefsService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async get(leadId: string, caller: Caller): Promise<LeadDetail> {
    const row = await visibleLead(this.database, leadId, caller);
    const { facts, score } = await this.explained(row);
    const { companyId: _companyId, ownerId: _ownerId, ...person } = facts.lead;
    return {
      ...toLeadShape(row),
      ...person,
      custom: row.custom,
      company: facts.company,
      score,
      suppressed: facts.suppressed,
      ...(await this.reach(row.id)),
      consents: await this.consents(row.id),
      enrollments: await this.enrollments.ofLead(row.id),
      handoffs: await this.handoffs.ofLead(row.id),
    };
  }

  /** The lead's facts, and its score taken apart by the active model; null where the lead must not be profiled. */
  explained(row: LeadRow): Promise<{ facts: LeadFacts; score: ScoreExplained | null }> {
    return this.database.transaction(async (tx) => {
      const facts = orNotFound((await loadFacts(tx, [row], { touchpoints: true, feedback: false })).get(row.id));
      const model = await activeModel(tx);
      if (model === null) return { facts, score: null };
      const { lead, company, touchpoints } = facts;
      const now = await this.options.clock.now(tx);
      const explanation = explain({
        lead,
        company,
        touchpoints,
        adjustments: await adjustmentsOf(tx, row.id),
        model,
        now,
      });
      return { facts, score: explanation === null ? null : toScoreExplained(explanation, model) };
    });
  }

  /** What stands between the lead and marketing besides consent. */
  private async reach(leadId: string): Promise<Reach> {
    const found = await this.database.row<Reach>(
      `SELECT coalesce((SELECT s.scope = 'consent' FROM suppression s WHERE s.address_hash = suppression_key(l.email)), false) AS "suppressedForConsentOnly",
         p.until AS "pausedUntil", p.reason AS "pauseReason" FROM lead l LEFT JOIN mail_pause p ON p.lead_id = l.id AND p.until > now() WHERE l.id = $1`,
      [leadId],
    );
    return orNotFound(found);
  }

  /** The latest word per purpose and channel first, then what was said before. */
  private consents(leadId: string): Promise<ConsentShape[]> {
    return this.database.rows<ConsentShape & { latest: boolean }>(
      `SELECT purpose, channel, state, at, received_at AS "heardAt", proof ->> 'via' AS via, ${VIA_NAME} AS "viaName", proof ->> 'wording' AS wording,
         (proof ->> 'wordingVersion')::int AS "wordingVersion", (proof ->> 'confirmedAt')::bigint AS "confirmedAt"
       FROM consent WHERE lead_id = $1
       ORDER BY row_number() OVER (PARTITION BY purpose, channel ORDER BY ${LATEST_WORD}) > 1, ${LATEST_WORD}`,
      [leadId],
    );
  }
}

async function adjustmentsOf(tx: Tx, leadId: string): Promise<Adjustment[]> {
  const { rows } = await tx.query<Adjustment>(
    `SELECT id::text AS id, points_milli AS "pointsMilli", data ->> 'reason' AS reason, occurred_at AS "occurredAt"
     FROM ledger_entry WHERE lead_id = $1 AND kind = 'points_adjusted' ORDER BY occurred_at, id`,
    [leadId],
  );
  return rows;
}
