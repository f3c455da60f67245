import type { EnrollmentBrief, Standing } from '@ripen/contracts';
import type { EpochMs } from '@ripen/domain';
import type { AwaitedEvent } from '@ripen/journey';
import type { JourneyWords } from '../journeys/journey-words.service';

/** Where a token stands, with the wait that is open there. */
export interface StandingRow {
  readonly nodeId: string;
  readonly phase: Standing['phase'];
  readonly events: readonly AwaitedEvent[] | null;
  readonly until: EpochMs | null;
}

export interface EnrollmentRow {
  id: string;
  journey_id: string;
  journey_name: string;
  version_id: string;
  number: number;
  graph: unknown;
  status: EnrollmentBrief['status'];
  entered_at: EpochMs;
  ended_at: EpochMs | null;
  reason: string | null;
  standing: StandingRow[];
}

/** Where each token stands; `e` is the enrollment. */
export const STANDING_SQL = `coalesce((SELECT jsonb_agg(jsonb_build_object('nodeId', t.node_id, 'phase', t.phase, 'events', w.events, 'until', ms(w.deadline)) ORDER BY t.id)
    FROM token t LEFT JOIN wait w ON w.enrollment_id = t.enrollment_id AND w.visit = t.visit AND w.state = 'open' WHERE t.enrollment_id = e.id), '[]')`;

export const ENROLLMENT_SQL = /* sql */ `
  SELECT e.id, e.journey_id, j.name AS journey_name, e.version_id, v.number, v.graph, e.status, e.entered_at, e.ended_at,
    coalesce(e.end_reason, e.park_reason) AS reason, ${STANDING_SQL} AS standing
  FROM enrollment e JOIN journey j ON j.id = e.journey_id JOIN journey_version v ON v.id = e.version_id`;

export function toBrief(row: EnrollmentRow, words: JourneyWords): EnrollmentBrief {
  return {
    id: row.id,
    journeyId: row.journey_id,
    journeyName: row.journey_name,
    version: row.number,
    status: row.status,
    enteredAt: row.entered_at,
    endedAt: row.ended_at,
    reason: row.reason,
    standing: row.standing.map((standing) => words.standing(row.version_id, row.graph, standing)),
  };
}
