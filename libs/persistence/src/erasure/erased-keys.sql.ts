import type { Pool } from 'pg';
import { askAside, type Tx } from '../db/pool';
import type { Whom } from './whom.sql';

/** A word by which somebody may come back: an address, or the id of another system. */
export interface PersonKey {
  readonly kind: 'email' | 'user';
  readonly value: string;
}

/** Keeps salted hashes of everything that named the person: they recognise, and tell nothing. */
export async function keepKeys(tx: Tx, erasureId: string, whom: Whom): Promise<void> {
  const keys = [
    ...whom.leadIds.map((value) => ['lead', value] as const),
    ...whom.addresses.map((value) => ['email', value] as const),
    ...whom.userIds.map((value) => ['user', value] as const),
    ...whom.anonymousIds.map((value) => ['anonymous', value] as const),
  ];
  await tx.query(
    `INSERT INTO erased_key (hash, kind, erasure_id) SELECT DISTINCT ON (1) erased_hash(k.kind, k.value), k.kind, $3::uuid FROM unnest($1::text[], $2::text[]) k(kind, value)
     ON CONFLICT (hash) DO UPDATE SET erasure_id = excluded.erasure_id, returned_at = NULL`,
    [keys.map(([kind]) => kind), keys.map(([, value]) => value), erasureId],
  );
}

/**
 * Which of these keys belong to people who were erased and did not come back by themselves since. Whoever brings data of people by hand, by file or
 * from another system asks before it stores them. Answers those keys, each with the erasure and when it was asked for.
 */
export async function erasedAmong<K extends PersonKey>(
  db: Tx | Pool,
  keys: readonly K[],
): Promise<{ key: K; erasureId: string; askedAt: number }[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<{ place: number; erasure_id: string; asked_at: number }>({
    name: 'erased-among',
    text: `SELECT k.place::int AS place, e.erasure_id, a.asked_at FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(kind, value, place)
      JOIN erased_key e ON e.hash = erased_hash(k.kind, k.value) AND e.returned_at IS NULL JOIN erasure a ON a.id = e.erasure_id ORDER BY k.place`,
    values: [keys.map(({ kind }) => kind), keys.map(({ value }) => value)],
  });
  return rows.flatMap(({ place, erasure_id, asked_at }) => {
    const key = keys[place - 1];
    return key === undefined ? [] : [{ key, erasureId: erasure_id, askedAt: asked_at }];
  });
}

/** The person came back by their own word (a confirmed form): a new beginning, and no warning any more. */
export async function cameBack(tx: Tx, keys: readonly PersonKey[]): Promise<void> {
  await tx.query({
    name: 'came-back',
    text: `UPDATE erased_key SET returned_at = clock_timestamp() FROM unnest($1::text[], $2::text[]) k(kind, value)
      WHERE hash = erased_hash(k.kind, k.value) AND returned_at IS NULL`,
    values: [keys.map(({ kind }) => kind), keys.map(({ value }) => value)],
  });
}

/**
 * Tells an admin that another system named somebody who was erased: the lead is there again, and a person decides. Goes out with what is asked
 * next; told once for each lead.
 */
export function tellIfErased(tx: Tx, leadId: string, keys: readonly PersonKey[]): void {
  askAside(tx, {
    name: 'tell-if-erased',
    text: `INSERT INTO incident (kind, subject_type, subject_id, data)
      SELECT 'erased_returned', 'lead', $3, jsonb_build_object('erasureId', min(e.erasure_id::text)) FROM unnest($1::text[], $2::text[]) k(kind, value)
        JOIN erased_key e ON e.hash = erased_hash(k.kind, k.value) AND e.returned_at IS NULL
      WHERE NOT EXISTS (SELECT FROM incident i WHERE i.subject_id = $3 AND i.kind = 'erased_returned') HAVING count(*) > 0`,
    values: [keys.map(({ kind }) => kind), keys.map(({ value }) => value), leadId],
  });
}
