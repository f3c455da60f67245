import type { Pool } from 'pg';

/** Every table that an operation of the loop, the ledger or the relay writes, in the order in which ids are named. */
const TABLES = [
  'company',
  'lead',
  'lead_identity',
  'ledger_entry',
  'consent',
  'suppression',
  'form_submission',
  'rescore_request',
  'enrollment',
  'token',
  'wait',
  'handoff',
  'sla_log',
  'feedback',
  'effect',
  'trace',
  'notification',
  'outbox',
  'incident',
] as const;
type TableName = (typeof TABLES)[number];

/** How often something was tried is what may differ, and the ids and tokens that each try makes. */
const DROPPED = new Set(['attempt', 'attempt_token', 'refused_at', 'turn', 'search']);
const COUNTED_IDS: readonly TableName[] = ['ledger_entry', 'trace', 'outbox'];

/** Lengths of time are what a row promises; the instants themselves move with every retry. */
const SPANS: Partial<Record<TableName, string>> = {
  wait: 'extract(epoch FROM deadline - opened_at)::int',
  trace: 'extract(epoch FROM until - at)::int',
  sla_log: 'fired_at >= due_at',
};

/** A row as text: ids by number, instants only as set or not. */
export type EndState = Readonly<Record<string, readonly string[]>>;

/** What stands in all tables after a scene, so that two runs of it can be compared. */
export async function endState(pool: Pool): Promise<EndState> {
  const names = new Map<string, string>();
  const state: Record<string, string[]> = {};
  const read = await pool.query<Record<TableName, readonly Record<string, unknown>[] | null>>({
    name: 'end-state',
    text: `SELECT ${TABLES.map(rowsOf).join(', ')}`,
  });
  for (const table of TABLES) {
    state[table] = (read.rows[0]?.[table] ?? []).map((row) => JSON.stringify(normalRow(table, row, names)));
    // Lines of a trace keep their order within their subject; everywhere else order means nothing.
    if (table !== 'trace') state[table].sort();
  }
  return state;
}

/** Takes away what scenes leave behind; journeys, teams and people stay. */
export async function wipe(pool: Pool): Promise<void> {
  const emptied = [...TABLES].reverse().map((table) => `DELETE FROM ${table}`);
  await pool.query(
    ['UPDATE lead SET merged_into = NULL', ...emptied, 'UPDATE team SET last_assigned = NULL'].join('; '),
  );
}

function rowsOf(table: TableName): string {
  const row = `to_jsonb(t) || jsonb_build_object('span', ${SPANS[table] ?? 'NULL::int'})`;
  return `(SELECT jsonb_agg(${row} ORDER BY ${orderOf(table)}) FROM ${table} t) AS ${table}`;
}

function orderOf(table: TableName): string {
  switch (table) {
    case 'lead_identity':
      return 'kind, value';
    case 'trace':
      return 'subject_type, subject_id, id';
    case 'token':
      return 'enrollment_id, id';
    case 'sla_log':
      return 'handoff_id, visit, due_at, rung';
    case 'suppression':
      return 'address_hash';
    case 'rescore_request':
      return 'company_id';
    default:
      return 'id';
  }
}

function normalRow(table: TableName, row: Record<string, unknown>, names: Map<string, string>): object {
  const kept = Object.entries(row).filter(
    ([column]) => !DROPPED.has(column) && !(column === 'id' && COUNTED_IDS.includes(table)),
  );
  return Object.fromEntries(kept.map(([column, value]) => [column, normal(value, names)]));
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const INSTANT = /^\d{4}-\d\d-\d\dT/;
const FIRST_INSTANT_MS = 1e11;

function normal(value: unknown, names: Map<string, string>): unknown {
  if (typeof value === 'number') return value > FIRST_INSTANT_MS ? '<instant>' : value;
  if (typeof value === 'string') {
    if (INSTANT.test(value)) return '<instant>';
    if (value.startsWith('once:')) return 'once';
    if (/^\d+$/.test(value)) return '<entry>';
    return value.replaceAll(UUID, (id) => nameOf(id, names));
  }
  if (Array.isArray(value)) return value.map((item) => normal(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normal(inner, names)]));
}

function nameOf(id: string, names: Map<string, string>): string {
  const known = names.get(id) ?? `#${names.size + 1}`;
  names.set(id, known);
  return known;
}
