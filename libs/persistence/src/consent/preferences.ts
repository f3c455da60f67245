import type {
  ConsentChannel,
  ConsentGiven,
  ConsentProof,
  ConsentState,
  EpochMs,
  FactChange,
  Language,
  Text,
} from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction, type Tx } from '../db/pool';
import { applyFacts, type FactsContext } from '../facts/apply-facts';
import { LATEST_WORD, lockLeads } from '../facts/facts.repository';
import { releaseHeld } from './held-mails.sql';

/** One purpose on one channel, as the lead has it. */
export interface Preference {
  readonly purpose: string;
  readonly channel: ConsentChannel;
  readonly name: Text;
  readonly explanation: Text;
  readonly wording: Text;
  readonly wordingVersion: number;
  readonly on: boolean;
  /** When that was said last; null: never. */
  readonly saidAt: EpochMs | null;
}

/** What a lead may see and set by a link of a mail: kinds and counts of what is held, and no value but the language. */
export interface Preferences {
  readonly leadId: string;
  readonly email: string | null;
  readonly language: Language | null;
  readonly since: EpochMs;
  readonly held: { readonly fields: readonly string[]; readonly touchpoints: number; readonly mails: number };
  readonly suppressed: boolean;
  readonly pausedUntil: EpochMs | null;
  readonly choices: readonly Preference[];
}

const MAX_MERGES = 5;

/** The lead behind a link: one that was merged is the one that it was merged into. Null: it is gone. */
export async function leadBehind(db: Pool | Tx, leadId: string): Promise<string | null> {
  let id = leadId;
  for (let hop = 0; hop < MAX_MERGES; hop += 1) {
    const { rows } = await db.query<{ merged_into: string | null }>('SELECT merged_into FROM lead WHERE id = $1', [id]);
    if (!rows[0]) return null;
    if (rows[0].merged_into === null) return id;
    id = rows[0].merged_into;
  }
  return null;
}

const PREFERENCES = /* sql */ `
SELECT l.id AS "leadId", l.email, l.language, l.created_at AS since,
  jsonb_build_object('fields', to_jsonb(array_remove(ARRAY[
      CASE WHEN l.first_name IS NOT NULL OR l.last_name IS NOT NULL THEN 'name' END, CASE WHEN l.email IS NOT NULL THEN 'email' END,
      CASE WHEN l.phone IS NOT NULL THEN 'phone' END, CASE WHEN l.position IS NOT NULL OR l.department IS NOT NULL THEN 'position' END,
      CASE WHEN l.company_id IS NOT NULL THEN 'company' END], NULL)),
    'touchpoints', l.touchpoint_count,
    'mails', (SELECT count(*) FROM effect f WHERE f.lead_id = l.id AND f.kind = 'send_email' AND f.state IN ('sent', 'unknown'))) AS held,
  l.email IS NOT NULL AND EXISTS (SELECT FROM suppression WHERE address_hash = suppression_key(l.email)) AS suppressed,
  (SELECT until FROM mail_pause p WHERE p.lead_id = l.id AND p.until > instant($2)) AS "pausedUntil",
  coalesce((SELECT jsonb_agg(jsonb_build_object('purpose', p.key, 'channel', c.channel, 'name', p.name, 'explanation', p.explanation, 'wording', p.wording,
      'wordingVersion', p.wording_version, 'on', coalesce(w.state = 'granted', false), 'saidAt', ms(w.at)) ORDER BY p.position, p.key, c.channel)
    FROM purpose p CROSS JOIN LATERAL unnest(p.channels) c(channel)
    LEFT JOIN LATERAL (SELECT state, at FROM consent WHERE lead_id = l.id AND purpose = p.key AND channel = c.channel ORDER BY ${LATEST_WORD} LIMIT 1) w ON true
    WHERE p.needs_consent AND (p.active OR w.state = 'granted')), '[]') AS choices
FROM lead l WHERE l.id = $1`;

/** What the lead may set and what we hold of it in short. Null: the lead is gone. */
export async function readPreferences(db: Pool | Tx, leadId: string, now: EpochMs): Promise<Preferences | null> {
  const id = await leadBehind(db, leadId);
  if (id === null) return null;
  const { rows } = await db.query<Preferences>(PREFERENCES, [id, now]);
  return rows[0] ?? null;
}

/** A box as it was shown and as it came back: only what the person changed is said. */
export interface ChosenPreference {
  readonly purpose: string;
  readonly channel: string;
  readonly shown: boolean;
  readonly wanted: boolean;
}
export interface PreferenceWish {
  readonly choices: readonly ChosenPreference[];
  /** In which language the wordings were read. */
  readonly read: Language;
  readonly language: Language | null;
  /** Days from now on; 0: the pause is over; null: as it is. */
  readonly pauseDays: number | null;
}

/**
 * Takes what a person set behind a link: one transaction under the lead's lock, which every claim of a mail takes as well, so that a step after this
 * knows of it. What was not changed on the page is not said again: an old page does not bring back a yes. False: the lead is gone.
 */
