import type { FactChange } from '@ripen/domain';
import type { Tx } from '../db/pool';
import type { LeadWork } from '../facts/lead-work';
import type { LeadRow } from '../facts/lead.mapper';
import type { Recorded } from '../facts/ledger.sql';
import { type Announcement, announce, type Listener } from './announce';

/** Announces what the ledger took, and who became known by it. */
export function announceRecorded(
  tx: Tx,
  listeners: readonly Listener[],
  { recorded, works }: { recorded: readonly Recorded[]; works: ReadonlyMap<string, LeadWork> },
): void {
  if (listeners.length === 0) return;
  const said = recorded.flatMap(({ change }) => {
    const work = works.get(change.leadId);
    const what = work === undefined ? null : announcementOf(change, work);
    return what === null || work === undefined
      ? []
      : [
          {
            type: what.type,
            leadId: change.leadId,
            at: change.occurredAt,
            data: { lead: leadIn(work.row), ...what.data },
          },
        ];
  });
  announce(tx, listeners, onceKnown(said));
}

/** A stage that leads moved to. */
export function announceStages(tx: Tx, listeners: readonly Listener[], works: readonly LeadWork[]): void {
  if (listeners.length === 0) return;
  const said = works.flatMap(({ row, stageMove }): Announcement[] =>
    stageMove === null
      ? []
      : [
          {
            type: 'lead.stage_changed',
            leadId: row.id,
            at: stageMove.at,
            data: { lead: leadIn(row), from: stageMove.from, to: stageMove.to },
          },
        ],
  );
  announce(tx, listeners, said);
}

/** As the receiver needs it to find the person in a system of its own. */
export function leadIn({ id, known, email, first_name, last_name, cell, stage }: LeadRow): Record<string, unknown> {
  return { id, known, email, firstName: first_name, lastName: last_name, cell, stage };
}

function announcementOf(change: FactChange, { was }: LeadWork): Pick<Announcement, 'type' | 'data'> | null {
  switch (change.kind) {
    case 'touchpoint': {
      const { type, properties, source } = change;
      return { type: `touchpoint.${type}`, data: { touchpoint: { type, properties, source } } };
    }
    case 'known':
      return was.known ? null : { type: 'lead.known', data: {} };
    case 'consent':
      return { type: `consent.${change.state}`, data: { purpose: change.purpose, channel: change.channel } };
    case 'feedback': {
      const { id, kind, reason, handoffId } = change.feedback;
      return { type: 'feedback.given', data: { feedback: { id, kind, reason, handoffId } } };
    }
    case 'handoff_closed':
      return { type: 'handoff.closed', data: { handoff: { id: change.handoffId, outcome: change.outcome } } };
    case 'fields':
    case 'points_adjusted':
    case 'owner':
      return null;
  }
}

/** A batch may say twice that somebody is known. */
function onceKnown(said: readonly Announcement[]): Announcement[] {
  const known = new Set<string | null>();
  return said.filter(({ type, leadId }) => {
    if (type !== 'lead.known') return true;
    const first = !known.has(leadId);
    known.add(leadId);
    return first;
  });
}
