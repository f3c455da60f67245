import type { Tx } from '../db/pool';
import type { FactsContext } from './apply-facts';
import { proposeMerge } from './identity';
import { mergeLeads } from './merge';

/**
 * Joins the people whom another id names, as a visitor or as a user, to a lead. Whoever of two is not known goes into the other; two who are known stay
 * two, and the proposal to merge them is kept for a person: the key that says so is public.
 */
export async function joinAlias(
  tx: Tx,
  { previousId, leadId }: { previousId: string; leadId: string },
  context: FactsContext,
): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT DISTINCT coalesce(l.merged_into, l.id) AS id FROM lead_identity i JOIN lead l ON l.id = i.lead_id
     WHERE i.value = $1 AND i.kind IN ('anonymous', 'user') ORDER BY id`,
    [previousId],
  );
  let into = await survivor(tx, leadId);
  for (const { id } of rows) {
    if (id === into) continue;
    if (await mergeLeads(tx, { from: id, into }, context)) continue;
    if (await mergeLeads(tx, { from: into, into: id }, context)) into = id;
    else await proposeMerge(tx, into, id);
  }
}

async function survivor(tx: Tx, leadId: string): Promise<string> {
  const { rows } = await tx.query<{ id: string }>('SELECT coalesce(merged_into, id) AS id FROM lead WHERE id = $1', [
    leadId,
  ]);
  return rows[0]?.id ?? leadId;
}
