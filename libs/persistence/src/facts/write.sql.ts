import type { ConsentGiven, EpochMs } from '@ripen/domain';
import { newId } from '../db/ids';
import { askAside, type Tx } from '../db/pool';
import type { Recorded } from './ledger.sql';
import { LEAD_COLUMNS, type LeadRow } from './lead.mapper';

/** What a touchpoint moves where grade, band and stage stay as they are: most batches move nothing else, and arrays are read fastest. */
const TOUCH_TYPES = {
  last_touched_at: 'bigint',
  raw_points_milli: 'bigint',
  touchpoint_count: 'int',
  careers_count: 'int',
  points_milli: 'bigint',
  scored_at: 'bigint',
} as const satisfies Partial<Record<keyof LeadRow, string>>;
/** What a new score moves beside that: a narrow record is read in half the time. */
const SCORE_TYPES = {
  last_touched_at: 'timestamptz',
  raw_points_milli: 'bigint',
  touchpoint_count: 'int',
  careers_count: 'int',
  model_version: 'int',
  grade: 'text',
  band: 'int',
  cell: 'text',
  stage: 'text',
  category: 'text',
  pseudo_reason: 'text',
  points_milli: 'bigint',
  answered: 'int',
  criteria: 'int',
  scored_at: 'timestamptz',
} as const satisfies Partial<Record<keyof LeadRow, string>>;
const NEVER_WRITTEN: readonly (keyof LeadRow)[] = ['id', 'created_at', 'merged_into'];

const TOUCH_COLUMNS = LEAD_COLUMNS.filter((column): column is keyof typeof TOUCH_TYPES => column in TOUCH_TYPES);
const SCORE_COLUMNS = LEAD_COLUMNS.filter((column) => column in SCORE_TYPES);
const WRITTEN = LEAD_COLUMNS.filter((column) => !NEVER_WRITTEN.includes(column));
const JUDGED = SCORE_COLUMNS.filter((column) => !(column in TOUCH_TYPES));
const DETAILS = WRITTEN.filter((column) => !(column in SCORE_TYPES));

const setOf = (columns: readonly string[]): string => columns.map((column) => `${column} = x.${column}`).join(', ');
const WRITE_LEADS = `UPDATE lead l SET ${setOf(WRITTEN)} FROM jsonb_populate_recordset(null::lead, $1) x WHERE l.id = x.id`;
const WRITE_SCORES = `UPDATE lead l SET ${setOf(SCORE_COLUMNS)}
FROM jsonb_to_recordset($1) AS x(id uuid, ${Object.entries(SCORE_TYPES)
  .map(([column, type]) => `${column} ${type}`)
  .join(', ')}) WHERE l.id = x.id`;
const moved = (column: string): string => (column.endsWith('_at') ? `instant(x.${column})` : `x.${column}`);
const WRITE_TOUCHES = `UPDATE lead l SET ${TOUCH_COLUMNS.map((column) => `${column} = ${moved(column)}`).join(', ')}
FROM unnest($1::uuid[], ${TOUCH_COLUMNS.map((column, index) => `$${index + 2}::${TOUCH_TYPES[column]}[]`).join(', ')})
  AS x(id, ${TOUCH_COLUMNS.join(', ')}) WHERE l.id = x.id`;

/** A lead that the caller holds locked, before and after. */
export interface LeadChange {
  readonly was: LeadRow;
  readonly row: LeadRow;
}

const BORN_COLUMNS = LEAD_COLUMNS.filter((column) => column !== 'merged_into');
const BEAR_LEADS = `INSERT INTO lead (${BORN_COLUMNS.join(', ')})
SELECT ${BORN_COLUMNS.join(', ')} FROM jsonb_populate_recordset(null::lead, $1)`;

