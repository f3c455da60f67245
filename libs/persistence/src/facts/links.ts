import type { Pool } from 'pg';
import { inTransaction } from '../db/pool';
import { applyFacts, type FactsContext } from './apply-facts';

/** A click on a tracked link of a journey's mail: a touchpoint of the lead, once per link and mail. */
export async function recordClick(
  pool: Pool,
  click: { effectId: string; link: number; url: string },
  context: FactsContext,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ lead_id: string; subject_id: string; node_id: string | null }>(
      `SELECT lead_id, subject_id, node_id FROM effect WHERE id = $1 AND subject_type = 'enrollment'`,
      [click.effectId],
    );
    const effect = rows[0];
    if (!effect) return false;
    await applyFacts(
      tx,
      [
        {
          kind: 'touchpoint',
          leadId: effect.lead_id,
          occurredAt: await context.clock.now(tx),
          dedupeKey: `click:${click.effectId}:${click.link}`,
          type: 'email_link_clicked',
          properties: { url: click.url, nodeId: effect.node_id },
          source: { channel: 'email', campaign: null, referrer: null },
          enrollmentId: effect.subject_id,
        },
      ],
      context,
    );
    return true;
  });
}
