import { CARRIED_TYPES, type CarriedType } from '@ripen/contracts/temporal';
import type { Pool } from 'pg';
import { inTransaction, type Tx } from '../db/pool';

/** What a look at Temporal's store shows. */
export interface SeenStore {
  /** Another store has another id. */
  readonly id: string;
  /** The last beat that was written to it; 0: none yet, null: it cannot hold one. */
  readonly beat: number | null;
}

/**
 * How Temporal's store and Postgres stand to each other. `same`: they belong together; `first`: nobody has
 * looked yet. Of the others, each leaves rows without the workflow that
 * carries them: `other`: an empty store, or one that never was ours; `temporal_behind`: an old copy of it; `postgres_behind`: an old copy of Postgres.
 */
export type StoreVerdict = 'same' | 'first' | 'other' | 'temporal_behind' | 'postgres_behind';

interface StoreRow {
  store_id: string | null;
  beat: number;
}

const LEASE_MS = 15_000;

/**
 * Takes or keeps the lease of the one who watches Temporal's store. False: another worker has it. A lease that ends later than a fresh one was taken
 * before the clock was set back, and counts as over.
 */
export async function keepStore(pool: Pool, keeper: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'keep-store',
    text: `UPDATE temporal_store SET keeper = $1, keeper_until = clock_timestamp() + $2 * interval '1 millisecond'
      WHERE keeper IS NULL OR keeper = $1 OR keeper_until < clock_timestamp()
        OR keeper_until > clock_timestamp() + $2 * interval '1 millisecond'`,
    values: [keeper, LEASE_MS],
  });
  return rowCount === 1;
}

/**
 * Compares what was seen with what Postgres knows. When they do not belong together, an incident is recorded and a refill begins. Only for who
 * keeps the store; null: the lease ran out meanwhile.
 */
export async function compareStore(pool: Pool, keeper: string, seen: SeenStore): Promise<StoreVerdict | null> {
  return inTransaction(pool, async (tx) => {
    const known = await lockStore(tx, keeper);
    if (known === null) return null;
    const verdict = verdictOf(known, seen);
    if (verdict === 'same') return verdict;
    await tx.query(`UPDATE temporal_store SET store_id = $1, beat = $2, refilling = 'enrollment', refilled_to = NULL`, [
      seen.id,
      seen.beat ?? 0,
    ]);
    if (verdict !== 'first')
      await tx.query('INSERT INTO incident (kind, data) VALUES ($1, $2)', [
        verdict === 'other' ? 'temporal_replaced' : verdict,
        { knownBeat: known.beat, seenBeat: seen.beat },
      ]);
    return verdict;
  });
}

/** A beat is written to Temporal first, so Temporal may be one ahead of what Postgres knows. */
function verdictOf({ store_id, beat }: StoreRow, seen: SeenStore): StoreVerdict {
  if (store_id === null) return 'first';
  if (store_id !== seen.id) return 'other';
  if (seen.beat === null) return 'same';
  if (seen.beat < beat) return 'temporal_behind';
  return seen.beat > beat + 1 ? 'postgres_behind' : 'same';
}

/** Remembers a beat that was written to Temporal. False: the lease ran out meanwhile. */
export async function recordBeat(pool: Pool, keeper: string, beat: number): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'record-beat',
    text: `UPDATE temporal_store SET beat = $2 WHERE keeper = $1 AND keeper_until > clock_timestamp()`,
    values: [keeper, beat],
  });
  return rowCount === 1;
}

async function lockStore(tx: Tx, keeper: string): Promise<StoreRow | null> {
  const { rows } = await tx.query<StoreRow>(
    'SELECT store_id, beat FROM temporal_store WHERE keeper = $1 AND keeper_until > clock_timestamp() FOR UPDATE',
    [keeper],
  );
  return rows[0] ?? null;
}

const CHUNK = 500;
/** Pokes that wait: above this a refill pauses, so that what happens now is not queued behind everybody. */
const BACKLOG = 1_000;

/**
 * Goes on with a refill: pokes the next open subjects and jobs, so that each gets its workflow back where its row stands, with the deadline that it has.
 * The place is remembered with every chunk; a crash goes on there. Returns how many were poked; null: there is nothing (more) to do for now.
 */
export async function refillChunk(pool: Pool): Promise<number | null> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ refilling: CarriedType; refilled_to: string | null }>(
      `SELECT refilling, refilled_to FROM temporal_store WHERE refilling = ANY ($1) FOR UPDATE SKIP LOCKED`,
      [[...CARRIED_TYPES]],
    );
    const place = rows[0];
    if (!place || (await isCrowded(tx))) return null;
    const { rows: open } = await tx.query<{ id: string }>(
      `SELECT id FROM ${place.refilling} WHERE status <> 'ended' AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [place.refilled_to, CHUNK],
    );
    const ids = open.map(({ id }) => id);
    await tx.query('SELECT poke($1, $2)', [place.refilling, ids]);
    const next = open.length === CHUNK ? place.refilling : typeAfter(place.refilling);
    await tx.query('UPDATE temporal_store SET refilling = $1, refilled_to = $2', [
      next,
      next === place.refilling ? ids.at(-1) : null,
    ]);
    return ids.length;
  });
}

function typeAfter(type: CarriedType): CarriedType | 'leftovers' {
  return CARRIED_TYPES[CARRIED_TYPES.indexOf(type) + 1] ?? 'leftovers';
}

async function isCrowded(tx: Tx): Promise<boolean> {
  const { rows } = await tx.query<{ waiting: number }>(
    'SELECT count(*) AS waiting FROM (SELECT FROM outbox LIMIT $1) queue',
    [BACKLOG],
  );
  return (rows[0]?.waiting ?? 0) >= BACKLOG;
}

/** Whether the last part of a refill is due: to wake workflows that stand for nothing any more. */
export async function leftoversAreDue(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(`SELECT FROM temporal_store WHERE refilling = 'leftovers'`);
  return rowCount === 1;
}

/** The refill is over, unless another one has begun meanwhile. */
export async function endRefill(pool: Pool): Promise<void> {
  await pool.query(`UPDATE temporal_store SET refilling = NULL WHERE refilling = 'leftovers'`);
}

/** Those of the ids whose rows are open: who is not among them needs no workflow. */
export async function openAmong(pool: Pool, type: CarriedType, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM ${type} WHERE id = ANY ($1::uuid[]) AND status <> 'ended'`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
