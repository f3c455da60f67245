import type { EpochMs } from '@ripen/domain';
import type { Tx } from '../db/pool';
import { type FactsContext, finishWorks } from './apply-facts';
import { readAround } from './around';
import { LATEST_WORD, loadFacts, lockLeads } from './facts.repository';
import { lastToBelong, latestCustom, latestFields } from './latest-word';
import { setCustomFields, setLeadFields, startWork } from './lead-work';
import type { LeadRow } from './lead.mapper';

/**
 * Merges an anonymous lead into another: identities, ledger, consents, submissions, enrollments and handoffs move. The older enrollment per
 * journey survives, the other ends as *merged*; an open handoff and the owner of the surviving lead win; consent becomes the most
 * restrictive; the score is derived again. False, and nothing done: `from` is known (that is a proposal for a person) or gone.
 */
export async function mergeLeads(
  tx: Tx,
  { from, into }: { from: string; into: string },
  context: FactsContext,
): Promise<boolean> {
  const locked = await lockLeads(tx, [from, into].sort());
  const loser = locked.find((lead) => lead.id === from);
  const winner = locked.find((lead) => lead.id === into);
  if (!loser || !winner || loser.known || loser.merged_into !== null || winner.merged_into !== null) return false;
  const now = await context.clock.now(tx);
  await restrictConsent(tx, { from, into, now });
  const moved = await moveEnrollments(tx, { from, into, now });
  const belongs = await lastToBelong(tx, [into, from]);
  await moveRows(tx, { from, into, now });
  await tx.query(
    `INSERT INTO ledger_entry (lead_id, kind, occurred_at, received_at, data) VALUES ($1, 'merged', instant($2), instant($2), jsonb_build_object('from', $3::uuid))`,
    [into, now, from],
  );
  await tx.query('UPDATE lead SET merged_into = $2 WHERE id = $1', [from, into]);
  const row = joined(winner, loser, belongs === loser.id || winner.company_id === null ? loser : winner);
  const around = await readAround(tx, [row]);
  const work = startWork({ was: winner, row }, around.companies.get(row.company_id ?? '') ?? null);
  setLeadFields(work.row, await latestFields(tx, into));
  setCustomFields(work.row, await latestCustom(tx, into));
  // Waits of the one look at what the other did: had the two been one from the beginning, they would have.
  const facts = await loadFacts(tx, [winner], { touchpoints: true, feedback: false });
  work.touchpoints.push(...(facts.get(into)?.touchpoints ?? []));
  await finishWorks(tx, [work], { around, now });
  await tx.query('SELECT poke($1, $2)', ['enrollment', moved]);
  return true;
}

function joined(winner: LeadRow, loser: LeadRow, { company_id }: LeadRow): LeadRow {
  return {
    ...winner,
    company_id,
    raw_points_milli: winner.raw_points_milli + loser.raw_points_milli,
    touchpoint_count: winner.touchpoint_count + loser.touchpoint_count,
    careers_count: winner.careers_count + loser.careers_count,
    last_touched_at: Math.max(winner.last_touched_at ?? 0, loser.last_touched_at ?? 0) || null,
    do_not_profile: winner.do_not_profile || loser.do_not_profile,
  };
}

interface Merging {
  readonly from: string;
  readonly into: string;
  readonly now: EpochMs;
}

/** Where one of the two said no, the answer is no. */
async function restrictConsent(tx: Tx, { from, into, now }: Merging): Promise<void> {
  await tx.query(
    `INSERT INTO consent (lead_id, purpose, channel, state, at, received_at, proof)
     SELECT $2, purpose, channel, 'withdrawn', instant($3), instant($3), '{"via":"merge","wording":null,"wordingVersion":null,"confirmedAt":null,"submissionId":null}'
     FROM (SELECT DISTINCT ON (lead_id, purpose, channel) lead_id, purpose, channel, state FROM consent WHERE lead_id IN ($1, $2)
       ORDER BY lead_id, purpose, channel, ${LATEST_WORD}) latest
     GROUP BY purpose, channel HAVING count(DISTINCT state) > 1`,
    [from, into, now],
  );
  await tx.query('UPDATE consent SET lead_id = $2 WHERE lead_id = $1', [from, into]);
}

