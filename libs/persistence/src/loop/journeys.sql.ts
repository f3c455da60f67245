import type { JourneyGraph } from '@ripen/journey';
import { newId } from '../db/ids';
import type { Tx } from '../db/pool';

/** A new journey in state *draft*. `builtin` names the ones that the product itself needs, once each. */
export async function createJourney(
  tx: Tx,
  journey: {
    name: string;
    description?: string;
    graph: JourneyGraph;
    builtin?: string | null;
    sample?: boolean;
    userId: string | null;
  },
): Promise<string> {
  const id = newId();
  await tx.query(
    'INSERT INTO journey (id, name, description, draft, builtin, sample, draft_saved_by) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [
      id,
      journey.name,
      journey.description ?? '',
      journey.graph,
      journey.builtin ?? null,
      journey.sample ?? false,
      journey.userId,
    ],
  );
  return id;
}

/**
 * Makes the draft an immutable version and takes people in by it from this commit on. People inside finish their own version. The caller has
 * linted the draft. Null: no such journey. A paused journey stays paused.
 */
export async function publishJourney(
  tx: Tx,
  input: { journeyId: string; userId: string | null; comment: string },
): Promise<{ versionId: string; number: number } | null> {
  const locked = await tx.query<{ draft: JourneyGraph }>('SELECT draft FROM journey WHERE id = $1 FOR UPDATE', [
    input.journeyId,
  ]);
  const journey = locked.rows[0];
  if (!journey) return null;
  const { rows } = await tx.query<{ id: string; number: number }>(
    `INSERT INTO journey_version (id, journey_id, number, graph, comment, published_by)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5 FROM journey_version WHERE journey_id = $2 RETURNING id, number`,
    [newId(), input.journeyId, journey.draft, input.comment, input.userId],
  );
  const version = rows[0];
  if (!version) return null;
  await tx.query(
    `UPDATE journey SET live_version_id = $2, state = CASE WHEN state = 'paused' THEN 'paused' ELSE 'live' END WHERE id = $1`,
    [input.journeyId, version.id],
  );
  return { versionId: version.id, number: version.number };
}

/** Stops claims at once: planned effects stay planned, waits and deadlines go on. False: it was not live. */
export async function pauseJourney(tx: Tx, journeyId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`UPDATE journey SET state = 'paused' WHERE id = $1 AND state = 'live'`, [
    journeyId,
  ]);
  return rowCount === 1;
}

/** Lets claims go on and pokes everybody who has something planned. False: it was not paused. */
export async function resumeJourney(tx: Tx, journeyId: string): Promise<boolean> {
  const { rowCount } = await tx.query(`UPDATE journey SET state = 'live' WHERE id = $1 AND state = 'paused'`, [
    journeyId,
  ]);
  if (rowCount !== 1) return false;
  await tx.query(
    `SELECT poke('enrollment', coalesce(array_agg(DISTINCT e.id), '{}')) FROM enrollment e JOIN effect f ON f.subject_id = e.id AND f.state = 'planned'
     WHERE e.journey_id = $1 AND e.status = 'active'`,
    [journeyId],
  );
  return true;
}
