import { newId } from '../db/ids';
import type { Tx } from '../db/pool';
import type { FactsContext } from './apply-facts';
import { leadColumns, type LeadRow } from './lead.mapper';
import { mergeLeads } from './merge';

/** Who an event is about, by the sender's words. At least one is set. */
export interface IdentityRef {
  readonly anonymousId: string | null;
  readonly userId: string | null;
}

/** The leads, at most two, whom an event's words name and who are there already. */
export type LeadsOf = (ref: IdentityRef) => string[];

/** `kind:value`, the key of one identity. */
function keyOf(kind: 'anonymous' | 'user', value: string): string {
  return `${kind}:${value}`;
}

/**
 * Resolves identities to leads, making anonymous leads for those never seen. Where an event names both a visitor and a user, the visitor's
 * lead is merged into the user's (anonymous → known only). Returns lead ids in the order of `refs`. `beforeLocks` runs
 * when it is known whose leads are there already, and none of them is locked yet.
 */
export async function resolveLeads(
  tx: Tx,
  refs: readonly IdentityRef[],
  context: FactsContext,
  beforeLocks?: (leadsOf: LeadsOf) => Promise<void>,
): Promise<string[]> {
  const wanted = wantedKeys(refs);
  const known = await lookUp(tx, wanted);
  await beforeLocks?.((ref) => keysOf(ref).flatMap((key) => known.get(key) ?? []));
  await makeMissing(
    tx,
    wanted.filter((key) => !known.has(key)),
    refs,
    known,
  );
  for (const ref of refs) {
    if (ref.anonymousId === null || ref.userId === null) continue;
    const visitor = known.get(keyOf('anonymous', ref.anonymousId));
    const user = known.get(keyOf('user', ref.userId));
    if (visitor === undefined || user === undefined || visitor === user) continue;
    // Whichever of the two nobody knows yet goes into the other: which of them was made known first must not matter.
    if (await mergeLeads(tx, { from: visitor, into: user }, context)) replace(known, visitor, user);
    else if (await mergeLeads(tx, { from: user, into: visitor }, context)) replace(known, user, visitor);
  }
  return refs.map((ref) => {
    const id = known.get(ref.userId !== null ? keyOf('user', ref.userId) : keyOf('anonymous', ref.anonymousId ?? ''));
    if (id === undefined) throw new TypeError('an event without anonymousId and userId reached resolveLeads');
    return id;
  });
}

/** Leads under their locks, and the lead of each event in the order of the events. */
export interface LockedPeople {
  readonly leads: readonly LeadRow[];
  readonly leadOf: readonly string[];
}

/**
 * Locks the leads of identities, in ascending order of their ids, where every one of them is known; else nobody's. Null: somebody is new, or
 * was merged, or two names of one event are of two leads. It only reads and locks, so that it can go out together with a BEGIN.
 */
export async function lockIfAllKnown(tx: Tx, refs: readonly IdentityRef[]): Promise<LockedPeople | null> {
  const wanted = wantedKeys(refs);
  const { rows } = await tx.query<LeadRow & { keys: string[] }>({
    name: 'lock-if-all-known',
    text: LOCK_IF_ALL_KNOWN,
    values: splitKeys(wanted),
  });
  const found = new Map(rows.flatMap((row) => row.keys.map((key) => [key, row.id] as const)));
  if (found.size < wanted.length || rows.some((row) => row.merged_into !== null)) return null;
  const leadOf: string[] = [];
  for (const ref of refs) {
    const [id, other] = new Set(keysOf(ref).map((key) => found.get(key)));
    if (id === undefined || other !== undefined) return null;
    leadOf.push(id);
  }
  return { leads: rows, leadOf };
}

const LOCK_IF_ALL_KNOWN = /* sql */ `
WITH known AS MATERIALIZED (SELECT i.lead_id, i.kind || ':' || i.value AS key
    FROM unnest($1::text[], $2::text[]) k(kind, value) JOIN lead_identity i ON i.kind = k.kind AND i.value = k.value),
  named AS MATERIALIZED (SELECT lead_id, array_agg(key) AS keys FROM known GROUP BY lead_id)
SELECT ${leadColumns('l')}, n.keys FROM named n JOIN lead l ON l.id = n.lead_id
WHERE (SELECT count(*) FROM known) = cardinality($1::text[]) ORDER BY l.id FOR UPDATE OF l`;

function wantedKeys(refs: readonly IdentityRef[]): string[] {
  return [...new Set(refs.flatMap(keysOf))].sort();
}

function keysOf({ anonymousId, userId }: IdentityRef): string[] {
  return [
    ...(anonymousId === null ? [] : [keyOf('anonymous', anonymousId)]),
    ...(userId === null ? [] : [keyOf('user', userId)]),
  ];
}

function replace(known: Map<string, string>, from: string, into: string): void {
  for (const [key, id] of known) if (id === from) known.set(key, into);
}

