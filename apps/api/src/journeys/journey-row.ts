import type { JourneyRow } from '@ripen/contracts';

export interface StoredJourney {
  id: string;
  name: string;
  description: string;
  state: JourneyRow['status'];
  live_number: number | null;
  active: number;
  ended: number;
  draft_changed: boolean;
  draft_saved_at: number;
}

/** Journeys that the product needs for itself are not drawn by anybody and not shown. `j` is the journey. */
export const JOURNEY_SQL = /* sql */ `
  SELECT j.id, j.name, j.description, j.state, v.number AS live_number, j.draft_saved_at,
    v.graph IS DISTINCT FROM j.draft AS draft_changed,
    (SELECT count(*) FROM enrollment e WHERE e.journey_id = j.id AND e.status <> 'ended') AS active,
    (SELECT count(*) FROM enrollment e WHERE e.journey_id = j.id AND e.status = 'ended')
      + coalesce((SELECT sum(t.amount)::bigint FROM erased_tally t JOIN journey_version g ON g.id = t.subject WHERE t.metric = 'ended' AND g.journey_id = j.id), 0) AS ended
  FROM journey j LEFT JOIN journey_version v ON v.id = j.live_version_id`;
export const VISIBLE_JOURNEY = 'j.builtin IS NULL AND j.archived_at IS NULL';

export function toJourneyRow(row: StoredJourney): JourneyRow {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    status: row.state,
    liveVersion: row.live_number,
    active: row.active,
    ended: row.ended,
    draftChanged: row.draft_changed,
    updatedAt: row.draft_saved_at,
  };
}
