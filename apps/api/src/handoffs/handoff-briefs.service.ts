import { Injectable } from '@nestjs/common';
import type { HandoffBrief } from '@ripen/contracts';
import { Database } from '../database/database';
import { HANDOFF_BRIEF_COLUMNS, HANDOFF_BRIEF_JOINS, type HandoffBriefRow, toHandoffBrief } from './handoff-sql';

@Injectable()
export class HandoffBriefsService {
  constructor(private readonly database: Database) {}

  /** All handoffs of a lead that the caller may see, newest first. */
  async ofLead(leadId: string): Promise<HandoffBrief[]> {
    const rows = await this.database.rows<HandoffBriefRow & { now: number }>(
      `SELECT ${HANDOFF_BRIEF_COLUMNS}, ms(clock_timestamp()) AS now FROM handoff h ${HANDOFF_BRIEF_JOINS} WHERE h.lead_id = $1 ORDER BY h.created_at DESC, h.id DESC`,
      [leadId],
    );
    return rows.map((row) => toHandoffBrief(row, row.now));
  }
}
