import type { EpochMs } from '@ripen/domain';
import type { Tx } from '../db/pool';

/** What stands instead of a text that was removed. */
const REMOVED = '–';

/** How a text is taken out of a row of somebody else; of other tables a person changes it where it stands. `$1`: the key of the row. */
const REMOVALS: Readonly<Record<string, string>> = {
  handoff_note: `UPDATE handoff_note SET text = '${REMOVED}' WHERE id::text = $1`,
  ledger_entry: `UPDATE ledger_entry SET data = data || jsonb_build_object('reason', '${REMOVED}'::text) WHERE id::text = $1 AND data ? 'reason'`,
  feedback: `UPDATE feedback SET reason = NULL, answers = '{}' WHERE id::text = $1`,
  suppression: `UPDATE suppression SET note = NULL WHERE address_hash = $1`,
  inbox_mail: `DELETE FROM inbox_mail WHERE id::text = $1`,
};

export function isRemovable(place: string): boolean {
  return Object.hasOwn(REMOVALS, place);
}

/**
 * Decides about a row that names an erased person. `removed` takes its text out, and what is stored is rewritten again. Answers the erasure;
 * null: there is no such mention, it is decided already, or its text cannot be removed from here.
 */
export async function decideMention(
  tx: Tx,
  {
    id,
    decision,
    decidedBy,
    now,
  }: { id: string; decision: 'kept' | 'removed'; decidedBy: string | null; now: EpochMs },
): Promise<{ erasureId: string; rewriteAgain: boolean } | null> {
  const { rows } = await tx.query<{ erasure_id: string; place: string; row_key: string }>(
    `UPDATE erasure_mention SET decision = $2, decided_by = $3, decided_at = instant($4)
     WHERE id = $1 AND decision = 'open' AND ($2 = 'kept' OR place = ANY ($5)) RETURNING erasure_id, place, row_key`,
    [id, decision, decidedBy, now, Object.keys(REMOVALS)],
  );
  const [mention] = rows;
  if (mention === undefined) return null;
  const removal = decision === 'removed' ? REMOVALS[mention.place] : undefined;
  if (removal === undefined) return { erasureId: mention.erasure_id, rewriteAgain: false };
  await tx.query(removal, [mention.row_key]);
  const again = await tx.query(
    `UPDATE erasure SET stage = 'rewriting', done_at = NULL, removed_in = pg_current_xact_id() WHERE id = $1 AND stage IN ('done', 'rewriting')`,
    [mention.erasure_id],
  );
  return { erasureId: mention.erasure_id, rewriteAgain: again.rowCount === 1 };
}
