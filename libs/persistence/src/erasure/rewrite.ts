import { type Client, escapeIdentifier, type Pool } from 'pg';
import { errorCode } from '../db/errors';
import { withPatience } from './patience';
import { PLACES } from './places';

/** What became of the bytes behind the rows. */
export interface Rewritten {
  /** Files of tables that were written anew, with their indexes. */
  readonly tables: number;
  /** The statistics hold samples of values. */
  readonly statistics: boolean;
  /** The journal: `left_to_owner` where the server is not ours alone to look after (an archive, a replica, no right). */
  readonly journal: 'renewed' | 'left_to_owner';
}

/** Shorter than the loop's own patience: whoever wants the table meanwhile waits behind us. */
const LOCK_MS = 800;
const REWRITE_LOCK = 7_368_115;
const LOCK_NOT_AVAILABLE = '55P03';
const INSUFFICIENT_PRIVILEGE = '42501';

/** Tables whose deleted or replaced rows may still lie in their files. */
const REWRITTEN = [
  ...Object.entries(PLACES).flatMap(([table, { decision }]) => (decision === 'stays' ? [] : [table])),
  'erasure',
];

/** Bytes of the files that `rewriteStorage` would write anew. */
export async function sizeToRewrite(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    'SELECT coalesce(sum(pg_total_relation_size(to_regclass(t))), 0)::bigint AS bytes FROM unnest($1::text[]) t',
    [REWRITTEN],
  );
  return rows[0]?.bytes ?? 0;
}

/**
 * Writes the files anew in which removed rows may still lie: tables with their indexes and large values, the planner's samples, and the
 * journal as far as this server lets us. Null: somebody still looks at the time before `removedIn`, holds a table, or rewrites already: ask again.
 *
 * @param removedIn the transaction that took the last row out
 */
export async function rewriteStorage(pool: Pool, removedIn: string): Promise<Rewritten | null> {
  try {
    return await withPatience(pool, { statementMs: 0, lockMs: LOCK_MS }, async (client) => {
      if (!(await tryLock(client)) || (await someoneLooksBack(client, removedIn))) return null;
      for (const table of REWRITTEN) await client.query(`VACUUM (FULL, ANALYZE) ${escapeIdentifier(table)}`);
      const statistics = await permitted(() => client.query('VACUUM (FULL) pg_statistic'));
      const journal = (await ownsJournal(client)) && (await permitted(() => renewJournal(client)));
      return { tables: REWRITTEN.length, statistics, journal: journal ? 'renewed' : 'left_to_owner' };
    });
  } catch (error) {
    if (errorCode(error) === LOCK_NOT_AVAILABLE) return null;
    throw error;
  }
}

/** Held as long as the connection is. */
async function tryLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [REWRITE_LOCK]);
  return rows[0]?.got ?? false;
}

/** A snapshot from before the rows went would make the new files carry them along. */
async function someoneLooksBack(client: Client, removedIn: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND age(backend_xmin) > age($1::xid8::xid) LIMIT 1`,
    [removedIn],
  );
  return rowCount !== 0;
}

async function permitted(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (errorCode(error) === INSUFFICIENT_PRIVILEGE) return false;
    throw error;
  }
}

/** Nobody else lives from this journal. */
async function ownsJournal(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>(
    `SELECT rolsuper AND current_setting('archive_mode') = 'off' AND NOT EXISTS (SELECT FROM pg_replication_slots)
       AND NOT EXISTS (SELECT FROM pg_stat_replication) AS ours FROM pg_roles WHERE rolname = current_user`,
  );
  return rows[0]?.ours ?? false;
}

/**
 * The journal keeps what was written, and files of it that are through are used again with what was in them. So: nothing is used again, what
 * lies ready is walked through, and a checkpoint removes all of it.
 */
async function renewJournal(client: Client): Promise<void> {
  await client.query('ALTER SYSTEM SET wal_recycle = off');
  try {
    await client.query('SELECT pg_reload_conf()');
    await client.query('CHECKPOINT');
    const { rows } = await client.query<{ ready: number }>(
      `SELECT count(*)::int AS ready FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' AND name > pg_walfile_name(pg_current_wal_insert_lsn())`,
    );
    for (let file = 0; file <= (rows[0]?.ready ?? 0); file += 1) {
      await client.query(`SELECT pg_logical_emit_message(false, 'ripen', '')`);
      await client.query('SELECT pg_switch_wal()');
    }
    await client.query('CHECKPOINT');
  } finally {
    await client.query('ALTER SYSTEM RESET wal_recycle');
    await client.query('SELECT pg_reload_conf()');
  }
}
