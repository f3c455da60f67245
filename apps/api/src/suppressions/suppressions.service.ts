import { Injectable } from '@nestjs/common';
import type {
  AddedSuppressions,
  AddSuppressionsBody,
  ListSuppressionsQuery,
  RemoveSuppressionBody,
  Suppression,
  SuppressionPage,
} from '@ripen/contracts';
import { recordAudit } from '@ripen/persistence';
import { actorId, auditActor, type Caller } from '../access/caller';
import { Database } from '../database/database';
import { ApiException } from '../http/api-exception';
import { offsetOf, pageOf } from '../http/paging';

const COLUMNS = `s.address_hash AS hash, s.reason, s.scope, s.note, u.name AS by, s.at`;
const FROM = `FROM suppression s LEFT JOIN app_user u ON u.id = s.added_by`;
const EXPORTED = /^\s*"?([0-9a-f]{64})\b"?(?:,([a-z_]{1,50}),(all|consent))?/;
const ADDRESS = /[^\s<>@,;:"()[\]\\]{1,64}@[^\s<>@,;:"()[\]\\]{1,255}/u;
const MOST_REFUSED = 100;

/** What is stopped for advertising alone is stopped for everything when somebody says so, and never the other way round. */
const ADD = /* sql */ `
WITH asked AS (SELECT coalesce(x.hash, suppression_key(x.address)) AS hash, min(coalesce(x.reason, $2)) AS reason, min(x.scope) AS scope
    FROM jsonb_to_recordset($1) AS x(address text, hash text, reason text, scope text) GROUP BY 1),
  added AS (INSERT INTO suppression (address_hash, reason, scope, note, added_by) SELECT hash, reason, scope, nullif($3, ''), $4 FROM asked
    ON CONFLICT (address_hash) DO UPDATE SET scope = 'all', reason = EXCLUDED.reason, note = EXCLUDED.note, added_by = EXCLUDED.added_by, at = EXCLUDED.at
      WHERE suppression.scope <> 'all' AND EXCLUDED.scope = 'all' RETURNING 1)
SELECT (SELECT count(*)::int FROM added) AS added, (SELECT count(*)::int FROM asked) AS asked`;

/** Addresses that are not written to. Only their salted hashes are kept, so the list names nobody. */
@Injectable()
export class SuppressionsService {
  constructor(private readonly database: Database) {}

  async list({ reason, cursor, limit }: ListSuppressionsQuery): Promise<SuppressionPage> {
    const offset = offsetOf(cursor);
    const reasons = await this.database.rows<{ reason: string; count: number }>(
      'SELECT reason, count(*)::int AS count FROM suppression GROUP BY reason ORDER BY count DESC, reason',
    );
    const items = await this.database.rows<Suppression>(
      `SELECT ${COLUMNS} ${FROM} WHERE $1::text IS NULL OR s.reason = $1 ORDER BY s.at DESC, s.address_hash LIMIT $2 OFFSET $3`,
      [reason ?? null, limit, offset],
    );
    const counted = reasons.filter((row) => reason === undefined || row.reason === reason);
    const total = counted.reduce((sum, { count }) => sum + count, 0);
    return { ...pageOf(items, { offset, total }), reasons };
  }

  check(address: string): Promise<Suppression | null> {
    return this.database.row<Suppression>(`SELECT ${COLUMNS} ${FROM} WHERE s.address_hash = suppression_key($1)`, [
      address.trim(),
    ]);
  }

  async add({ text, note }: AddSuppressionsBody, caller: Caller): Promise<AddedSuppressions> {
    const { entries, refused } = linesOf(text);
    const { added, asked } = await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ added: number; asked: number }>(ADD, [
        JSON.stringify(entries),
        entries.length > 1 ? 'import' : 'by_hand',
        note,
        actorId(caller),
      ]);
      const counts = rows[0] ?? { added: 0, asked: 0 };
      const details = { count: counts.added };
      const actor = auditActor(caller);
      if (counts.added > 0) await recordAudit(tx, { actor, action: 'suppression.added', subject: null, details });
      return counts;
    });
    return { added, known: asked - added, refused: refused.slice(0, MOST_REFUSED) };
  }

  async remove({ hash, reason }: RemoveSuppressionBody, caller: Caller): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ reason: string }>(
        'DELETE FROM suppression WHERE address_hash = $1 RETURNING reason',
        [hash],
      );
      if (!rows[0]) throw new ApiException('not_found');
      const subject = { type: 'suppression', id: hash };
      const details = { was: rows[0].reason, reason };
      await recordAudit(tx, { actor: auditActor(caller), action: 'suppression.removed', subject, details });
    });
  }

  /** Hashes and codes only: nothing in it can be a formula, and nothing names a person. */
  async csv(caller: Caller): Promise<string> {
    const rows = await this.database.transaction(async (tx) => {
      const answer = await tx.query<{ line: string }>(
        `SELECT address_hash || ',' || regexp_replace(reason, '[^a-z_]', '', 'g') || ',' || scope || ',' ||
           to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS line FROM suppression ORDER BY at, address_hash`,
      );
      const details = { count: answer.rows.length };
      const actor = auditActor(caller);
      await recordAudit(tx, { actor, action: 'suppression.exported', subject: null, details });
      return answer.rows;
    });
    return ['hash,reason,scope,since', ...rows.map(({ line }) => line), ''].join('\r\n');
  }
}

interface Entry {
  readonly address: string | null;
  readonly hash: string | null;
  readonly reason: string | null;
  readonly scope: 'all' | 'consent';
}

/** One address or hash of each line; blank lines and the heading of an export are nothing. A line of an export keeps its reason and scope. */
function linesOf(text: string): { entries: Entry[]; refused: number[] } {
  const entries: Entry[] = [];
  const refused: number[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '' || line.startsWith('hash,reason')) continue;
    const [, hash, reason, scope] = EXPORTED.exec(line) ?? [];
    const address = ADDRESS.exec(line)?.[0];
    if (hash !== undefined)
      entries.push({ address: null, hash, reason: reason ?? null, scope: scope === 'consent' ? 'consent' : 'all' });
    else if (address !== undefined) entries.push({ address, hash: null, reason: null, scope: 'all' });
    else refused.push(index + 1);
  }
  return { entries, refused };
}
