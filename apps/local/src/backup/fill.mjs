import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { postgresPart } from '../parts.mjs';
import { Problem } from '../problem.mjs';
import { say, step } from '../say.mjs';
import { Supervisor } from '../supervisor.mjs';
import { partOf } from './manifest.mjs';
import { contentOf, copyIn, listed, referencesOf, steadyText, tablesOf } from './tables.mjs';

/**
 * Starts a database in a fresh folder and fills it from a backup. Resolves when every table was read back and is what the backup says.
 * @param {{ draft: import('../data-folder.mjs').DataFolder, backup: Awaited<ReturnType<typeof import('./manifest.mjs').openBackup>>,
 *   schemaAsOf: (url: string, migrations: readonly string[]) => Promise<void> }} wanted
 * @returns {Promise<{ url: string, stop(): Promise<void> }>}
 */
export async function fill({ draft, backup, schemaAsOf }) {
  const { manifest } = backup;
  const supervisor = new Supervisor({ say, note: (parts) => draft.noteParts(parts) });
  try {
    const url = await step('starting a fresh Postgres beside', async () => {
      const server = await postgresPart({ folder: draft, env: process.env, note: say });
      await supervisor.start(server.part);
      await schemaAsOf(server.url, manifest.migrations);
      return server.url;
    });
    await withClient(url, async (client) => {
      await refuseOtherSchema(client, manifest);
      await step('reading the backup in', () => load(client, backup));
      await step('comparing every table with the backup', async () => {
        await compare(client, manifest);
        await refuseOrphans(client);
      });
    });
    return { url, stop: () => supervisor.stop() };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, application_name: 'ripen-restore' });
  // A server that goes away is said by the query that was under way.
  client.on('error', () => {});
  await client.connect();
  try {
    await steadyText(client);
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

async function refuseOtherSchema(client, { tables, ripen }) {
  const shape = (table) => ({ name: table.name, columns: [...table.columns].sort() });
  if (isDeepStrictEqual((await tablesOf(client)).map(shape), tables.map(shape))) return;
  throw new Problem(
    `This release makes other tables than those of the backup; restore it with Ripen ${ripen}. Nothing was changed.`,
  );
}

/** Triggers and foreign keys rest: the rows come from one moment in which they held. What migrations have put in goes first. */
async function load(client, { manifest, read }) {
  await client.query("BEGIN; SET LOCAL session_replication_role = 'replica'");
  await client.query(`TRUNCATE ${listed(manifest.tables.map(({ name }) => name))}`);
  for (const table of manifest.tables) await copyIn(client, table, read(partOf(table.name)));
  for (const { name, lastValue } of manifest.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint)', [`public."${name}"`, lastValue]);
  }
  await client.query('COMMIT');
  await client.query('ANALYZE');
}

async function compare(client, { tables }) {
  for (const table of tables) {
    if (isDeepStrictEqual(await contentOf(client, table), table.content)) continue;
    throw new Problem(`The table ${table.name} is not what the backup says after reading it in. Nothing was changed.`);
  }
}

/** Rows that point to nothing would be rows of two moments. */
async function refuseOrphans(client) {
  for (const { name, table, sql } of await referencesOf(client)) {
    if (!(await client.query(sql)).rows[0].orphaned) continue;
    throw new Problem(
      `Rows of ${table} point to rows that the backup lacks (${name}); take another one. Nothing was changed.`,
    );
  }
}

/**
 * What a restored installation has to know about itself before it works again, in one transaction: that it is a copy of an earlier moment, and
 * which mails may have gone out though the copy does not know.
 * @param {{ url: string, manifest: import('./manifest.mjs').Manifest, paused: boolean }} wanted
 * @returns {Promise<{ rows: number, sending: number }>} rows: whose deadline or poke has come meanwhile
 */
export async function goOnFrom({ url, manifest, paused }) {
  return withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query("INSERT INTO incident (kind, data) VALUES ('restored', $1)", [
      { madeAt: Date.parse(manifest.madeAt) },
    ]);
    // The mark that the body is about to go out is missing in the copy, which is no proof here: it may have come a moment later.
    const { rowCount } = await client.query(
      "UPDATE effect SET data_at = coalesce(data_at, $1) WHERE state = 'sending'",
      [manifest.madeAt],
    );
    if (paused) await client.query("UPDATE journey SET state = 'paused' WHERE state = 'live'");
    const { rows } = await client.query(
      `SELECT count(*)::int AS count FROM (
         SELECT FROM enrollment WHERE status = 'active' AND (deadline <= now() OR poke_at IS NOT NULL)
         UNION ALL SELECT FROM handoff WHERE status = 'active' AND (deadline <= now() OR poke_at IS NOT NULL)) due`,
    );
    await client.query('COMMIT');
    return { rows: rows[0].count, sending: rowCount ?? 0 };
  });
}
