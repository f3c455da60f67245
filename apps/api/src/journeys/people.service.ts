import { Injectable } from '@nestjs/common';
import type { PersonAtNode } from '@ripen/contracts';
import { Database } from '../database/database';
import { likePattern } from '../database/like';
import type { StandingRow } from '../enrollments/enrollment-row';
import { offsetOf, pageOf, type Page } from '../http/paging';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { JourneyListService } from './journey-list.service';
import { JourneyWordsService } from './journey-words.service';

interface PersonRow extends StandingRow {
  enrollment_id: string;
  lead_id: string;
  display_name: string | null;
  company_name: string | null;
  version_id: string;
  number: number;
  graph: unknown;
  since: number;
  total: number;
}

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly journeys: JourneyListService,
    private readonly words: JourneyWordsService,
  ) {}

  /** Who stands at a node, longest first; those of one version where `version` names it. */
  async atNode(
    journeyId: string,
    nodeId: string,
    query: { search?: string | undefined; cursor?: string | undefined; limit: number; version?: number | undefined },
  ): Promise<Page<PersonAtNode>> {
    await this.journeys.get(journeyId);
    const offset = offsetOf(query.cursor);
    const rows = await this.database.rows<PersonRow>(
      `SELECT e.id AS enrollment_id, l.id AS lead_id, ${DISPLAY_NAME_SQL('l')} AS display_name, c.name AS company_name, e.version_id, v.number, v.graph,
         t.node_id AS "nodeId", t.phase, t.since, w.events, w.deadline AS until, count(*) OVER () AS total
       FROM token t JOIN enrollment e ON e.id = t.enrollment_id JOIN journey_version v ON v.id = e.version_id JOIN lead l ON l.id = e.lead_id
       LEFT JOIN company c ON c.id = l.company_id LEFT JOIN wait w ON w.enrollment_id = e.id AND w.visit = t.visit AND w.state = 'open'
       WHERE t.journey_id = $1 AND t.node_id = $2 AND ($3::text IS NULL OR l.search LIKE $3)
         AND ($6::int IS NULL OR v.number = $6) ORDER BY t.since, e.id LIMIT $4 OFFSET $5`,
      [
        journeyId,
        nodeId,
        query.search ? likePattern(query.search.toLowerCase()) : null,
        query.limit,
        offset,
        query.version ?? null,
      ],
    );
    const words = await this.words.read();
    const people = rows.map((row) => ({
      enrollmentId: row.enrollment_id,
      leadId: row.lead_id,
      displayName: row.display_name,
      companyName: row.company_name,
      version: row.number,
      since: row.since,
      standing: words.standing(row.version_id, row.graph, row),
    }));
    return pageOf(people, { offset, total: rows[0]?.total ?? 0 });
  }
}
