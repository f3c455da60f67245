import { Injectable } from '@nestjs/common';
import type { TimelineItem, TimelineQuery } from '@ripen/contracts';
import type { Language, Text } from '@ripen/domain';
import { describeTrace, type HandoffTrace } from '@ripen/handoff';
import { activeModel, listPurposes } from '@ripen/persistence';
import { type CompiledModel, pointsOfTouchpoint } from '@ripen/scoring';
import type { TraceEntry } from '@ripen/journey';
import type { Caller } from '../access/caller';
import { Database } from '../database/database';
import { reportSentence } from '../delivery/report-sentence';
import { effectReason } from '../effects/effect-reason';
import { decodeCursor, encodeCursor, type Page } from '../http/paging';
import { type JourneyWords, JourneyWordsService } from '../journeys/journey-words.service';
import { WorkspaceService } from '../settings/workspace.service';
import { visibleLead } from './lead-access';
import { ledgerSentence, type PurposeNames } from './ledger-sentence';

interface TimelineRow {
  origin: 'ledger' | 'effect' | 'report' | 'journey' | 'handoff';
  id: string;
  grp: TimelineItem['group'];
  type: string;
  at: number;
  at_text: string;
  points_milli: number | null;
  data: Record<string, unknown>;
  version_id: string | null;
  graph: unknown;
}

/** Everything that happened to a lead, as one list. `$1` is the lead. */
const TIMELINE_SQL = /* sql */ `
  SELECT 'ledger' AS origin, lpad(id::text, 20, '0') AS id,
    CASE WHEN kind IN ('stage', 'points_adjusted') THEN 'score' WHEN kind IN ('feedback', 'handoff_closed', 'owner') THEN 'sales' ELSE 'did' END AS grp,
    kind || coalesce(':' || type, '') AS type, occurred_at AS at, points_milli, data, NULL::uuid AS version_id
  FROM ledger_entry WHERE lead_id = $1 AND NOT (kind = 'touchpoint' AND type = 'form_submitted')
  UNION ALL
  SELECT 'effect', f.id::text, 'sent', f.state, coalesce(f.sent_at, f.data_at, f.created_at), NULL,
    jsonb_build_object('nodeId', f.node_id, 'code', f.code, 'enrollmentId', f.subject_id), e.version_id
  FROM effect f JOIN enrollment e ON e.id = f.subject_id
  WHERE f.lead_id = $1 AND f.kind = 'send_email' AND f.state IN ('sent', 'failed', 'unknown', 'dropped')
  UNION ALL
  SELECT 'report', r.id::text, 'sent', r.kind, r.at, NULL, jsonb_build_object('nodeId', f.node_id, 'code', r.code), e.version_id
  FROM mail_report r JOIN effect f ON f.id = r.effect_id JOIN enrollment e ON e.id = f.subject_id WHERE r.lead_id = $1
  UNION ALL
  SELECT 'journey', lpad(r.id::text, 20, '0'), 'journey', r.event, r.at, NULL,
    jsonb_build_object('nodeId', r.node_id, 'visit', r.visit, 'event', r.event, 'port', r.port, 'toNodeId', r.to_node_id, 'until', ms(r.until), 'why', r.why,
      'enrollmentId', r.subject_id, 'journeyId', j.id, 'journeyName', j.name), e.version_id
  FROM trace r JOIN enrollment e ON e.id = r.subject_id JOIN journey j ON j.id = e.journey_id
  WHERE r.lead_id = $1 AND r.subject_type = 'enrollment' AND j.builtin IS NULL
  UNION ALL
  SELECT 'handoff', lpad(r.id::text, 20, '0'), 'sales', r.event, r.at, NULL,
    jsonb_build_object('handoffId', r.subject_id, 'actorId', r.actor_id, 'event', r.event, 'why', r.why), NULL
  FROM trace r WHERE r.lead_id = $1 AND r.subject_type = 'handoff'`;

@Injectable()
export class TimelineService {
  constructor(
    private readonly database: Database,
    private readonly words: JourneyWordsService,
    private readonly workspace: WorkspaceService,
  ) {}

