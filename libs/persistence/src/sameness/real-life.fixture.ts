import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { LoopDriver } from '../crash/loop-driver.fixture';
import { inTransaction } from '../db/pool';
import { insertEnrollments } from '../facts/enrol';
import { published } from '../stage.fixture';
import { carryOutDeed, type Setting } from './deed.fixture';
import { fateOf, touchpointId } from './life.fixture';
import type { Seen } from './pure-life.fixture';
import type { RawLine } from './trace.fixture';

/**
 * Plays a life on real tables: `step`, claims, outcomes and `applyFacts`, with a driver where Temporal stands. The lines of the enrollment,
 * then those of each handoff.
 */
export async function playReal(
  pool: Pool,
  { begins, ...place }: Omit<Setting, 'context'> & { readonly begins: EpochMs },
): Promise<RawLine[][]> {
  const { life, leadId } = place;
  let attempts = 0;
  const driver = new LoopDriver({
    ...{ pool, still: pool, dies: false, frozenAt: begins },
    fate: ({ kind, to }) => (kind === 'notify' ? { outcome: 'sent' } : fateOf(life, (attempts += 1), to.email)),
  });
  const version = await published(pool, life.graph);
  await inTransaction(pool, async (tx) => {
    const entry = { ...version, leadId, nodeId: 'start', entryKey: '', submissionId: null };
    await tx.query('SELECT poke($1, $2)', ['enrollment', await insertEnrollments(tx, [entry], begins)]);
  });
  await driver.settle();
  for (const [index, { afterMs }] of life.happenings.entries()) {
    await driver.pass(afterMs);
    await carryOutDeed(pool, { ...place, context: driver.context }, index, driver.now());
    await driver.settle();
  }
  await driver.pass(life.restMs);
  await pool.query('UPDATE journey SET live_version_id = NULL WHERE id = $1', [version.journeyId]);
  return linesOf(pool, leadId);
}

/** Ledger ids are told as the keys of what they keep: the other side has no ledger. */
const LINES = /* sql */ `
SELECT subject_id, ms(at) AS at, node_id AS "nodeId", visit, event, port, to_node_id AS "toNodeId", ms(until) AS until, actor_id AS "actorId",
  CASE WHEN why ->> 'by' ~ '^[0-9]+$' THEN why || jsonb_build_object('by', (SELECT dedupe_key FROM ledger_entry WHERE id = (why ->> 'by')::bigint)) ELSE why END AS why
FROM trace WHERE lead_id = $1 ORDER BY subject_type, subject_id, id`;

/** A lead's traces: of its enrollment, then of each handoff. */
export async function linesOf(pool: Pool, leadId: string): Promise<RawLine[][]> {
  const { rows } = await pool.query<RawLine & { subject_id: string }>(LINES, [leadId]);
  return [...Map.groupBy(rows, ({ subject_id }) => subject_id).values()];
}

/** Turns, marks and facts of a lead by the instants at which they had its lock. What people did to a mail or a handoff is a line of its trace. */
const SEEN = /* sql */ `
SELECT ms(at) AS at, CASE WHEN event = 'decided' OR turn = 0 THEN 'deed' WHEN subject_type = 'handoff' THEN 'sales' ELSE 'turn' END AS what,
  NULL AS key, NULL::bigint AS "occurredAt", subject_type AS about, turn, min(id) AS line
FROM trace WHERE lead_id = $1 GROUP BY at, turn, subject_type, event = 'decided'
UNION ALL SELECT ms(data_at), 'body', NULL, NULL, 'enrollment', 0, 0 FROM effect WHERE lead_id = $1 AND subject_type = 'enrollment' AND data_at IS NOT NULL
UNION ALL SELECT ms(received_at), 'deed', dedupe_key, ms(occurred_at), 'lead', 0, 0 FROM ledger_entry WHERE lead_id = $1 AND dedupe_key LIKE 'deed:%'
ORDER BY at, line`;

interface SeenRow {
  at: EpochMs;
  what: Seen['what'];
  key: string | null;
  occurredAt: EpochMs | null;
  about: 'enrollment' | 'handoff' | 'lead';
}

/** What was seen of a life that Temporal carried. `taken`: when those deeds were asked for that were not refused. */
export async function seenOf(
  pool: Pool,
  { life, leadId }: Pick<Setting, 'life' | 'leadId'>,
  taken: ReadonlyMap<number, EpochMs>,
): Promise<Seen[]> {
  const { rows } = await pool.query<SeenRow>(SEEN, [leadId]);
  const done = [...taken.keys()];
  const byHand = (does: 'decides' | 'sells'): number[] =>
    done.filter((index) => life.happenings[index]?.deed.does === does);
  const left = { enrollment: byHand('decides'), handoff: byHand('sells') };
  return rows.map(({ at, what, key, occurredAt, about }): Seen => {
    if (what !== 'deed') return { at, what };
    const index = about === 'lead' ? done.find((one) => touchpointId(life, one) === key) : left[about].shift();
    if (index === undefined) throw new Error('something was done that nobody did');
    return { at, what, index, occurredAt: occurredAt ?? taken.get(index) ?? at };
  });
}
