import { type Client, escapeIdentifier, type Pool } from 'pg';
import { withPatience } from './patience';
import { keyOf, type TableShape, tableShapes, textOf } from './schema.sql';
import { parametersOf, patternsOf, type Whom } from './whom.sql';

/** An erasure's own row names the person until it is through. */
const NOT_SEARCHED = ['erasure', 'migrations'];
/** Beyond that somebody has to search by himself: a word that common names nobody. */
const MENTIONS_AT_MOST = 200;
const PATIENCE_MS = 600_000;
const LOCK_MS = 10_000;

/** Where other people's own names stand: somebody of the same name is somebody else. An address or an id is looked for there all the same. */
const NAMESAKES: Readonly<Record<string, string>> = {
  lead: 'FALSE',
  form_submission: 'FALSE',
  app_user: 'FALSE',
  ledger_entry: `x.kind <> 'fields'`,
};

/** A row of somebody else, or of the workspace, that still names the person. */
export interface Mention {
  readonly place: string;
  readonly rowKey: string;
  readonly leadId: string | null;
}

/**
 * Looks through every text of every table for what names the person: after the person's own rows are gone, what is left stands in other
 * people's rows and is for a person to decide. Answers rows per table that was searched.
 */
export async function searchEverywhere(
  pool: Pool,
  whom: Whom,
): Promise<{ mentions: Mention[]; searched: Record<string, number> }> {
  const [, , keys] = parametersOf(whom);
  const all = patternsOf(whom);
  const mentions: Mention[] = [];
  const searched: Record<string, number> = {};
  await withPatience(pool, { statementMs: PATIENCE_MS, lockMs: LOCK_MS }, async (client) => {
    for (const table of await tableShapes(client)) {
      if (NOT_SEARCHED.includes(table.name) || table.texts.length === 0) continue;
      const found = all.length === 0 ? [] : await searchTable(client, table, { keys, all });
      mentions.push(...found);
      searched[table.name] = found.length;
    }
  });
  return { mentions, searched };
}

async function searchTable(
  client: Client,
  table: TableShape,
  { keys, all }: { readonly keys: readonly string[]; readonly all: readonly string[] },
): Promise<Mention[]> {
  const text = textOf(table);
  const { rows } = await client.query<{ row_key: string; lead_id: string | null }>(
    `SELECT ${keyOf(table)} AS row_key, ${table.hasLead ? 'x.lead_id' : 'NULL::uuid AS lead_id'}
     FROM ${escapeIdentifier(table.name)} x
     WHERE ${text} ~ ANY ($1::text[]) OR (${NAMESAKES[table.name] ?? 'TRUE'} AND ${text} ~ ANY ($2::text[])) LIMIT ${MENTIONS_AT_MOST}`,
    [keys, all],
  );
  return rows.map((row) => ({ place: table.name, rowKey: row.row_key, leadId: row.lead_id }));
}
