import type { EpochMs } from '@ripen/domain';
import type { Handoff } from '@ripen/handoff';
import type { Tx } from '../db/pool';
import { announce, type Announcement, webhookListeners } from './announce';

/** Announces that a handoff was offered to a rep, or accepted. That it was closed is a fact of the ledger and announced there. */
export async function announceHandoff(tx: Tx, before: Handoff, after: Handoff, now: EpochMs): Promise<void> {
  const offered = after.offers.length > before.offers.length;
  const accepted = before.acceptedAt === null && after.acceptedAt !== null;
  if (!offered && !accepted) return;
  const { id, leadId, ownerId, state } = after;
  const base = { leadId, at: now, data: { lead: { id: leadId }, handoff: { id, state, ownerId } } };
  const said: Announcement[] = [
    ...(offered ? [{ ...base, type: 'handoff.offered' as const }] : []),
    ...(accepted ? [{ ...base, type: 'handoff.accepted' as const }] : []),
  ];
  announce(tx, await webhookListeners(tx), said);
}
