import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import copy from 'pg-copy-streams';
import { hashing, hashOf } from './archive.mjs';

/**
 * A table as it is copied: without the columns that Postgres makes itself, in the order of its key, so that equal rows are equal bytes.
 * @typedef {{ name: string, columns: string[], key: string[] }} Table
 * @typedef {{ name: string, lastValue: string }} Sequence
 * @typedef {{ rows: number, bytes: number, sha256: string }} Content of a table as text
 */

const TABLES = `
SELECT c.relname AS name,
  array_agg(a.attname::text ORDER BY a.attnum) AS columns,
  coalesce((SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum)) FROM pg_index i
    JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey) WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY c.oid, c.relname ORDER BY c.relname`;

/** The same values are the same text wherever and whenever they are written. */
const STEADY_TEXT = `SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET extra_float_digits = 1;
  SET bytea_output = 'hex'; SET client_encoding = 'UTF8'; SET statement_timeout = 0; SET lock_timeout = 0`;

/** @param {import('pg').Client} client */
export async function steadyText(client) {
  await client.query(STEADY_TEXT);
}

/**
 * @param {import('pg').Client} client
 * @returns {Promise<Table[]>}
 */
export async function tablesOf(client) {
  return (await client.query(TABLES)).rows;
}

/**
 * How far the counters have come. They belong to no transaction: read after the rows were seen, they are never behind them.
 * @param {import('pg').Client} client
 * @returns {Promise<Sequence[]>}
 */
export async function sequencesOf(client) {
  const { rows } = await client.query(
    `SELECT sequencename AS name, last_value::text AS "lastValue" FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}

/**
 * Writes the rows of a table into an archive.
 * @param {import('pg').Client} client
 * @param {Table} table
 * @param {(content: AsyncIterable<Buffer>) => Promise<{ bytes: number, sha256: string }>} add
 * @returns {Promise<{ content: Content, part: { bytes: number, sha256: string } }>}
 */
export async function copyOut(client, table, add) {
  const rows = client.query(copy.to(copyOutSql(table)));
  const hash = hashing();
  const packed = createGzip({ level: 4 });
  const [part] = await Promise.all([add(packed), pipeline(rows, hash, packed)]);
  return { content: { rows: rows.rowCount, ...hash.seen() }, part };
}

/**
 * What a table holds, as it would be written.
 * @param {import('pg').Client} client
 * @param {Table} table
 * @returns {Promise<Content>}
 */
export async function contentOf(client, table) {
  const rows = client.query(copy.to(copyOutSql(table)));
  const seen = await hashOf(rows);
  return { rows: rows.rowCount, ...seen };
}

/**
 * Reads the rows of a table from a packed part.
 * @param {import('pg').Client} client
 * @param {Table} table
 * @param {NodeJS.ReadableStream} part
 */
export async function copyIn(client, { name, columns }, part) {
  const into = client.query(copy.from(`COPY public.${quoted(name)} (${listed(columns)}) FROM STDIN`));
  await pipeline(part, createGunzip(), into);
}

const REFERENCES = `
SELECT c.conname AS name, c.conrelid::regclass::text AS table, c.confrelid::regclass::text AS other,
  (SELECT string_agg(format('o.%I = r.%I', b.attname, a.attname), ' AND ') FROM unnest(c.conkey, c.confkey) k(mine, theirs)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.mine JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.theirs) AS same,
  (SELECT string_agg(format('r.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(c.conkey) k(mine)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.mine) AS given
FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace ORDER BY 1`;

/**
 * Every foreign key, with a query that says whether rows break it.
 * @param {import('pg').Client} client
 * @returns {Promise<{ name: string, table: string, sql: string }[]>}
 */
export async function referencesOf(client) {
  const { rows } = await client.query(REFERENCES);
  return rows.map(({ name, table, other, same, given }) => ({
    name,
    table,
    sql: `SELECT EXISTS (SELECT FROM ${table} r WHERE ${given} AND NOT EXISTS (SELECT FROM ${other} o WHERE ${same})) AS orphaned`,
  }));
}

/** @param {string[]} names */
export function listed(names) {
  return names.map(quoted).join(', ');
}

/** @param {string} name */
export function quoted(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

function copyOutSql({ name, columns, key }) {
  const order = key.length > 0 ? listed(key) : listed(columns);
  return `COPY (SELECT ${listed(columns)} FROM public.${quoted(name)} ORDER BY ${order}) TO STDOUT`;
}