/** Writes leads that were not there, whole. The answer is not waited for. */
export function bearLeads(tx: Tx, rows: readonly LeadRow[]): void {
  if (rows.length === 0) return;
  const records = rows.map((row) => {
    const said = BORN_COLUMNS.map((column) => [column, valueOf(row, column)] as const);
    return Object.fromEntries(said.filter(([, value]) => value !== null));
  });
  askAside(tx, { name: 'bear-leads', text: BEAR_LEADS, values: [JSON.stringify(records)] });
}

/** Keeps under which name another system knows leads. */
export function nameLeads(tx: Tx, leads: readonly { readonly id: string; readonly externalId: string | null }[]): void {
  const named = leads.filter(({ externalId }) => externalId !== null);
  if (named.length === 0) return;
  askAside(tx, {
    name: 'name-leads',
    text: `INSERT INTO lead_identity (kind, value, lead_id) SELECT 'external', x.value, x.id FROM unnest($1::uuid[], $2::text[]) x(id, value)`,
    values: [named.map(({ id }) => id), named.map(({ externalId }) => externalId)],
  });
}

/** Writes leads, each by the narrowest statement that holds what moved. Their answers are not waited for. */
export function writeLeads(tx: Tx, changes: readonly LeadChange[]): void {
  const groups = { touched: [] as LeadChange[], scored: [] as LeadChange[], others: [] as LeadChange[] };
  for (const change of changes) groups[extentOf(change)].push(change);
  writeTouches(tx, groups.touched);
  write(tx, { name: 'write-scores', text: WRITE_SCORES, columns: ['id', ...SCORE_COLUMNS] }, groups.scored);
  write(tx, { name: 'write-leads', text: WRITE_LEADS, columns: ['id', ...WRITTEN] }, groups.others);
}

function extentOf({ was, row }: LeadChange): 'touched' | 'scored' | 'others' {
  const stays = (column: keyof LeadRow): boolean => was[column] === row[column];
  if (!DETAILS.every(stays)) return 'others';
  return JUDGED.every(stays) ? 'touched' : 'scored';
}

function writeTouches(tx: Tx, changes: readonly LeadChange[]): void {
  if (changes.length === 0) return;
  const columns = ['id', ...TOUCH_COLUMNS] as const;
  const values = columns.map((column) => changes.map(({ row }) => row[column]));
  askAside(tx, { name: 'write-touches', text: WRITE_TOUCHES, values });
}

function write(
  tx: Tx,
  { name, text, columns }: { name: string; text: string; columns: readonly (keyof LeadRow)[] },
  changes: readonly LeadChange[],
): void {
  if (changes.length === 0) return;
  const records = changes.map(({ row }) => Object.fromEntries(columns.map((column) => [column, valueOf(row, column)])));
  askAside(tx, { name, text, values: [JSON.stringify(records)] });
}

function valueOf(row: LeadRow, column: keyof LeadRow): unknown {
  return column === 'last_touched_at' || column === 'scored_at' || column === 'created_at'
    ? iso(row[column])
    : row[column];
}

function iso(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** Appends what leads said about consent, with its proof. Nobody has said anything later than we heard it: a date ahead would outlive a withdrawal. */
export async function writeConsents(tx: Tx, recorded: readonly Recorded[], receivedAt: EpochMs): Promise<void> {
  const given = recorded.flatMap(({ change }) => (change.kind === 'consent' ? [change] : []));
  if (given.length === 0) return;
  await tx.query(
    `INSERT INTO consent (id, lead_id, purpose, channel, state, at, received_at, proof)
     SELECT x.id, x.lead_id, x.purpose, x.channel, x.state, least(instant(x.at), instant($2)), instant($2), x.proof
     FROM jsonb_to_recordset($1) AS x(id uuid, lead_id uuid, purpose text, channel text, state text, at bigint, proof jsonb)`,
    [JSON.stringify(given.map(consentRecord)), receivedAt],
  );
}

function consentRecord({ leadId, purpose, channel, state, occurredAt, proof }: ConsentGiven): object {
  return { id: newId(), lead_id: leadId, purpose, channel, state, at: occurredAt, proof };
}
