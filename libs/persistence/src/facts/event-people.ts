import { createHash } from 'node:crypto';
import type { EpochMs, FactChange, Source } from '@ripen/domain';
import type { Pool } from 'pg';
import { newId } from '../db/ids';
import { inTransaction, type Tx } from '../db/pool';
import { applyFacts, type FactsContext } from './apply-facts';
import { lockCompaniesFirst } from './companies';
import { claimAddress, resolveLeads } from './identity';

type EventKind = 'webinar' | 'trade_fair';
/** Where somebody stands with an event. */
export type EventState = 'registered' | 'attended' | 'no_show';

/** Somebody as a list or a badge names them; an empty text is not known. */
export interface EventGuest {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly position: string;
  readonly at?: EpochMs | null | undefined;
}

export interface GuestsTaken {
  readonly added: number;
  readonly unchanged: number;
  readonly newLeads: number;
}

const TYPES: Readonly<Record<EventKind, Readonly<Record<EventState, string>>>> = {
  webinar: { registered: 'webinar_registered', attended: 'webinar_attended', no_show: 'webinar_missed' },
  trade_fair: { registered: 'trade_fair_registered', attended: 'trade_fair_visited', no_show: 'trade_fair_missed' },
};
const BY_LIST: Source = { channel: 'event', campaign: null, referrer: null };
/** People per transaction: each stays far below the statement limit. */
const CHUNK = 25;

interface EventFacts {
  id: string;
  kind: EventKind;
  name: { de: string; en: string };
  starts_at: EpochMs;
  ends_at: EpochMs;
}

async function eventFacts(tx: Tx, eventId: string): Promise<EventFacts | null> {
  const { rows } = await tx.query<EventFacts>('SELECT id, kind, name, starts_at, ends_at FROM event WHERE id = $1', [
    eventId,
  ]);
  return rows[0] ?? null;
}

/** Puts a lead on the list of an event, and answers the touchpoint for it: once, however often it is asked. Locks the lead. */
export async function registrationFor(
  tx: Tx,
  { eventId, leadId, at, source }: { eventId: string; leadId: string; at: EpochMs; source: Source },
): Promise<FactChange[]> {
  const event = await eventFacts(tx, eventId);
  if (event === null) return [];
  await tx.query('SELECT 1 FROM lead WHERE id = $1 FOR UPDATE', [leadId]);
  const seat = await takeSeat(tx, { eventId, leadId, state: 'registered', at, by: 'form' });
  return [touchpointOf(event, { leadId, state: 'registered', at, source, personId: seat.id })];
}

/**
 * Adds people to an event by hand or from a list. Found by their address, or within this event by name and company; who is found nowhere
 * becomes a known lead without any consent. The same list again changes nothing. Null: there is no such event.
 */
export async function addToEvent(
  pool: Pool,
  input: { eventId: string; state: EventState; by: 'hand' | 'list'; guests: readonly EventGuest[] },
  context: FactsContext,
): Promise<GuestsTaken | null> {
  let [added, unchanged, newLeads] = [0, 0, 0];
  for (let start = 0; start < input.guests.length; start += CHUNK) {
    const part = { ...input, guests: input.guests.slice(start, start + CHUNK) };
    const taken = await inTransaction(pool, (tx) => addChunk(tx, part, context));
    if (taken === null) return null;
    added += taken.added;
    unchanged += taken.unchanged;
    newLeads += taken.newLeads;
  }
  return { added, unchanged, newLeads };
}

async function addChunk(
  tx: Tx,
  {
    eventId,
    state,
    by,
    guests,
  }: { eventId: string; state: EventState; by: 'hand' | 'list'; guests: readonly EventGuest[] },
  context: FactsContext,
): Promise<GuestsTaken | null> {
  // One list of an event at a time: two of them may name the same new person.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`event:${eventId}`]);
  const event = await eventFacts(tx, eventId);
  if (event === null) return null;
  await lockCompaniesFirst(
    tx,
    guests.flatMap((guest) => saidOf(guest)),
  );
  const met: { guest: EventGuest; leadId: string; isNew: boolean }[] = [];
  for (const guest of guests) met.push({ guest, ...(await leadOf(tx, { eventId, guest }, context)) });
  const leadIds = met.map(({ leadId }) => leadId).sort();
  await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [leadIds]);
  const now = await context.clock.now(tx);
  const facts: FactChange[] = [];
  let [added, newLeads] = [0, 0];
  for (const { guest, leadId, isNew } of met) {
    const at = Math.min(now, guest.at ?? (state === 'registered' ? now : event.starts_at));
    if (isNew) {
      newLeads += 1;
      facts.push(...introduced(guest, leadId, at));
    }
    const seat = await takeSeat(tx, { eventId, leadId, state, at, by });
    if (seat.changed) added += 1;
    facts.push(touchpointOf(event, { leadId, state, at, source: BY_LIST, personId: seat.id }));
  }
  await applyFacts(tx, facts, context);
  return { added, unchanged: guests.length - added, newLeads };
}

function saidOf({ company, email }: EventGuest) {
  return company === '' ? [] : [{ company: { name: company }, leadIds: [], address: email === '' ? null : email }];
}