async function moveEnrollments(tx: Tx, { from, into, now }: Merging): Promise<string[]> {
  const ended = await tx.query<{ id: string }>(
    `WITH pair AS (
       SELECT CASE WHEN a.entered_at <= b.entered_at THEN b.id ELSE a.id END AS id
       FROM enrollment a JOIN enrollment b ON b.journey_id = a.journey_id AND b.entry_key = a.entry_key AND b.lead_id = $2 WHERE a.lead_id = $1)
     UPDATE enrollment e SET entry_key = 'merged:' || e.id, status = 'ended', end_reason = CASE WHEN status = 'ended' THEN end_reason ELSE 'merged' END,
       ended_at = coalesce(ended_at, instant($3)), command = '{"do":"done"}', turn = turn + 1, deadline = NULL
     FROM pair WHERE e.id = pair.id RETURNING e.id`,
    [from, into, now],
  );
  const ids = ended.rows.map((row) => row.id);
  await tx.query('DELETE FROM token WHERE enrollment_id = ANY ($1)', [ids]);
  await tx.query(
    `UPDATE wait SET state = 'cancelled', closed_at = instant($2) WHERE enrollment_id = ANY ($1) AND state = 'open'`,
    [ids, now],
  );
  await tx.query(
    `UPDATE effect SET state = 'cancelled', code = 'merged' WHERE subject_id = ANY ($1) AND state = 'planned'`,
    [ids],
  );
  const moved = await tx.query<{ id: string }>('UPDATE enrollment SET lead_id = $2 WHERE lead_id = $1 RETURNING id', [
    from,
    into,
  ]);
  return [...new Set([...moved.rows.map((row) => row.id), ...ids])].sort();
}

const MOVED_TABLES = [
  'lead_identity',
  'ledger_entry',
  'form_submission',
  'wait',
  'effect',
  'trace',
  'feedback',
  'notification',
  'webhook_delivery',
  'mail_report',
] as const;

async function moveRows(tx: Tx, { from, into, now }: Merging): Promise<void> {
  const open = await tx.query(`SELECT 1 FROM handoff WHERE lead_id = $1 AND state <> 'closed'`, [into]);
  if (open.rowCount !== 0) {
    await tx.query(
      `UPDATE handoff SET state = 'closed', outcome = 'recycled', outcome_reason = 'merged', closed_at = instant($2), clock = NULL
       WHERE lead_id = $1 AND state <> 'closed'`,
      [from, now],
    );
  }
  await tx.query('UPDATE handoff SET lead_id = $2 WHERE lead_id = $1', [from, into]);
  await joinEventLists(tx, { from, into });
  for (const table of MOVED_TABLES) await tx.query(`UPDATE ${table} SET lead_id = $2 WHERE lead_id = $1`, [from, into]);
}

/** Who is on the list of an event by both names is on it once, with what is known of either. */
async function joinEventLists(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  await tx.query(
    `UPDATE event_person mine SET registered_at = coalesce(mine.registered_at, other.registered_at), outcome = coalesce(mine.outcome, other.outcome),
       outcome_at = coalesce(mine.outcome_at, other.outcome_at)
     FROM event_person other WHERE mine.lead_id = $2 AND other.lead_id = $1 AND other.event_id = mine.event_id`,
    [from, into],
  );
  await tx.query(
    `DELETE FROM event_person WHERE lead_id = $1 AND event_id IN (SELECT event_id FROM event_person WHERE lead_id = $2)`,
    [from, into],
  );
  await tx.query('UPDATE event_person SET lead_id = $2 WHERE lead_id = $1', [from, into]);
}