async function lookUp(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await tx.query<{ key: string; lead_id: string }>({
    name: 'look-up-identities',
    text: `SELECT i.kind || ':' || i.value AS key, coalesce(l.merged_into, l.id) AS lead_id
      FROM unnest($1::text[], $2::text[]) k(kind, value) JOIN lead_identity i ON i.kind = k.kind AND i.value = k.value JOIN lead l ON l.id = i.lead_id`,
    values: splitKeys(keys),
  });
  return new Map(rows.map((row) => [row.key, row.lead_id]));
}

function splitKeys(keys: readonly string[]): [string[], string[]] {
  return [keys.map((key) => key.slice(0, key.indexOf(':'))), keys.map((key) => key.slice(key.indexOf(':') + 1))];
}

/** One new lead for each visitor or user that nobody has seen; two names of one event that are both new share a lead. */
async function makeMissing(
  tx: Tx,
  missing: readonly string[],
  refs: readonly IdentityRef[],
  known: Map<string, string>,
): Promise<void> {
  if (missing.length === 0) return;
  const leadOf = new Map<string, string>();
  for (const ref of refs) {
    const keys = keysOf(ref);
    const beside = keys.map((key) => known.get(key) ?? leadOf.get(key)).find((id) => id !== undefined);
    for (const key of keys)
      if (missing.includes(key) && !leadOf.has(key)) leadOf.set(key, beside ?? leadOf.get(keys[0] ?? '') ?? newId());
  }
  const existing = new Set(known.values());
  const born = [...new Set(leadOf.values())].filter((id) => !existing.has(id));
  await tx.query({ name: 'insert-leads', text: 'INSERT INTO lead (id) SELECT unnest($1::uuid[])', values: [born] });
  const [kinds, values] = splitKeys(missing);
  await tx.query({
    name: 'insert-identities',
    // A lead that is being merged is waited for: what is named now would stay behind with it.
    text: `WITH named AS (SELECT id, coalesce(merged_into, id) AS lead_id FROM lead WHERE id = ANY ($3) ORDER BY id FOR KEY SHARE)
      INSERT INTO lead_identity (kind, value, lead_id)
      SELECT k.kind, k.value, named.lead_id FROM unnest($1::text[], $2::text[], $3::uuid[]) k(kind, value, id) JOIN named USING (id) ON CONFLICT DO NOTHING`,
    values: [kinds, values, missing.map((key) => leadOf.get(key))],
  });
  for (const [key, id] of await lookUp(tx, missing)) known.set(key, id);
  // Somebody else was faster with the same visitor: the lead that was made for nothing goes again.
  await tx.query({
    name: 'drop-stillborn-leads',
    text: 'DELETE FROM lead l WHERE l.id = ANY ($1) AND NOT EXISTS (SELECT FROM lead_identity i WHERE i.lead_id = l.id)',
    values: [born],
  });
}

/** Addresses that leads were given in this transaction and that no row shows yet, lower case → lead id. */
export type TakenAddresses = Map<string, string>;

/**
 * Gives a lead an address. The address may belong to another lead already: an anonymous lead is then merged into it; two known leads stay
 * two, and the proposal to merge them is kept for a person. Returns the lead that has the address, or `leadId` when it was refused.
 */
export async function claimAddress(
  tx: Tx,
  input: { leadId: string; email: string },
  context: FactsContext,
  taken: TakenAddresses = new Map(),
): Promise<{ leadId: string; accepted: boolean }> {
  const address = input.email.toLowerCase();
  const { rows } = await tx.query<{ id: string }>({
    name: 'lead-by-address',
    text: 'SELECT id FROM lead WHERE lower(email) = lower($1) AND merged_into IS NULL',
    values: [input.email],
  });
  const holder = rows[0]?.id ?? taken.get(address);
  if (holder === undefined || holder === input.leadId) {
    taken.set(address, input.leadId);
    return { leadId: input.leadId, accepted: true };
  }
  if (await mergeLeads(tx, { from: input.leadId, into: holder }, context)) {
    replace(taken, input.leadId, holder);
    return { leadId: holder, accepted: true };
  }
  await proposeMerge(tx, input.leadId, holder);
  return { leadId: input.leadId, accepted: false };
}

/** Keeps for a person that two known leads may be one. Both are locked. A sender repeats what it knows; a person is asked once. */
export async function proposeMerge(tx: Tx, leadId: string, other: string): Promise<void> {
  await tx.query(
    `INSERT INTO incident (kind, subject_type, subject_id, data) SELECT 'merge_proposed', 'lead', $1::uuid, jsonb_build_object('into', $2::text)
     WHERE NOT EXISTS (SELECT FROM incident WHERE kind = 'merge_proposed' AND subject_id = $1 AND data ->> 'into' = $2)`,
    [leadId, other],
  );
}
