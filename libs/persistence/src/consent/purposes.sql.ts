import type { ConsentChannel, EpochMs, Text } from '@ripen/domain';
import type { Pool } from 'pg';
import type { Tx } from '../db/pool';

/** A purpose as it is set. */
export interface PurposeState {
  readonly name: Text;
  readonly explanation: Text;
  readonly wording: Text;
  readonly channels: readonly ConsentChannel[];
  readonly legalBasis: Text;
  readonly needsConsent: boolean;
  readonly active: boolean;
  readonly position: number;
}
export interface StoredPurpose extends PurposeState {
  readonly key: string;
  readonly wordingVersion: number;
  readonly builtin: boolean;
  readonly updatedAt: EpochMs;
}

const COLUMNS = `key, name, explanation, wording, wording_version AS "wordingVersion", channels, legal_basis AS "legalBasis",
  needs_consent AS "needsConsent", active, builtin, position, updated_at AS "updatedAt"`;

/** All purposes in their order. */
export async function listPurposes(db: Pool | Tx): Promise<StoredPurpose[]> {
  const { rows } = await db.query<StoredPurpose>(`SELECT ${COLUMNS} FROM purpose ORDER BY position, key`);
  return rows;
}

/** The purpose under its lock; null: there is none by this key. */
export async function lockPurpose(tx: Tx, key: string): Promise<StoredPurpose | null> {
  const { rows } = await tx.query<StoredPurpose>(`SELECT ${COLUMNS} FROM purpose WHERE key = $1 FOR UPDATE`, [key]);
  return rows[0] ?? null;
}

/** Adds a purpose, or sets one that the caller holds locked, and keeps who changed what. Nothing changed: nothing is written. Answers what did. */
export async function savePurpose(
  tx: Tx,
  key: string,
  { state, was, userId }: { state: PurposeState; was: StoredPurpose | null; userId: string | null },
): Promise<readonly string[]> {
  const changed = was === null ? ['created'] : partsThatDiffer(was, state);
  if (changed.length === 0) return changed;
  const version = was === null ? 1 : was.wordingVersion + (changed.includes('wording') ? 1 : 0);
  const { name, explanation, wording, channels, legalBasis, needsConsent, active, position } = state;
  await tx.query(
    `INSERT INTO purpose (key, name, explanation, wording, wording_version, channels, legal_basis, needs_consent, active, position)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (key) DO UPDATE SET name = $2, explanation = $3, wording = $4, wording_version = $5, channels = $6, legal_basis = $7,
       needs_consent = $8, active = $9, position = $10, updated_at = clock_timestamp()`,
    [key, name, explanation, wording, version, channels, legalBasis, needsConsent, active, position],
  );
  await tx.query(
    'INSERT INTO purpose_change (purpose, wording_version, state, changed, changed_by) VALUES ($1, $2, $3, $4, $5)',
    [key, version, state, changed, userId],
  );
  return changed;
}

const PARTS = [
  'name',
  'explanation',
  'wording',
  'channels',
  'legalBasis',
  'needsConsent',
  'active',
  'position',
] as const;

function partsThatDiffer(was: PurposeState, state: PurposeState): string[] {
  return PARTS.filter((part) => JSON.stringify(sorted(was[part])) !== JSON.stringify(sorted(state[part])));
}

/** jsonb and arrays come back in an order of their own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(String).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
