import { Injectable } from '@nestjs/common';
import type { NodeCounts } from '@ripen/contracts';
import { Database } from '../database/database';

const KEPT_MS = 1_000;
/** Keeps a count to the enrollments of version number $2. */
const ONE_VERSION = 'AND e.version_id = (SELECT v.id FROM journey_version v WHERE v.journey_id = $1 AND v.number = $2)';

/** What people who were erased since had counted for in the versions of journey $1. */
const erasedPerNode = (metric: 'passed' | 'failed', version: number | null): string =>
  `SELECT t.detail AS node_id, t.amount AS people FROM erased_tally t JOIN journey_version v ON v.id = t.subject
   WHERE t.metric = '${metric}' AND v.journey_id = $1 ${version === null ? '' : 'AND v.number = $2'}`;
const erasedEnded = (version: number | null): string =>
  `coalesce((SELECT sum(t.amount)::bigint FROM erased_tally t JOIN journey_version v ON v.id = t.subject
    WHERE t.metric = 'ended' AND v.journey_id = $1 ${version === null ? '' : 'AND v.number = $2'}), 0)`;

/** People per node, of all versions of a journey or of one. All who look at the same share one count a second. */
@Injectable()
export class CountsService {
  private readonly kept = new Map<string, { at: number; counts: Promise<NodeCounts> }>();

  constructor(private readonly database: Database) {}

  get(journeyId: string, version?: number): Promise<NodeCounts> {
    const now = Date.now();
    const key = `${journeyId} ${version ?? 'all'}`;
    const known = this.kept.get(key);
    if (known && Math.abs(now - known.at) < KEPT_MS) return known.counts;
    const counts = this.count(journeyId, version ?? null, now).then(async (fresh) =>
      unlessSame(fresh, await known?.counts.catch(() => undefined)),
    );
    this.kept.set(key, { at: now, counts });
    counts.catch(() => this.kept.delete(key));
    for (const [id, { at }] of this.kept) if (now - at > KEPT_MS * 60) this.kept.delete(id);
    return counts;
  }

  private async count(journeyId: string, version: number | null, at: number): Promise<NodeCounts> {
    const which = version === null ? '' : ONE_VERSION;
    const values = version === null ? [journeyId] : [journeyId, version];
    const [totals, here, passed, failed] = await Promise.all([
      this.database.row<{ active: number; ended: number }>(
        `SELECT count(*) FILTER (WHERE status <> 'ended') AS active, count(*) FILTER (WHERE status = 'ended') + ${erasedEnded(version)} AS ended FROM enrollment e WHERE e.journey_id = $1 ${which}`,
        values,
      ),
      this.perNode(
        `SELECT t.node_id, count(*) AS people FROM token t ${version === null ? '' : 'JOIN enrollment e ON e.id = t.enrollment_id'}
         WHERE t.journey_id = $1 ${which} GROUP BY t.node_id`,
        values,
      ),
      this.perNode(
        `SELECT node_id, sum(people)::bigint AS people FROM (
           SELECT r.node_id, count(DISTINCT (r.subject_id, r.visit)) AS people FROM enrollment e JOIN trace r ON r.subject_id = e.id
           WHERE e.journey_id = $1 ${which} AND r.node_id IS NOT NULL AND (r.to_node_id IS NOT NULL OR r.event = 'ended') GROUP BY r.node_id
           UNION ALL ${erasedPerNode('passed', version)}) x GROUP BY node_id`,
        values,
      ),
      this.perNode(
        `SELECT node_id, sum(people)::bigint AS people FROM (
           SELECT f.node_id, count(*) AS people FROM enrollment e JOIN effect f ON f.subject_id = e.id
           WHERE e.journey_id = $1 ${which} AND f.state IN ('failed', 'unknown') AND f.node_id IS NOT NULL GROUP BY f.node_id
           UNION ALL ${erasedPerNode('failed', version)}) x GROUP BY node_id`,
        values,
      ),
    ]);
    const ids = new Set([...here.keys(), ...passed.keys(), ...failed.keys()]);
    const nodes = Object.fromEntries(
      [...ids]
        .sort()
        .map((id) => [id, { here: here.get(id) ?? 0, passed: passed.get(id) ?? 0, failed: failed.get(id) ?? 0 }]),
    );
    return { at, active: totals?.active ?? 0, ended: totals?.ended ?? 0, nodes };
  }

  private async perNode(sql: string, values: readonly unknown[]): Promise<Map<string, number>> {
    const rows = await this.database.rows<{ node_id: string; people: number }>(sql, values);
    return new Map(rows.map((row) => [row.node_id, row.people]));
  }
}

/** `at` says since when the figures hold, so that a stream is silent while nothing changes. */
function unlessSame(fresh: NodeCounts, before: NodeCounts | undefined): NodeCounts {
  return before !== undefined && JSON.stringify({ ...before, at: 0 }) === JSON.stringify({ ...fresh, at: 0 })
    ? before
    : fresh;
}