export function savePreferences(
  pool: Pool,
  leadId: string,
  wish: PreferenceWish,
  context: FactsContext,
): Promise<boolean> {
  return underLock(pool, leadId, context, async (tx, { id, now }) => {
    const current = await readPreferences(tx, id, now);
    if (current === null) return [];
    await setPause(tx, id, wish.pauseDays, now);
    return [...saidChanges(current, wish, now), ...languageChange(current, wish.language, now)];
  });
}

/**
 * Takes back what a mail goes out by, at once and in any state: a no that is said outlives an older yes that arrives later. `purpose` null: everything
 * that needs consent, by e-mail; `everywhere`: on every channel. Saying it again changes nothing that matters. False: the lead is gone.
 */
export function withdraw(pool: Pool, leadId: string, withdrawal: Withdrawal, context: FactsContext): Promise<boolean> {
  return underLock(pool, leadId, context, (tx, locked) => withdrawals(tx, locked, withdrawal));
}

export interface Withdrawal {
  readonly purpose: string | null;
  readonly everywhere: boolean;
  readonly via: string;
}

/** The same as changes of fact, for a lead that the caller holds locked. */
export async function withdrawals(
  tx: Tx,
  { id, now }: { id: string; now: EpochMs },
  { purpose, everywhere, via }: Withdrawal,
): Promise<FactChange[]> {
  const { rows } = await tx.query<{ purpose: string; channel: ConsentChannel }>(
    `SELECT key AS purpose, channel FROM purpose CROSS JOIN LATERAL unnest(channels) c(channel) WHERE needs_consent AND (key = $1 OR $1::text IS NULL AND active)
         AND ($2 OR channel = 'email')
       UNION SELECT purpose, channel FROM consent WHERE lead_id = $3 AND ($1::text IS NULL OR purpose = $1) AND ($2 OR channel = 'email')
       UNION SELECT $1::text, 'email' WHERE $1::text IS NOT NULL ORDER BY 1, 2`,
    [purpose, everywhere, id],
  );
  return rows.map((row) => said({ leadId: id, now, ...row, state: 'withdrawn', proof: proofOf(via) }));
}

async function underLock(
  pool: Pool,
  leadId: string,
  context: FactsContext,
  work: (tx: Tx, locked: { id: string; now: EpochMs }) => Promise<FactChange[]>,
): Promise<boolean> {
  return inTransaction(pool, async (tx) => {
    const id = await leadBehind(tx, leadId);
    if (id === null) return false;
    const [lead] = await lockLeads(tx, [id]);
    if (!lead) return false;
    // Read behind the lock, as applyFacts does: whoever waited for it spoke later.
    await applyFacts(tx, await work(tx, { id, now: await context.clock.now(tx) }), context);
    await releaseHeld(tx, id);
    return true;
  });
}

function proofOf(via: string, wording: string | null = null, wordingVersion: number | null = null): ConsentProof {
  return { via, wording, wordingVersion, confirmedAt: null, submissionId: null };
}

interface Said {
  readonly leadId: string;
  readonly now: EpochMs;
  readonly purpose: string;
  readonly channel: ConsentChannel;
  readonly state: ConsentState;
  readonly proof: ConsentProof;
}

function said({ leadId, now, purpose, channel, state, proof }: Said): ConsentGiven {
  return { kind: 'consent', leadId, occurredAt: now, dedupeKey: null, purpose, channel, state, proof };
}

function saidChanges({ leadId, choices }: Preferences, wish: PreferenceWish, now: EpochMs): ConsentGiven[] {
  return choices.flatMap(({ purpose, channel, wording, wordingVersion, on }) => {
    const chosen = wish.choices.find((choice) => choice.purpose === purpose && choice.channel === channel);
    if (chosen === undefined || chosen.shown === chosen.wanted || chosen.wanted === on) return [];
    const proof = proofOf('preferences', wording[wish.read], wordingVersion);
    return [said({ leadId, now, purpose, channel, state: chosen.wanted ? 'granted' : 'withdrawn', proof })];
  });
}

function languageChange({ leadId, ...current }: Preferences, language: Language | null, now: EpochMs): FactChange[] {
  if (language === null || language === current.language) return [];
  return [{ kind: 'fields', leadId, occurredAt: now, dedupeKey: null, lead: { language }, company: null }];
}

const DAY_MS = 86_400_000;

async function setPause(tx: Tx, leadId: string, days: number | null, now: EpochMs): Promise<void> {
  if (days === null) return;
  if (days === 0) {
    await tx.query('DELETE FROM mail_pause WHERE lead_id = $1', [leadId]);
    return;
  }
  await tx.query(
    `INSERT INTO mail_pause (lead_id, until, reason, since) VALUES ($1, instant($2), 'asked', instant($3))
     ON CONFLICT (lead_id) DO UPDATE SET until = EXCLUDED.until, reason = 'asked', since = EXCLUDED.since`,
    [leadId, now + days * DAY_MS, now],
  );
}
