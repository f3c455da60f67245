import type { EpochMs } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';
import { LATEST_WORD } from '../facts/facts.repository';

/** People that a rule erases with everything about them, or rows that it deletes. `$1`: the instant before which something is old. */
export type RetentionRule = {
  readonly unit: 'months' | 'days';
  /** What it begins with where nobody has set it. */
  readonly keep: number;
} & (
  | { readonly erases: 'leads'; readonly where: string }
  | { readonly erases: 'rows'; readonly table: string; readonly where: string }
);

const BUSY = `l.owner_id IS NOT NULL OR EXISTS (SELECT FROM handoff h WHERE h.lead_id = l.id AND h.state <> 'closed')
  OR EXISTS (SELECT FROM enrollment e WHERE e.lead_id = l.id AND e.status <> 'ended')`;
const CONSENTED = `EXISTS (SELECT FROM (SELECT DISTINCT ON (purpose, channel) state FROM consent c WHERE c.lead_id = l.id
  ORDER BY purpose, channel, ${LATEST_WORD}) latest WHERE state = 'granted')`;
const QUIET =
  'l.merged_into IS NULL AND coalesce(l.last_touched_at, l.created_at) < instant($1) AND l.created_at < instant($1)';

/**
 * What may go by itself after a while. Whoever is owned, with sales or in a running journey stays. The audit log is not among them: it is a
 * chain, and holds nothing about leads.
 */
export const RETENTION_RULES = {
  anonymous: { unit: 'months', keep: 13, erases: 'leads', where: `NOT l.known AND ${QUIET} AND NOT (${BUSY})` },
  known: {
    unit: 'months',
    keep: 36,
    erases: 'leads',
    where: `l.known AND ${QUIET} AND NOT (${BUSY}) AND NOT ${CONSENTED}`,
  },
  refused_event: { unit: 'days', keep: 90, erases: 'rows', table: 'refused_event', where: 'received_at < instant($1)' },
  inbox_mail: { unit: 'days', keep: 180, erases: 'rows', table: 'inbox_mail', where: 'received_at < instant($1)' },
  webhook_delivery: {
    unit: 'days',
    keep: 90,
    erases: 'rows',
    table: 'webhook_delivery',
    where: `state <> 'pending' AND created_at < instant($1)`,
  },
  notification: {
    unit: 'days',
    keep: 365,
    erases: 'rows',
    table: 'notification',
    where: 'read_at IS NOT NULL AND created_at < instant($1)',
  },
  session: { unit: 'days', keep: 90, erases: 'rows', table: 'session', where: 'expires_at < instant($1)' },
  job: { unit: 'days', keep: 90, erases: 'rows', table: 'job', where: `status = 'ended' AND ended_at < instant($1)` },
} as const satisfies Readonly<Record<string, RetentionRule>>;

export type RetentionKey = keyof typeof RETENTION_RULES;
export const RETENTION_KEYS = Object.keys(RETENTION_RULES) as RetentionKey[];

/** A rule as the workspace has set it. */
export interface SetRule {
  readonly key: RetentionKey;
  readonly active: boolean;
  /** In the rule's unit. */
  readonly keep: number;
  readonly lastRunAt: EpochMs | null;
  /** What went then: people, or rows. */
  readonly lastGone: number | null;
}

/** Every rule, in the order of the list; those that nobody has touched are off. */
export async function readRules(db: Tx | Pool): Promise<SetRule[]> {
  const { rows } = await db.query<{
    key: string;
    active: boolean;
    keep: number;
    last_run_at: number;
    last_gone: number;
  }>('SELECT key, active, keep, last_run_at, last_gone FROM retention_rule');
  return RETENTION_KEYS.map((key) => {
    const set = rows.find((row) => row.key === key);
    return {
      key,
      active: set?.active ?? false,
      keep: set?.keep ?? RETENTION_RULES[key].keep,
      lastRunAt: set?.last_run_at ?? null,
      lastGone: set?.last_gone ?? null,
    };
  });
}

/** Sets a rule. One that is turned on begins the next night, so that there is time to look at what would go. */
export async function setRule(
  tx: Tx,
  { key, active, keep }: Pick<SetRule, 'key' | 'active' | 'keep'>,
  now: EpochMs,
): Promise<void> {
  await tx.query(
    `INSERT INTO retention_rule AS r (key, active, keep, last_run_at) VALUES ($1, $2, $3, instant($4))
     ON CONFLICT (key) DO UPDATE SET active = excluded.active, keep = excluded.keep, changed_at = clock_timestamp(),
       last_run_at = CASE WHEN NOT r.active AND excluded.active THEN instant($4) ELSE r.last_run_at END`,
    [key, active, keep, now],
  );
}

/** Before when something is old by a rule: whole calendar months or days before `now`. */
export async function oldBefore(
  db: Tx | Pool,
  { key, keep }: Pick<SetRule, 'key' | 'keep'>,
  now: EpochMs,
): Promise<EpochMs> {
  const { rows } = await db.query<{ at: number }>(
    `SELECT ms(instant($1) - make_interval(${RETENTION_RULES[key].unit} => $2)) AS at`,
    [now, keep],
  );
  return rows[0]?.at ?? 0;
}

/** People or rows that a rule would take out now. */
export async function countDue(pool: Pool, rule: Pick<SetRule, 'key' | 'keep'>, now: EpochMs): Promise<number> {
  const { where, ...definition }: RetentionRule = RETENTION_RULES[rule.key];
  const from = definition.erases === 'leads' ? 'lead l' : definition.table;
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*) AS count FROM ${from} WHERE ${where}`, [
    await oldBefore(pool, rule, now),
  ]);
  return rows[0]?.count ?? 0;
}

/** Leads that a rule would erase now; `among`: only of these. The longest quiet come first. */
export async function dueLeads(
  db: Tx | Pool,
  rule: Pick<SetRule, 'key' | 'keep'>,
  { now, limit, among = null }: { now: EpochMs; limit: number; among?: readonly string[] | null },
): Promise<string[]> {
  const definition: RetentionRule = RETENTION_RULES[rule.key];
  if (definition.erases !== 'leads') return [];
  const { rows } = await db.query<{ id: string }>(
    `SELECT l.id FROM lead l WHERE ${definition.where} AND ($2::uuid[] IS NULL OR l.id = ANY ($2)) ORDER BY coalesce(l.last_touched_at, l.created_at), l.id LIMIT $3`,
    [await oldBefore(db, rule, now), among, limit],
  );
  return rows.map(({ id }) => id);
}

/** Deletes rows that are old by a rule, at most `limit` of them. Returns how many. */
export async function deleteDue(
  tx: Tx,
  rule: Pick<SetRule, 'key' | 'keep'>,
  { now, limit }: { now: EpochMs; limit: number },
): Promise<number> {
  const definition: RetentionRule = RETENTION_RULES[rule.key];
  if (definition.erases !== 'rows') return 0;
  const { table, where } = definition;
  const { rowCount } = await tx.query(
    `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT $2 FOR UPDATE SKIP LOCKED))`,
    [await oldBefore(tx, rule, now), limit],
  );
  return rowCount ?? 0;
}
