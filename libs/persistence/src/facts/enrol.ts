import type { EpochMs, LeadFacts } from '@ripen/domain';
import { type CompiledJourney, entryKey, matchTrigger, type TriggerEvent } from '@ripen/journey';
import { newId } from '../db/ids';
import type { Tx } from '../db/pool';
import type { LiveJourney } from '../loop/journey.repository';
import { loadFacts } from './facts.repository';
import type { LeadWork } from './lead-work';

/** A lead that is about to enter a journey. */
export interface Entry {
  readonly journeyId: string;
  readonly versionId: string;
  readonly leadId: string;
  /** '' where re-entry is never; otherwise the fact that keys the entry. */
  readonly entryKey: string;
  readonly nodeId: string;
  readonly submissionId: string | null;
}

/** Begins every live journey that has a trigger for what just happened. Returns the new enrollments; the caller pokes them. */
export async function enrolByEvents(
  tx: Tx,
  works: readonly LeadWork[],
  { journeys, now }: { journeys: readonly LiveJourney[]; now: EpochMs },
): Promise<string[]> {
  const eventful = works.filter((work) => work.events.length > 0);
  const heard = eventful.filter((work) =>
    journeys.some(({ compiled }) => work.events.some((event) => hears(compiled, event))),
  );
  if (heard.length === 0) return [];
  const touchpoints = journeys.some(({ compiled }) => compiled.triggerNeeds.touchpoints);
  const facts = await loadFacts(
    tx,
    heard.map((work) => work.row),
    { touchpoints, feedback: false },
  );
  const entries = heard.flatMap((work) => {
    const known = facts.get(work.row.id);
    return known ? journeys.flatMap((journey) => entriesOf(journey, work.events, known, now)) : [];
  });
  return insertEnrollments(tx, entries, now);
}

function hears(compiled: CompiledJourney, event: TriggerEvent): boolean {
  return compiled.triggers.some(({ config }) => config.on === event.on);
}

function entriesOf(
  { journeyId, versionId, compiled }: LiveJourney,
  events: readonly TriggerEvent[],
  facts: LeadFacts,
  now: EpochMs,
): Entry[] {
  return events.flatMap((event) => {
    const trigger = compiled.triggers.find(({ config }) => matchTrigger(config, event, facts, now));
    if (!trigger) return [];
    const submissionId = event.on === 'submission' ? event.submissionId : null;
    return [
      {
        journeyId,
        versionId,
        leadId: facts.lead.id,
        entryKey: entryKey(trigger.config, event),
        nodeId: trigger.nodeId,
        submissionId,
      },
    ];
  });
}

/**
 * Inserts enrollments, each with its one token ready at the trigger, born with turn 0 and *wait, no deadline*. Who is or was in the
 * journey under the same key is left as is. Returns the ids that are new; the caller, who holds the leads' locks, pokes them.
 */
export async function insertEnrollments(tx: Tx, entries: readonly Entry[], now: EpochMs): Promise<string[]> {
  if (entries.length === 0) return [];
  const records = entries.map((entry) => ({ id: newId(), ...entry }));
  const { rows } = await tx.query<{ id: string }>({
    name: 'insert-enrollments',
    text: `WITH born AS (
        INSERT INTO enrollment (id, journey_id, version_id, lead_id, entry_key, submission_id, entered_at)
        SELECT x.id, x."journeyId", x."versionId", x."leadId", x."entryKey", x."submissionId", instant($2)
        FROM jsonb_to_recordset($1) AS x(id uuid, "journeyId" uuid, "versionId" uuid, "leadId" uuid, "entryKey" text, "submissionId" uuid)
        ON CONFLICT (journey_id, lead_id, entry_key) DO NOTHING RETURNING id, journey_id),
      standing AS (
        INSERT INTO token (enrollment_id, id, journey_id, node_id, visit, phase, since)
        SELECT born.id, 1, born.journey_id, x."nodeId", 1, 'ready', instant($2)
        FROM born JOIN jsonb_to_recordset($1) AS x(id uuid, "nodeId" text) ON x.id = born.id)
      SELECT id FROM born`,
    values: [JSON.stringify(records), now],
  });
  return rows.map((row) => row.id);
}