async function leadOf(
  tx: Tx,
  { eventId, guest }: { eventId: string; guest: EventGuest },
  context: FactsContext,
): Promise<{ leadId: string; isNew: boolean }> {
  if (guest.email !== '') {
    const { rows } = await tx.query<{ id: string; known: boolean }>(
      'SELECT id, known FROM lead WHERE lower(email) = lower($1) AND merged_into IS NULL',
      [guest.email],
    );
    if (rows[0]) return { leadId: rows[0].id, isNew: !rows[0].known };
  }
  const userId = guest.email === '' ? `badge:${eventId}:${badgeKey(guest)}` : `guest:${newId()}`;
  const before = await tx.query(`SELECT 1 FROM lead_identity WHERE kind = 'user' AND value = $1`, [userId]);
  const [leadId] = await resolveLeads(tx, [{ anonymousId: null, userId }], context);
  if (leadId === undefined) throw new TypeError('a guest has no lead');
  if (guest.email !== '') await claimAddress(tx, { leadId, email: guest.email }, context);
  return { leadId, isNew: before.rowCount === 0 };
}

/** A badge without an address is known by what is printed on it. */
function badgeKey({ firstName, lastName, company }: EventGuest): string {
  const printed = [firstName, lastName, company].map((part) => part.trim().toLowerCase()).join('\n');
  return createHash('sha256').update(printed).digest('base64url').slice(0, 22);
}

function introduced(
  { email, firstName, lastName, position, company }: EventGuest,
  leadId: string,
  at: EpochMs,
): FactChange[] {
  const said = Object.entries({ email, firstName, lastName, position }).filter(([, value]) => value !== '');
  return [
    {
      kind: 'fields',
      leadId,
      occurredAt: at,
      dedupeKey: null,
      lead: Object.fromEntries(said),
      company: company === '' ? null : { name: company },
    },
    { kind: 'known', leadId, occurredAt: at, dedupeKey: null },
  ];
}

interface Seat {
  readonly eventId: string;
  readonly leadId: string;
  readonly state: EventState;
  readonly at: EpochMs;
  readonly by: 'form' | 'hand' | 'list';
}

async function takeSeat(tx: Tx, { eventId, leadId, state, at, by }: Seat): Promise<{ id: string; changed: boolean }> {
  const before = await tx.query<{ id: string; registered_at: EpochMs | null; outcome: string | null }>(
    'SELECT id, registered_at, outcome FROM event_person WHERE event_id = $1 AND lead_id = $2 FOR UPDATE',
    [eventId, leadId],
  );
  const found = before.rows[0];
  const id = found?.id ?? newId();
  if (!found)
    await tx.query('INSERT INTO event_person (id, event_id, lead_id, source) VALUES ($1, $2, $3, $4)', [
      id,
      eventId,
      leadId,
      by,
    ]);
  if (state === 'registered') {
    await tx.query('UPDATE event_person SET registered_at = coalesce(registered_at, instant($2)) WHERE id = $1', [
      id,
      at,
    ]);
    return { id, changed: !found || found.registered_at === null };
  }
  if (found?.outcome === state) return { id, changed: false };
  await tx.query('UPDATE event_person SET outcome = $2, outcome_at = instant($3) WHERE id = $1', [id, state, at]);
  return { id, changed: true };
}

interface Happened {
  readonly leadId: string;
  readonly state: EventState;
  readonly at: EpochMs;
  readonly source: Source;
  readonly personId: string;
}

function touchpointOf(event: EventFacts, { leadId, state, at, source, personId }: Happened): FactChange {
  return {
    kind: 'touchpoint',
    leadId,
    occurredAt: at,
    dedupeKey: `event:${personId}:${state}`,
    type: TYPES[event.kind][state],
    properties: { eventId: event.id, name: event.name.de },
    source,
    enrollmentId: null,
  };
}

/** Says of people on the list that they came, or did not. Who is not on it is passed over. */
export async function settleEventPeople(
  pool: Pool,
  { eventId, state, personIds }: { eventId: string; state: 'attended' | 'no_show'; personIds: readonly string[] },
  context: FactsContext,
): Promise<GuestsTaken | null> {
  let [added, unchanged] = [0, 0];
  for (let start = 0; start < personIds.length; start += CHUNK) {
    const ids = personIds.slice(start, start + CHUNK);
    const changed = await inTransaction(pool, (tx) => settleChunk(tx, { eventId, state, ids }, context));
    if (changed === null) return null;
    added += changed;
    unchanged += ids.length - changed;
  }
  return { added, unchanged, newLeads: 0 };
}

async function settleChunk(
  tx: Tx,
  { eventId, state, ids }: { eventId: string; state: 'attended' | 'no_show'; ids: readonly string[] },
  context: FactsContext,
): Promise<number | null> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`event:${eventId}`]);
  const event = await eventFacts(tx, eventId);
  if (event === null) return null;
  const { rows } = await tx.query<{ lead_id: string }>(
    `SELECT l.id AS lead_id FROM event_person p JOIN lead l ON l.id = p.lead_id WHERE p.event_id = $1 AND p.id = ANY ($2) ORDER BY l.id FOR UPDATE OF l`,
    [eventId, ids],
  );
  const now = await context.clock.now(tx);
  const at = Math.min(now, event.starts_at);
  const facts: FactChange[] = [];
  let changed = 0;
  for (const { lead_id: leadId } of rows) {
    const seat = await takeSeat(tx, { eventId, leadId, state, at, by: 'hand' });
    if (seat.changed) changed += 1;
    facts.push(touchpointOf(event, { leadId, state, at, source: BY_LIST, personId: seat.id }));
  }
  await applyFacts(tx, facts, context);
  return changed;
}
