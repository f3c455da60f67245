import { Inject, Injectable } from '@nestjs/common';
import type { LeadMail, ListMailReportsQuery, MailDelivery, MailReportRow, MailRulesBody } from '@ripen/contracts';
import type { EffectState } from '@ripen/domain';
import { readMailRules, recordAudit, releaseBrake, writeMailRules } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { effectReason } from '../effects/effect-reason';
import { ApiException } from '../http/api-exception';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { JourneyWordsService } from '../journeys/journey-words.service';
import { visibleLead } from '../leads/lead-access';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { reportSentence } from './report-sentence';

const DAYS = 30;
const MOST_MAILS = 200;

/** By the workspace's days; a mail counts on the day it was sent, a report on the day of its mail. */
const BY_DAY = /* sql */ `
WITH zone AS (SELECT coalesce(settings ->> 'zone', 'Europe/Berlin') AS name FROM workspace),
  mails AS (SELECT (f.sent_at AT TIME ZONE zone.name)::date AS day, f.feedback FROM effect f CROSS JOIN zone LEFT JOIN purpose p ON p.key = f.purpose
    WHERE f.kind = 'send_email' AND f.sent_at > now() - interval '${DAYS + 1} days' AND coalesce(p.needs_consent, true))
SELECT to_char(d, 'YYYY-MM-DD') AS day, count(m.day)::int AS sent, count(*) FILTER (WHERE m.feedback IN ('hard_bounce', 'soft_bounce', 'refused'))::int AS bounced,
  count(*) FILTER (WHERE m.feedback = 'complaint')::int AS complaints
FROM zone CROSS JOIN generate_series((now() AT TIME ZONE zone.name)::date - ${DAYS - 1}, (now() AT TIME ZONE zone.name)::date, interval '1 day') d
LEFT JOIN mails m ON m.day = d::date GROUP BY d ORDER BY d`;

interface StoredReport {
  id: string;
  at: number;
  kind: MailReportRow['kind'];
  code: string | null;
  via: 'mailbox' | 'hook';
  source: string | null;
  lead_id: string | null;
  lead_name: string | null;
  journey_id: string | null;
  journey_name: string | null;
  journey_builtin: boolean | null;
  total: number;
}

interface StoredMail {
  id: string;
  purpose: string;
  state: EffectState;
  feedback: MailReportRow['kind'] | null;
  code: string | null;
  at: number;
  version_id: string;
  node_id: string;
  graph: unknown;
}

/** What comes back of the mails that went out. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly database: Database,
    private readonly words: JourneyWordsService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async delivery(): Promise<MailDelivery> {
    const { brakedAt, ...rules } = await readMailRules(this.database.pool);
    const days = await this.database.rows<MailDelivery['days'][number]>(BY_DAY);
    const week = days.slice(-7);
    const sent = week.reduce((sum, day) => sum + day.sent, 0);
    const complaints = week.reduce((sum, day) => sum + day.complaints, 0);
    const permille = sent === 0 ? null : (complaints * 1_000) / sent;
    return { rules, brakedAt, ownMailbox: this.options.inboxPort !== null, days, permille };
  }

  async setRules(rules: MailRulesBody, caller: Caller): Promise<MailDelivery> {
    await this.database.transaction(async (tx) => {
      await writeMailRules(tx, rules);
      await recordAudit(tx, { actor: auditActor(caller), action: 'mail_rules.changed', subject: null });
    });
    return this.delivery();
  }

  async release(caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await releaseBrake(tx))) throw new ApiException('wrong_state');
      await recordAudit(tx, { actor: auditActor(caller), action: 'mail_brake.released', subject: null });
    });
  }

  /** Newest first. */
  async reports({ kind, cursor, limit }: ListMailReportsQuery): Promise<Page<MailReportRow>> {
    const offset = offsetOf(cursor);
    const rows = await this.database.rows<StoredReport>(
      `SELECT r.id, r.at, r.kind, r.code, r.via, s.name AS source, l.id AS lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name, j.id AS journey_id,
         j.name AS journey_name, j.builtin IS NOT NULL AS journey_builtin, count(*) OVER () AS total
       FROM mail_report r LEFT JOIN feedback_source s ON s.id = r.source_id LEFT JOIN lead l ON l.id = r.lead_id LEFT JOIN effect f ON f.id = r.effect_id
       LEFT JOIN enrollment e ON e.id = f.subject_id LEFT JOIN journey j ON j.id = e.journey_id
       WHERE $1::text[] IS NULL OR r.kind = ANY ($1) ORDER BY r.at DESC, r.id DESC LIMIT $2 OFFSET $3`,
      [kind ?? null, limit, offset],
    );
    return pageOf(rows.map(toReport), { offset, total: rows[0]?.total ?? 0 });
  }

  /** Newest first, the latest two hundred. */
  async mailsOf(leadId: string, caller: Caller): Promise<LeadMail[]> {
    const { id } = await visibleLead(this.database, leadId, caller);
    const rows = await this.database.rows<StoredMail>(
      `SELECT f.id, f.purpose, f.state, f.feedback, f.code, coalesce(f.sent_at, f.data_at, f.created_at) AS at, e.version_id, f.node_id, v.graph
       FROM effect f JOIN enrollment e ON e.id = f.subject_id JOIN journey_version v ON v.id = e.version_id
       WHERE f.lead_id = $1 AND f.kind = 'send_email' ORDER BY coalesce(f.sent_at, f.data_at, f.created_at) DESC, f.id DESC LIMIT ${MOST_MAILS}`,
      [id],
    );
    const words = await this.words.read();
    return rows.map(({ id: mailId, purpose, state, feedback, code, at, version_id, node_id, graph }) => ({
      id: mailId,
      subject: words.mailName(version_id, graph, node_id),
      purpose,
      state,
      feedback,
      reason: reasonOf(state, code),
      at,
    }));
  }
}

function reasonOf(state: EffectState, code: string | null): LeadMail['reason'] {
  return state === 'failed' || state === 'unknown' || state === 'dropped' ? effectReason(state, code) : null;
}

function toReport(row: StoredReport): MailReportRow {
  const { id, at, kind, code, via, source, lead_id, lead_name, journey_id, journey_name, journey_builtin } = row;
  return {
    ...{ id, at, kind, code, via, source },
    sentence: reportSentence(kind),
    lead: lead_id === null ? null : { id: lead_id, displayName: lead_name },
    journey:
      journey_id === null || journey_name === null
        ? null
        : { id: journey_id, name: journey_name, builtin: journey_builtin === true },
  };
}
