import { compile, type CompiledJourney, graphSchema } from '@ripen/journey';
import type { Tx } from '../db/pool';

/** A journey that takes people in: live, or paused (a pause stops sends, not entries). */
export interface LiveJourney {
  readonly journeyId: string;
  readonly versionId: string;
  readonly compiled: CompiledJourney;
}

const KEPT = 200;
const versions = new Map<string, CompiledJourney>();

/** The compiled graph of a published version; versions never change, so it is compiled once per process. Null: no such version. */
export async function compiledVersion(tx: Tx, versionId: string): Promise<CompiledJourney | null> {
  const known = versions.get(versionId);
  if (known) return known;
  const { rows } = await tx.query<{ graph: unknown }>('SELECT graph FROM journey_version WHERE id = $1', [versionId]);
  if (!rows[0]) return null;
  const compiled = compile(graphSchema.parse(rows[0].graph));
  versions.set(versionId, compiled);
  const oldest = versions.keys().next();
  if (versions.size > KEPT && !oldest.done) versions.delete(oldest.value);
  return compiled;
}

export async function liveJourneys(tx: Tx): Promise<LiveJourney[]> {
  const { rows } = await tx.query<{ id: string; live_version_id: string }>({
    name: 'live-journeys',
    text: `SELECT id, live_version_id FROM journey WHERE state IN ('live', 'paused') AND live_version_id IS NOT NULL ORDER BY id`,
  });
  const found: LiveJourney[] = [];
  for (const row of rows) {
    const compiled = await compiledVersion(tx, row.live_version_id);
    if (compiled) found.push({ journeyId: row.id, versionId: row.live_version_id, compiled });
  }
  return found;
}
