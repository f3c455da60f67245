import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Clock } from '../db/clock';
import { newId } from '../db/ids';
import { inTransaction, type Tx } from '../db/pool';
import { announce, webhookListeners } from '../webhooks/announce';
import { keepKeys } from './erased-keys.sql';
import { lastNight, nextNight } from './night.sql';
import { removePart } from './remove';
import { dueLeads, readRules } from './retention.sql';
import { rewriteStorage, sizeToRewrite } from './rewrite';
import { searchEverywhere } from './search.sql';
import { type ErasureSubject, resolveAgain, resolveWhom, type Whom, whomSchema } from './whom.sql';

/** What a running erasure has to know; emptied before it rewrites what is stored. */
const workSchema = z.object({
  /** Everything that names the one person that was asked for; null: a rule or a restored copy names leads, and nobody looks for their names. */
  whom: whomSchema.nullable(),
  /** Leads that a rule or a restored copy names and that are still to go. */
  queue: z.array(z.string()),
});
type Work = z.infer<typeof workSchema>;

export type ErasureReason = 'request' | 'retention' | 'restore';

interface ErasureRow {
  id: string;
  reason: ErasureReason;
  rule: string | null;
  stage: 'removing' | 'searching' | 'rewriting' | 'done';
  work: unknown;
  removed_in: string | null;
}

/** What to do next with an erasure: the same again, the same at an instant, or nothing. */
export type ErasureMove =
  { readonly do: 'again' } | { readonly do: 'wait'; readonly until: EpochMs } | { readonly do: 'done' };

/** Leads of a rule that go in one transaction. */
const LEADS_AT_ONCE = 25;
/** Bytes. More is rewritten at night: whoever wants a table waits as long as it is rewritten. */
const BY_DAY = 512 * 1024 * 1024;
const RETRY_MS = 1_000;
const NIGHT_MS = 2 * 3_600_000;

/**
 * Asks for the erasure of one person in the caller's transaction. Returns the receipt's id; `advanceErasure` does the work.
 * Somebody of whom nothing is stored gets a receipt too, which says so.
 */
export async function askErasure(
  tx: Tx,
  { subject, askedBy, now }: { subject: ErasureSubject; askedBy: string | null; now: EpochMs },
): Promise<string> {
  const whom = await resolveWhom(tx, subject);
  return insertErasure(tx, { reason: 'request', rule: null, askedBy, now, work: { whom, queue: [] } });
}

/** Asks for the erasure of leads that a retention rule or a restored copy names. */
export async function askErasureOf(
  tx: Tx,
  leadIds: readonly string[],
  { reason, rule, askedBy, now }: { reason: ErasureReason; rule: string | null; askedBy: string | null; now: EpochMs },
): Promise<string> {
  return insertErasure(tx, { reason, rule, askedBy, now, work: { whom: null, queue: [...leadIds] } });
}

async function insertErasure(
  tx: Tx,
  {
    reason,
    rule,
    askedBy,
    now,
    work,
  }: { reason: ErasureReason; rule: string | null; askedBy: string | null; now: EpochMs; work: Work },
): Promise<string> {
  const id = newId();
  await tx.query(
    'INSERT INTO erasure (id, reason, rule, asked_by, asked_at, work) VALUES ($1, $2, $3, $4, instant($5), $6)',
    [id, reason, rule, askedBy, now, work],
  );
  return id;
}

/**
 * Takes one step of an erasure; to be called again until it is done. Each step is a transaction of its own that starts from what is stored: one that
 * was cut off is taken again as a whole.
 */
export async function advanceErasure(pool: Pool, id: string, context: { readonly clock: Clock }): Promise<ErasureMove> {
  const stage = await inTransaction(pool, async (tx) => {
    const row = await lockErasure(tx, id);
    if (row?.stage === 'removing') await removeStep(tx, row, context);
    return row?.stage ?? 'done';
  });
  switch (stage) {
    case 'removing':
      return { do: 'again' };
    case 'searching':
      await searchStep(pool, id);
      return { do: 'again' };
    case 'rewriting':
      return rewriteStep(pool, id, context);
    case 'done':
      return { do: 'done' };
  }
}

async function lockErasure(tx: Tx, id: string): Promise<ErasureRow | null> {
  const { rows } = await tx.query<ErasureRow>(
    'SELECT id, reason, rule, stage, work, removed_in::text AS removed_in FROM erasure WHERE id = $1 FOR UPDATE',
    [id],
  );
  return rows[0] ?? null;
}

