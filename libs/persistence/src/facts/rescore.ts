import type { Pool } from 'pg';
import { inTransaction } from '../db/pool';
import { beginWorks, type FactsContext, finishWorks } from './apply-facts';
import { readAround } from './around';
import { lockLeads } from './facts.repository';

/**
 * Takes one chunk of the leads of a company whose fields changed, scores them again under their locks and lets triggers and waits see it.
 * The place reached is kept in the same transaction, so a crash repeats a chunk at most. False: nothing is asked for.
 */
export async function rescoreChunk(pool: Pool, context: FactsContext, chunk = 100): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const asked = await tx.query<{ company_id: string; after_lead: string | null }>(
      'SELECT company_id, after_lead FROM rescore_request ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED',
    );
    const request = asked.rows[0];
    if (!request) return false;
    const { rows } = await tx.query<{ id: string }>(
      'SELECT id FROM lead WHERE company_id = $1 AND merged_into IS NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3',
      [request.company_id, request.after_lead, chunk],
    );
    const leads = await lockLeads(
      tx,
      rows.map((row) => row.id),
    );
    const around = await readAround(tx, leads);
    const works = beginWorks(leads, around);
    await finishWorks(tx, [...works.values()], { around, now: await context.clock.now(tx) });
    if (rows.length < chunk) await tx.query('DELETE FROM rescore_request WHERE company_id = $1', [request.company_id]);
    else
      await tx.query('UPDATE rescore_request SET after_lead = $2 WHERE company_id = $1', [
        request.company_id,
        rows.at(-1)?.id,
      ]);
    return true;
  });
}
