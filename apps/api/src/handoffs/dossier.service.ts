import { Injectable } from '@nestjs/common';
import type { Dossier, FeedbackShape } from '@ripen/contracts';
import { BANT_CRITERIA, type EpochMs, type Language, type Text } from '@ripen/domain';
import {
  allowedActions,
  BANT_QUESTIONS,
  describeTrace,
  type HandoffTrace,
  type Team,
  type TraceNames,
} from '@ripen/handoff';
import { managesTeam, type UserCaller } from '../access/caller';
import { handoffScope, Values } from '../access/scope';
import { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';
import { touchpointSentence } from '../leads/ledger-sentence';
import { WorkspaceService } from '../settings/workspace.service';
import { openingOf } from './opening';
import { LATEST_WORD, toHandoff } from '@ripen/persistence';
import { toWorklistLine, WORKLIST_SQL, type WorklistRow } from './worklist-row';

interface DossierRow extends WorklistRow {
  email: string | null;
  phone_consent: boolean;
  story_lines: { at: EpochMs; type: string; data: Record<string, unknown> }[];
  contents: { title: string; at: EpochMs }[];
  feedback: FeedbackShape[];
  trace: HandoffTrace[];
  notes: { at: EpochMs; actorId: string | null; text: string }[];
  people: { id: string; name: string }[];
  members: { id: string; name: string; absent: boolean }[];
  manager_id: string | null;
}

const STORY_LINES = 5;

const DOSSIER_SQL = WORKLIST_SQL.replace(
  'FROM handoff h',
  `, l.email, t.manager_id,
  coalesce((SELECT state = 'granted' FROM consent WHERE lead_id = h.lead_id AND purpose = 'marketing' AND channel = 'phone'
    ORDER BY ${LATEST_WORD} LIMIT 1), false) AS phone_consent,
  coalesce((SELECT jsonb_agg(jsonb_build_object('type', s.type, 'data', s.data, 'at', ms(s.occurred_at)) ORDER BY s.occurred_at, s.id)
    FROM (SELECT * FROM ledger_entry e WHERE e.lead_id = h.lead_id AND e.kind = 'touchpoint' AND e.type <> 'form_submitted'
      ORDER BY e.occurred_at DESC, e.id DESC LIMIT ${STORY_LINES}) s), '[]') AS story_lines,
  coalesce((SELECT jsonb_agg(jsonb_build_object('title', coalesce(o.title ->> coalesce(l.language, 'de'), o.slug), 'at', ms(s.confirmed_at)) ORDER BY s.confirmed_at)
    FROM form_submission s JOIN offer o ON o.id = s.offer_id WHERE s.lead_id = h.lead_id AND s.confirmed_at IS NOT NULL), '[]') AS contents,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'kind', f.kind, 'reason', f.reason, 'unmet', f.unmet, 'answers', f.answers,
      'amount', f.amount, 'currency', f.currency, 'at', ms(f.at)) ORDER BY f.at, f.id)
    FROM feedback f WHERE f.lead_id = h.lead_id), '[]') AS feedback,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', ms(r.at), 'event', r.event, 'actorId', r.actor_id, 'why', r.why) ORDER BY r.id)
    FROM trace r WHERE r.subject_id = h.id), '[]') AS trace,
  coalesce((SELECT jsonb_agg(jsonb_build_object('at', ms(n.at), 'actorId', n.author_id, 'text', n.text) ORDER BY n.at, n.id)
    FROM handoff_note n WHERE n.handoff_id = h.id), '[]') AS notes,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name)) FROM app_user p), '[]') AS people,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'absent', p.absent OR p.disabled_at IS NOT NULL) ORDER BY m.position, p.id)
    FROM team_member m JOIN app_user p ON p.id = m.user_id WHERE m.team_id = h.team_id), '[]') AS members
FROM handoff h`,
);

/** What a rep knows before calling. */
@Injectable()
export class DossierService {
  constructor(
    private readonly database: Database,
    private readonly workspace: WorkspaceService,
  ) {}

  /** 404 for a handoff outside the caller's scope. */
  async get(handoffId: string, caller: UserCaller): Promise<Dossier> {
    return orNotFound(await this.find(handoffId, caller));
  }

  /** Null outside the caller's scope. */
  async find(handoffId: string, caller: UserCaller): Promise<Dossier | null> {
    const values = new Values();
    const id = values.add(handoffId);
    const row = await this.database.row<DossierRow>(
      `${DOSSIER_SQL} WHERE h.id = ${id} AND ${handoffScope(caller, 'h', values)}`,
      values.list,
    );
    if (row === null) return null;
    const zone = caller.zone ?? (await this.workspace.settings()).zone;
    const { item } = toWorklistLine(row, zone);
    return {
      ...item,
      storyLines: row.story_lines.map(({ at, type, data }) => ({ at, sentence: touchpointSentence(type, data) })),
      contents: row.contents,
      bant: row.bant,
      bantOpen: BANT_CRITERIA.filter((criterion) => row.bant[criterion].state === 'unknown').map((criterion) => ({
        criterion,
        question: BANT_QUESTIONS[criterion].question,
      })),
      opening: openingOf(row.lead, row.story_lines.at(-1) ?? null),
      phoneConsent: row.phone_consent,
      email: row.email,
      feedback: row.feedback,
      log: logOf(row, zone),
      actions: [
        ...allowedActions({
          state: toHandoff(row),
          team: teamOf(row),
          actor: { userId: caller.userId, manages: managesTeam(caller, row.team_id) },
        }),
      ],
      members: row.members,
    };
  }
}

function teamOf(row: DossierRow): Team {
  return {
    id: row.team_id,
    managerId: row.manager_id,
    lastAssigned: null,
    members: row.members.map(({ id, absent }) => ({ userId: id, absent })),
  };
}

/** The trace in words and the notes that people wrote, oldest first. */
function logOf(row: DossierRow, zone: string): Dossier['log'] {
  const people = new Map(row.people.map((person) => [person.id, person]));
  const actorOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
  const sentence = (line: HandoffTrace): Text => ({
    de: describeTrace(line, 'de', names('de')),
    en: describeTrace(line, 'en', names('en')),
  });
  const names = (language: Language): TraceNames => ({
    person: (id) => people.get(id)?.name ?? null,
    instant: (at) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at),
  });
  const traced = row.trace.map((line) => ({
    at: line.at,
    event: line.event,
    actor: actorOf(line.actorId),
    sentence: sentence(line),
  }));
  const noted = row.notes.map(({ at, actorId, text }) => ({
    at,
    event: 'note',
    actor: actorOf(actorId),
    sentence: { de: text, en: text },
  }));
  return [...traced, ...noted].sort((left, right) => left.at - right.at);
}