async function removeStep(tx: Tx, row: ErasureRow, { clock }: { readonly clock: Clock }): Promise<void> {
  const now = await clock.now(tx);
  const work = workSchema.parse(row.work);
  const batch = work.queue.slice(0, LEADS_AT_ONCE);
  const whom =
    work.whom === null ? await whomOfAll(tx, await stillDue(tx, row, batch, now)) : await resolveAgain(tx, work.whom);
  await keepKeys(tx, row.id, whom);
  if (work.whom !== null) await keepConsents(tx, row.id, whom.leadIds);
  const { removed, more } = await removePart(tx, whom);
  if (!more) await announceErased(tx, whom.leadIds, now);
  const queue = more ? work.queue : work.queue.slice(LEADS_AT_ONCE);
  const through = !more && queue.length === 0;
  const left: Work | null = through && work.whom === null ? null : { whom: work.whom === null ? null : whom, queue };
  await tx.query(
    `UPDATE erasure SET work = $2, people = people + $3, removed_in = pg_current_xact_id(), stage = $4,
       rows_gone_at = CASE WHEN $5::boolean THEN instant($6) END,
       removed = removed || (SELECT coalesce(jsonb_object_agg(key, value::bigint + coalesce((erasure.removed ->> key)::bigint, 0)), '{}') FROM jsonb_each_text($7::jsonb))
     WHERE id = $1`,
    [
      row.id,
      left,
      removed['lead'] ?? 0,
      !through ? 'removing' : work.whom === null ? 'rewriting' : 'searching',
      through,
      now,
      JSON.stringify(removed),
    ],
  );
}

/** Other systems hear which leads to forget: their ids and nothing else, of nobody any more. */
async function announceErased(tx: Tx, leadIds: readonly string[], now: EpochMs): Promise<void> {
  announce(
    tx,
    await webhookListeners(tx),
    leadIds.map((id) => ({ type: 'lead.erased', leadId: null, at: now, data: { lead: { id } } })),
  );
}

/** Of leads that a rule named: who is old by it now, under their locks. A visit since then keeps whoever made it. */
async function stillDue(tx: Tx, { reason, rule }: ErasureRow, ids: readonly string[], now: EpochMs): Promise<string[]> {
  await tx.query('SELECT 1 FROM lead WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [ids]);
  const set = reason === 'retention' ? (await readRules(tx)).find(({ key }) => key === rule) : undefined;
  return set === undefined ? [...ids] : dueLeads(tx, set, { now, limit: ids.length, among: ids });
}

async function whomOfAll(tx: Tx, leadIds: readonly string[]): Promise<Whom> {
  const none: Whom = { leadIds: [], addresses: [], userIds: [], anonymousIds: [], words: [] };
  return resolveAgain(tx, { ...none, leadIds: [...leadIds] });
}

/** That there was consent, to what and when: a receipt may be held against a claim, and says nothing of by whom. */
async function keepConsents(tx: Tx, id: string, leadIds: readonly string[]): Promise<void> {
  await tx.query(
    `UPDATE erasure SET consents = coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', purpose, 'channel', channel, 'state', state, 'at', ms(at),
         'via', split_part(proof ->> 'via', ':', 1), 'wordingVersion', (proof ->> 'wordingVersion')::int) ORDER BY at, c.id) FROM consent c WHERE lead_id = ANY ($2)), '[]')
     WHERE id = $1`,
    [id, leadIds],
  );
}

/** After this the erasure itself knows nobody any more. */
async function searchStep(pool: Pool, id: string): Promise<void> {
  const { rows } = await pool.query<{ work: unknown }>(
    `SELECT work FROM erasure WHERE id = $1 AND stage = 'searching'`,
    [id],
  );
  const whom = rows[0] ? workSchema.parse(rows[0].work).whom : null;
  if (whom === null) return;
  const { mentions, searched } = await searchEverywhere(pool, whom);
  await inTransaction(pool, async (tx) => {
    const row = await lockErasure(tx, id);
    if (row?.stage !== 'searching') return;
    await tx.query(
      `INSERT INTO erasure_mention (erasure_id, place, row_key, lead_id) SELECT $1, m.place, m."rowKey", l.id
       FROM jsonb_to_recordset($2) AS m(place text, "rowKey" text, "leadId" uuid) LEFT JOIN lead l ON l.id = m."leadId" ON CONFLICT DO NOTHING`,
      [id, JSON.stringify(mentions)],
    );
    await tx.query(
      `UPDATE erasure SET work = NULL, stage = 'rewriting', removed_in = pg_current_xact_id(), checks = checks || jsonb_build_object('searched', $2::jsonb) WHERE id = $1`,
      [id, JSON.stringify(searched)],
    );
  });
}

/** One rewriting serves everybody whose rows were gone when it began. */
async function rewriteStep(pool: Pool, id: string, { clock }: { readonly clock: Clock }): Promise<ErasureMove> {
  const begun = await pool.query<{ id: string; removed_in: string }>(
    `SELECT id, removed_in::text AS removed_in FROM erasure WHERE stage = 'rewriting' ORDER BY removed_in DESC`,
  );
  const [last] = begun.rows;
  if (last === undefined || !begun.rows.some((row) => row.id === id)) return { do: 'done' };
  const now = await clock.now(pool);
  const isNight = now - (await lastNight(pool, now)) < NIGHT_MS;
  if (!isNight && (await sizeToRewrite(pool)) > BY_DAY) return { do: 'wait', until: await nextNight(pool, now) };
  const rewritten = await rewriteStorage(pool, last.removed_in);
  if (rewritten === null) return { do: 'wait', until: now + RETRY_MS };
  await pool.query(
    `UPDATE erasure SET stage = 'done', done_at = instant($2), checks = checks || jsonb_build_object('rewritten', $3::jsonb) WHERE id = ANY ($1) AND stage = 'rewriting'`,
    [begun.rows.map((row) => row.id), await clock.now(pool), JSON.stringify(rewritten)],
  );
  return { do: 'done' };
}
