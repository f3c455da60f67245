import { SUBJECT_TYPES, type SubjectType } from '@ripen/contracts/temporal';
import type { Tx } from '../db/pool';
import { GONE, tablesThatGo } from './places';
import { tallyEntries, tallyGone } from './tally.sql';
import { parametersOf, type Whom } from './whom.sql';

/** Rows that went, per table. */
export type Removed = Readonly<Record<string, number>>;

/** Entries of a long history that go in one transaction: far below the statement limit. */
const ENTRIES_AT_ONCE = 2_000;

/**
 * Removes one bounded part of a person in the caller's transaction, under the locks of the person's leads. A long history goes first, a part at
 * a time; the last part takes all the rest. Figures are added to `erased_tally` in the transaction in which the rows go that they count.
 * Journeys and handoffs that run are poked: their workflows find nothing and end.
 */
export async function removePart(tx: Tx, whom: Whom): Promise<{ removed: Removed; more: boolean }> {
  const values = parametersOf(whom);
  await tx.query(
    `SELECT 1 FROM lead WHERE id = ANY ($1::uuid[]) OR id IN (SELECT lead_id FROM form_submission WHERE lower(email) = ANY ($2::text[])) ORDER BY id FOR UPDATE`,
    values.slice(0, 2),
  );
  const early = await removeEntries(tx, whom.leadIds);
  if (early > 0) return { removed: { ledger_entry: early }, more: true };
  await tallyGone(tx, values);
  for (const type of SUBJECT_TYPES) await wake(tx, type, values);
  const removed: Record<string, number> = {};
  for (const { table, where } of tablesThatGo()) {
    const { rowCount } = await tx.query(`DELETE FROM ${table} WHERE ${where}`, values);
    if (rowCount) removed[table] = rowCount;
  }
  return { removed, more: false };
}

/** Removes the oldest part of a history that is too long to go at once; of any other it removes none. */
async function removeEntries(tx: Tx, leadIds: readonly string[]): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id::text AS id FROM ledger_entry WHERE lead_id = ANY ($1) ORDER BY id LIMIT $2',
    [leadIds, ENTRIES_AT_ONCE + 1],
  );
  if (rows.length <= ENTRIES_AT_ONCE) return 0;
  const ids = rows.slice(0, ENTRIES_AT_ONCE).map(({ id }) => id);
  await tallyEntries(tx, ids);
  await tx.query('DELETE FROM ledger_entry WHERE id = ANY ($1::bigint[])', [ids]);
  return ids.length;
}

async function wake(tx: Tx, type: SubjectType, values: readonly unknown[]): Promise<void> {
  const gone = type === 'enrollment' ? GONE.enrollments : GONE.handoffs;
  await tx.query(
    `SELECT poke('${type}', coalesce(array_agg(s.id), '{}')) FROM ${type} s WHERE s.status <> 'ended' AND s.id IN (${gone}) AND ${GONE.allGiven}`,
    [...values],
  );
}
