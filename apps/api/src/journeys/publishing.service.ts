import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@ripen/domain';
import type { JourneyRow, PublishBody, Validation, Version, VersionRow } from '@ripen/contracts';
import {
  graphSchema,
  type JourneyGraph,
  lintGraph,
  type LintContext,
  type Problem,
  problemWords,
} from '@ripen/journey';
import { pauseJourney, publishJourney, recordAudit, resumeJourney, type Tx } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException, orNotFound } from '../http/api-exception';
import { bothLanguages } from '../http/both-languages';
import { JourneyListService } from './journey-list.service';
import { MailLintService } from './mail-lint.service';

interface StoredVersion {
  version: number;
  published_at: number;
  published_by: string | null;
  comment: string;
  live: boolean;
  active: number;
  graph: unknown;
}

const VERSION_SQL = /* sql */ `
  SELECT v.number AS version, v.published_at, u.name AS published_by, v.comment, v.id = j.live_version_id AS live, v.graph,
    (SELECT count(*) FROM enrollment e WHERE e.version_id = v.id AND e.status <> 'ended') AS active
  FROM journey_version v JOIN journey j ON j.id = v.journey_id LEFT JOIN app_user u ON u.id = v.published_by`;

@Injectable()
export class PublishingService {
  constructor(
    private readonly database: Database,
    private readonly journeys: JourneyListService,
    private readonly mails: MailLintService,
  ) {}

  async validate(id: string): Promise<Validation> {
    await this.journeys.get(id);
    const row = orNotFound(
      await this.database.row<{ draft: unknown }>('SELECT draft FROM journey WHERE id = $1', [id]),
    );
    return this.lint(graphSchema.parse(row.draft));
  }

  /** Publishes what the caller has seen: a draft that was saved meanwhile is refused, one with errors too. */
  async publish(id: string, { revision, note }: PublishBody, caller: Caller): Promise<Version> {
    await this.journeys.get(id);
    const number = await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ name: string; draft: unknown; draft_revision: number }>(
        'SELECT name, draft, draft_revision FROM journey WHERE id = $1 FOR UPDATE',
        [id],
      );
      const journey = orNotFound(rows[0]);
      if (journey.draft_revision !== revision)
        throw new ApiException('revision_stale', { revision: journey.draft_revision });
      const validation = await this.lint(graphSchema.parse(journey.draft));
      if (!validation.ok) throw new ApiException('journey_invalid', { problems: validation.problems });
      const userId = actorId(caller);
      const { number: version } = orNotFound(await publishJourney(tx, { journeyId: id, userId, comment: note }));
      await recordAudit(tx, {
        actor: auditActor(caller),
        action: 'journey.published',
        subject: { type: 'journey', id },
        details: { name: journey.name, version },
      });
      return version;
    });
    return this.version(id, number);
  }

  async versions(id: string): Promise<VersionRow[]> {
    await this.journeys.get(id);
    const rows = await this.database.rows<StoredVersion>(
      `${VERSION_SQL} WHERE v.journey_id = $1 ORDER BY v.number DESC`,
      [id],
    );
    return rows.map(toVersionRow);
  }

  async version(id: string, number: number): Promise<Version> {
    await this.journeys.get(id);
    const row = orNotFound(
      await this.database.row<StoredVersion>(`${VERSION_SQL} WHERE v.journey_id = $1 AND v.number = $2`, [id, number]),
    );
    return { ...toVersionRow(row), graph: graphSchema.parse(row.graph) };
  }

  pause(id: string, caller: Caller): Promise<JourneyRow> {
    return this.switchTo(id, caller, { change: pauseJourney, action: 'journey.paused' });
  }

  resume(id: string, caller: Caller): Promise<JourneyRow> {
    return this.switchTo(id, caller, { change: resumeJourney, action: 'journey.resumed' });
  }

  private async switchTo(
    id: string,
    caller: Caller,
    { change, action }: { change: (tx: Tx, journeyId: string) => Promise<boolean>; action: AuditAction },
  ): Promise<JourneyRow> {
    const { name } = await this.journeys.get(id);
    await this.database.transaction(async (tx) => {
      if (!(await change(tx, id))) throw new ApiException('wrong_state');
      const subject = { type: 'journey', id };
      await recordAudit(tx, { actor: auditActor(caller), action, subject, details: { name } });
    });
    return this.journeys.get(id);
  }

  private async lint(graph: JourneyGraph): Promise<Validation> {
    const context = await this.database.row<Required<LintContext>>(
      `SELECT ARRAY(SELECT id::text FROM team) AS teams, ARRAY(SELECT id::text FROM sla_policy) AS policies, 
         ARRAY(SELECT slug FROM offer UNION SELECT slug FROM form WHERE offer_id IS NULL) AS offers,
         (SELECT jsonb_agg(jsonb_build_object('key', key, 'needsConsent', needs_consent, 'mail', active AND 'email' = ANY (channels))) FROM purpose) AS purposes`,
    );
    const drawn = lintGraph(graph, context ?? {}).map(toProblem);
    const problems = [...(await this.mails.lint(graph)), ...drawn].sort((left, right) => rankOf(left) - rankOf(right));
    return { ok: problems.every(({ severity }) => severity !== 'error'), problems };
  }
}

/** Errors first; what is equal keeps its order. */
function rankOf({ severity }: Validation['problems'][number]): number {
  return severity === 'error' ? 0 : 1;
}

function toProblem(problem: Problem): Validation['problems'][number] {
  const { severity, code, nodeId, edgeId, field } = problem;
  return {
    severity,
    code,
    nodeId,
    edgeId,
    field,
    sentence: bothLanguages((language) => problemWords(problem, language)),
  };
}

function toVersionRow({ version, published_at, published_by, comment, live, active }: StoredVersion): VersionRow {
  return { version, publishedAt: published_at, publishedBy: published_by, note: comment, live, active };
}