  /** Newest first. */
  async list(leadId: string, query: TimelineQuery, caller: Caller): Promise<Page<TimelineItem>> {
    const { id } = await visibleLead(this.database, leadId, caller);
    const [at, origin, lastId] = query.cursor === undefined ? [null, null, null] : decodeCursor(query.cursor, 3);
    const group = query.group === 'all' ? null : query.group;
    const counted = await this.database.row<{ total: number }>(
      `SELECT count(*) AS total FROM (${TIMELINE_SQL}) x WHERE $2::text IS NULL OR grp = $2`,
      [id, group],
    );
    const rows = await this.database.rows<TimelineRow>(
      `SELECT x.*, x.at::text AS at_text, v.graph FROM (${TIMELINE_SQL}) x LEFT JOIN journey_version v ON v.id = x.version_id
       WHERE ($2::text IS NULL OR grp = $2) AND ($3::text IS NULL OR (x.at, x.origin, x.id) < ($3::text::timestamptz, $4::text, $5::text))
       ORDER BY x.at DESC, x.origin DESC, x.id DESC LIMIT $6`,
      [id, group, at, origin, lastId, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    const more = rows.length > query.limit && last !== undefined;
    return {
      items: await this.items(shown, caller),
      nextCursor: more ? encodeCursor([last.at_text, last.origin, last.id]) : null,
      total: counted?.total ?? 0,
    };
  }

  private async items(rows: readonly TimelineRow[], caller: Caller): Promise<TimelineItem[]> {
    const words = await this.words.read();
    const people = await this.people(rows);
    const zone = (caller.kind === 'user' ? caller.zone : null) ?? (await this.workspace.settings()).zone;
    const model = await this.database.transaction((tx) => activeModel(tx));
    const purposes = new Map((await listPurposes(this.database.pool)).map(({ key, name }) => [key, name]));
    return rows.map((row) => ({
      id: `${row.origin}:${row.id.replace(/^0+(?=\d)/, '')}`,
      group: row.grp,
      type: row.type,
      at: row.at,
      sentence: sentenceOf(row, { words, people, zone, purposes }),
      pointsMilli: row.points_milli ?? pointsOf(row, model),
      data: row.data,
    }));
  }

  private async people(rows: readonly TimelineRow[]): Promise<ReadonlyMap<string, string>> {
    if (!rows.some((row) => row.origin === 'handoff')) return new Map();
    const people = await this.database.rows<{ id: string; name: string }>('SELECT id, name FROM app_user');
    return new Map(people.map(({ id, name }) => [id, name]));
  }
}

/** The points of a touchpoint by the active model; null for what gives none. */
function pointsOf({ origin, type }: TimelineRow, model: CompiledModel | null): number | null {
  const touchpoint = origin === 'ledger' && type.startsWith('touchpoint:') ? type.slice('touchpoint:'.length) : null;
  return touchpoint === null || model === null ? null : pointsOfTouchpoint(model, touchpoint) || null;
}

interface SentenceContext {
  readonly words: JourneyWords;
  readonly people: ReadonlyMap<string, string>;
  readonly purposes: PurposeNames;
  readonly zone: string;
}

function sentenceOf(row: TimelineRow, { words, people, zone, purposes }: SentenceContext): Text {
  switch (row.origin) {
    case 'ledger': {
      const [kind = '', ...type] = row.type.split(':');
      return ledgerSentence({ kind, type: type.join(':') || null, data: row.data }, purposes);
    }
    case 'effect':
      return mailSentence(row, words.mailName(row.version_id ?? '', row.graph, String(row.data['nodeId'])));
    case 'report': {
      const mail = words.mailName(row.version_id ?? '', row.graph, String(row.data['nodeId']));
      const said = reportSentence(row.type);
      return { de: `E-Mail „${mail.de}“: ${said.de}`, en: `E-mail “${mail.en}”: ${said.en}` };
    }
    case 'journey':
      return words.trace(row.version_id ?? '', row.graph, { at: row.at, ...row.data } as unknown as TraceEntry);
    case 'handoff': {
      const line = { at: row.at, ...row.data } as unknown as HandoffTrace;
      const said = (language: Language) =>
        describeTrace(line, language, {
          person: (id) => people.get(id) ?? null,
          instant: (at) =>
            new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at),
        });
      return { de: said('de'), en: said('en') };
    }
  }
}

function mailSentence({ type, data }: TimelineRow, mail: Text): Text {
  if (type === 'sent') return { de: `E-Mail „${mail.de}“ gesendet`, en: `E-mail “${mail.en}” sent` };
  const reason = effectReason(
    type === 'failed' || type === 'unknown' ? type : 'dropped',
    typeof data['code'] === 'string' ? data['code'] : null,
  );
  return { de: `E-Mail „${mail.de}“ nicht gesendet: ${reason.de}`, en: `E-mail “${mail.en}” not sent: ${reason.en}` };
}
