import { type Client, escapeIdentifier, type Pool } from 'pg';
import type { Tx } from '../db/pool';

/** A table as the database has it. */
export interface TableShape {
  readonly name: string;
  /** The columns of its primary key. */
  readonly key: readonly string[];
  /** Columns that can hold what a person typed. */
  readonly texts: readonly string[];
  readonly hasLead: boolean;
}

const SHAPES = /* sql */ `
SELECT c.relname AS name,
  coalesce((SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum)) FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)
    WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key,
  coalesce((SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      AND (t.typcategory = 'S' OR t.typname IN ('json', 'jsonb', 'bytea', 'xml', 'inet', 'cidr') OR (t.typcategory = 'A' AND (e.typcategory = 'S' OR e.typname IN ('json', 'jsonb', 'bytea'))))), '{}') AS texts,
  EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'lead_id' AND NOT a.attisdropped) AS "hasLead"
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname`;

/** Every table of the schema. */
export async function tableShapes(db: Tx | Pool | Client): Promise<TableShape[]> {
  const { rows } = await db.query<TableShape>(SHAPES);
  return rows;
}

/** All texts of a row `x` as one, lower case. */
export function textOf({ texts }: TableShape): string {
  return `lower(concat_ws(E'\\n', ${texts.map((column) => `x.${escapeIdentifier(column)}::text`).join(', ')}))`;
}

/** The primary key of a row `x` as one text; of a table without one where the row lies. */
export function keyOf({ key }: TableShape): string {
  if (key.length === 0) return 'x.ctid::text';
  return `concat_ws('/', ${key.map((column) => `x.${escapeIdentifier(column)}::text`).join(', ')})`;
}
