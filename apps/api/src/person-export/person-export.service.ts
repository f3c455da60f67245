import { Inject, Injectable } from '@nestjs/common';
import { PERSON_EXPORT_SCHEMA, type PersonExport, type TimelineItem } from '@ripen/contracts';
import { recordAudit } from '@ripen/persistence';
import { auditActor, type Caller } from '../access/caller';
import { API_OPTIONS, type ApiOptions } from '../api-options';
import { Database } from '../database/database';
import { LeadDetailService } from '../leads/lead-detail.service';
import { TimelineService } from '../leads/timeline.service';

const SOURCE = `jsonb_build_object('channel', channel, 'campaign', campaign, 'referrer', referrer) AS source`;
const PAGE = 200;

const TOUCHPOINTS = `SELECT type, occurred_at AS "occurredAt", received_at AS "receivedAt", ${SOURCE}, data AS properties
  FROM ledger_entry WHERE lead_id = $1 AND kind = 'touchpoint' ORDER BY occurred_at, id`;
const SUBMISSIONS = `SELECT coalesce(f.slug, o.slug, '') AS form, s.email, s.fields, s.wording, s.wording_version AS "wordingVersion",
    jsonb_build_object('channel', s.channel, 'campaign', s.campaign, 'referrer', s.referrer) AS source, s.submitted_at AS "submittedAt", s.confirmed_at AS "confirmedAt"
  FROM form_submission s LEFT JOIN form f ON f.id = s.form_id LEFT JOIN offer o ON o.id = s.offer_id WHERE s.lead_id = $1 ORDER BY s.submitted_at, s.id`;
const MAILS = `SELECT (SELECT jsonb_build_object('de', n #>> '{config,content,de,subject}', 'en', n #>> '{config,content,en,subject}')
      FROM jsonb_array_elements(v.graph -> 'nodes') n WHERE n ->> 'id' = f.node_id AND n #>> '{config,content,de,subject}' IS NOT NULL
        AND n #>> '{config,content,en,subject}' IS NOT NULL LIMIT 1) AS subject,
    f.state, coalesce(f.sent_at, f.data_at, f.created_at) AS at
  FROM effect f JOIN enrollment e ON e.id = f.subject_id JOIN journey_version v ON v.id = e.version_id
  WHERE f.lead_id = $1 AND f.kind = 'send_email' ORDER BY f.created_at, f.id`;
const NOTES = `SELECT n.at, n.action, n.text FROM handoff_note n JOIN handoff h ON h.id = n.handoff_id WHERE h.lead_id = $1 ORDER BY n.at, n.id`;
const FEEDBACK = `SELECT at, kind, reason, answers, amount, currency FROM feedback WHERE lead_id = $1 ORDER BY at, id`;
const IDENTITIES = `SELECT kind, value, created_at AS since FROM lead_identity WHERE lead_id = $1 ORDER BY created_at, kind, value`;

/** Gathers everything that is stored about one person. Nothing of it is kept: it is made when it is asked for. */
@Injectable()
export class PersonExportService {
  constructor(
    private readonly database: Database,
    private readonly details: LeadDetailService,
    private readonly timelines: TimelineService,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  async make(leadId: string, caller: Caller): Promise<PersonExport> {
    const { owner: _owner, ...person } = await this.details.get(leadId, caller);
    const of = [person.id];
    const [identities, touchpoints, submissions, mails, notes, feedback, timeline] = await Promise.all([
      this.database.rows<PersonExport['identities'][number]>(IDENTITIES, of),
      this.database.rows<PersonExport['touchpoints'][number]>(TOUCHPOINTS, of),
      this.database.rows<PersonExport['submissions'][number]>(SUBMISSIONS, of),
      this.database.rows<PersonExport['mails'][number]>(MAILS, of),
      this.database.rows<PersonExport['notes'][number]>(NOTES, of),
      this.database.rows<PersonExport['feedback'][number]>(FEEDBACK, of),
      this.timeline(person.id, caller),
    ]);
    const madeAt = await this.database.transaction(async (tx) => {
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'lead.exported',
        subject: { type: 'lead', id: person.id },
      });
      return this.options.clock.now(tx);
    });
    return {
      ...{ schema: PERSON_EXPORT_SCHEMA, madeAt, person, identities, touchpoints, submissions, mails, notes, feedback },
      timeline,
    };
  }

  private async timeline(leadId: string, caller: Caller): Promise<PersonExport['timeline']> {
    const all: TimelineItem[] = [];
    let cursor: string | undefined;
    do {
      const query = { group: 'all' as const, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
      const { items, nextCursor } = await this.timelines.list(leadId, query, caller);
      all.push(...items);
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return all
      .map(({ group, type, at, sentence, pointsMilli }) => ({ group, type, at, sentence, pointsMilli }))
      .reverse();
  }
}
