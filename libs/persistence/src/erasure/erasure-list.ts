import { createHash } from 'node:crypto';
import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { z } from 'zod';
import { inTransaction, type Tx } from '../db/pool';
import { carryErasure } from './erasure-job';
import type { Whom } from './whom.sql';

/**
 * Who was erased, as salted hashes: kept beside the database, so that a copy of an earlier moment, once it is put back, is known to hold people
 * who had been erased since.
 */
export const erasureListSchema = z.object({
  v: z.literal(1),
  /** Recognises the workspace whose salt made the hashes. */
  workspace: z.string(),
  erasures: z.array(z.object({ id: z.uuid(), askedAt: z.number(), hashes: z.array(z.string()) })),
});
export type ErasureList = z.infer<typeof erasureListSchema>;

/** Every erasure with its hashes; null before the workspace is set up. */
export async function readErasureList(pool: Pool): Promise<ErasureList | null> {
  const workspace = await printOfWorkspace(pool);
  if (workspace === null) return null;
  const { rows } = await pool.query<{ id: string; asked_at: number; hashes: string[] }>(
    `SELECT a.id, a.asked_at, array_agg(k.hash ORDER BY k.hash) AS hashes FROM erasure a JOIN erased_key k ON k.erasure_id = a.id
     WHERE k.returned_at IS NULL GROUP BY a.id ORDER BY a.asked_at, a.id`,
  );
  const erasures = rows.map(({ id, asked_at, hashes }) => ({ id, askedAt: asked_at, hashes }));
  return { v: 1, workspace, erasures };
}

async function printOfWorkspace(pool: Pool): Promise<string | null> {
  const { rows } = await pool.query<{ salt: string }>('SELECT suppression_salt AS salt FROM workspace');
  const salt = rows[0]?.salt;
  return salt === undefined ? null : createHash('sha256').update(`ripen-workspace:${salt}`).digest('hex');
}

/**
 * Erases again whoever the list names and the database, put back to an earlier moment, does not know as erased. Answers how many erasures were
 * begun; the list of another workspace is none.
 */
export async function eraseAgain(pool: Pool, list: ErasureList, now: EpochMs): Promise<number> {
  if (list.workspace !== (await printOfWorkspace(pool))) return 0;
  const known = await pool.query<{ id: string }>('SELECT id FROM erasure WHERE id = ANY ($1)', [
    list.erasures.map(({ id }) => id),
  ]);
  const ids = new Set(known.rows.map(({ id }) => id));
  const forgotten = list.erasures.filter(({ id }) => !ids.has(id));
  for (const erasure of forgotten) await inTransaction(pool, (tx) => beginAgain(tx, erasure, now));
  return forgotten.length;
}

/** Under the same number: the receipt is found again by whoever holds a printed one. */
async function beginAgain(tx: Tx, { id, hashes }: ErasureList['erasures'][number], now: EpochMs): Promise<void> {
  const work = { whom: await whomByHashes(tx, hashes), queue: [] };
  const { rowCount } = await tx.query(
    `INSERT INTO erasure (id, reason, asked_at, work) VALUES ($1, 'restore', instant($2), $3) ON CONFLICT (id) DO NOTHING`,
    [id, now, work],
  );
  if (rowCount === 1) await carryErasure(tx, id, null);
}

const NAMED = /* sql */ `
SELECT coalesce((SELECT array_agg(l.id) FROM lead l WHERE erased_hash('lead', l.id::text) = ANY ($1) OR erased_hash('email', l.email) = ANY ($1)), '{}') AS leads,
  coalesce((SELECT array_agg(DISTINCT lower(e.email)) FROM (SELECT email FROM lead UNION SELECT email FROM form_submission) e
    WHERE erased_hash('email', e.email) = ANY ($1)), '{}') AS addresses,
  coalesce((SELECT jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'leadId', i.lead_id)) FROM lead_identity i
    WHERE erased_hash(i.kind, i.value) = ANY ($1)), '[]') AS identities`;

async function whomByHashes(tx: Tx, hashes: readonly string[]): Promise<Whom> {
  // Every address and id is hashed once: it takes as long as there are people.
  await tx.query(`SET LOCAL statement_timeout = '10min'`);
  const { rows } = await tx.query<{
    leads: string[];
    addresses: string[];
    identities: { kind: string; value: string; leadId: string }[];
  }>(NAMED, [hashes]);
  const { leads = [], addresses = [], identities = [] } = rows[0] ?? {};
  const valuesOf = (kind: string) => identities.flatMap((one) => (one.kind === kind ? [one.value] : []));
  return {
    leadIds: [...new Set([...leads, ...identities.map(({ leadId }) => leadId)])].sort(),
    addresses,
    userIds: valuesOf('user'),
    anonymousIds: valuesOf('anonymous'),
    words: [],
  };
}
