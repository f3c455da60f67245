import type { Tx } from '../db/pool';

/**
 * Lets the claim look again at mails of a lead that it had put off, whatever has changed: it holds them again, drops them or sends them. Called under the
 * lead's lock.
 */
export async function releaseHeld(tx: Tx, leadId: string): Promise<void> {
  const { rows } = await tx.query<{ subject_id: string }>(
    `UPDATE effect SET not_before = NULL, held_until = NULL WHERE lead_id = $1 AND state = 'planned' AND held_until IS NOT NULL RETURNING subject_id`,
    [leadId],
  );
  await tx.query('SELECT poke($1, $2)', ['enrollment', [...new Set(rows.map((row) => row.subject_id))]]);
}
