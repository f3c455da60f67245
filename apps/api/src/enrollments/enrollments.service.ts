import { Injectable } from '@nestjs/common';
import type { EnrollmentBrief, EnrollmentDetail } from '@ripen/contracts';
import type { TraceEntry } from '@ripen/journey';
import type { Caller } from '../access/caller';
import { leadScope, Values } from '../access/scope';
import { Database } from '../database/database';
import { orNotFound } from '../http/api-exception';
import { JourneyWordsService } from '../journeys/journey-words.service';
import { DISPLAY_NAME_SQL } from '../leads/lead-row';
import { ENROLLMENT_SQL, type EnrollmentRow, toBrief } from './enrollment-row';

interface DetailRow extends EnrollmentRow {
  lead_id: string;
  lead_name: string | null;
  trace: (TraceEntry & { id: string })[];
}

@Injectable()
export class EnrollmentsService {
  constructor(
    private readonly database: Database,
    private readonly words: JourneyWordsService,
  ) {}

  /** All journeys that a lead is or was in, newest first. The caller has checked that the lead may be seen. */
  async ofLead(leadId: string): Promise<EnrollmentBrief[]> {
    const rows = await this.database.rows<EnrollmentRow>(
      `${ENROLLMENT_SQL} WHERE e.lead_id = $1 AND j.builtin IS NULL ORDER BY e.entered_at DESC, e.id DESC`,
      [leadId],
    );
    const words = await this.words.read();
    return rows.map((row) => toBrief(row, words));
  }

  async get(id: string): Promise<EnrollmentBrief> {
    const row = orNotFound(await this.database.row<EnrollmentRow>(`${ENROLLMENT_SQL} WHERE e.id = $1`, [id]));
    return toBrief(row, await this.words.read());
  }

  /** Where a lead stands and every decision so far; 404 where the lead may not be seen. */
  async detail(id: string, caller: Caller): Promise<EnrollmentDetail> {
    const values = new Values();
    const wanted = values.add(id);
    const row = orNotFound(
      await this.database.row<DetailRow>(
        `SELECT x.*, l.id AS lead_id, ${DISPLAY_NAME_SQL('l')} AS lead_name,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id::text, 'at', ms(r.at), 'nodeId', coalesce(r.node_id, ''), 'visit', coalesce(r.visit, 0),
               'event', r.event, 'port', r.port, 'toNodeId', r.to_node_id, 'until', ms(r.until), 'why', r.why) ORDER BY r.id)
             FROM trace r WHERE r.subject_id = x.id), '[]') AS trace
         FROM (${ENROLLMENT_SQL} WHERE e.id = ${wanted}) x JOIN enrollment e ON e.id = x.id JOIN lead l ON l.id = e.lead_id
         WHERE ${leadScope(caller, 'l', values)}`,
        values.list,
      ),
    );
    const words = await this.words.read();
    return {
      ...toBrief(row, words),
      lead: { id: row.lead_id, displayName: row.lead_name },
      trace: row.trace.map((entry) => ({
        ...entry,
        nodeName: words.nodeName(row.version_id, row.graph, entry.nodeId),
        sentence: words.trace(row.version_id, row.graph, entry),
      })),
    };
  }
}
