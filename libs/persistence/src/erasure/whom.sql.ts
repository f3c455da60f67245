import type { Pool } from 'pg';
import { z } from 'zod';
import type { Tx } from '../db/pool';

/** Whom an erasure is about, as somebody asks for it: a lead, or a word by which a person may be stored who is no lead. */
export type ErasureSubject = { readonly leadId: string } | { readonly email: string } | { readonly externalId: string };

/** Everything that names one person. Kept in the erasure's row while it runs, and nowhere after it. */
export const whomSchema = z.object({
  /** The lead and everybody who was merged into it. */
  leadIds: z.array(z.string()),
  /** Lower case; the current address and those before. */
  addresses: z.array(z.string()),
  /** The ids by which other systems name the person. */
  userIds: z.array(z.string()),
  /** The ids by which browsers do. */
  anonymousIds: z.array(z.string()),
  /** Names and telephone numbers: looked for in what others wrote, where a person decides. */
  words: z.array(z.string()),
});
export type Whom = z.infer<typeof whomSchema>;

/** Shorter words are in too many texts to name anybody. */
const NAMES_FROM = 5;
const IDS_FROM = 8;
/** Identities that we gave ourselves: they name a row, not a person. */
const OWN_PREFIX = /^(by-hand|submission|import):/;

/** The leads that a subject means, with all who were merged into them; empty: nobody is stored under it as a lead. */
const LEADS = /* sql */ `
WITH RECURSIVE named(id) AS (
  SELECT coalesce(l.merged_into, l.id) FROM lead l WHERE l.id = $1::uuid
  UNION SELECT coalesce(l.merged_into, l.id) FROM lead l WHERE lower(l.email) = $2
  UNION SELECT coalesce(l.merged_into, l.id) FROM lead_identity i JOIN lead l ON l.id = i.lead_id WHERE i.value = $3 AND i.kind = 'user'
  UNION SELECT coalesce(l.merged_into, l.id) FROM lead_identity i JOIN lead l ON l.id = i.lead_id
    WHERE i.kind = 'external' AND $3 IN (i.value, substr(i.value, strpos(i.value, ':') + 1))
  UNION SELECT s.lead_id FROM form_submission s JOIN lead l ON l.id = s.lead_id WHERE lower(s.email) = $2 AND NOT l.known
    AND NOT EXISTS (SELECT FROM lead_identity i WHERE i.lead_id = l.id AND i.value <> 'submission:' || s.id)),
all_of(id) AS (SELECT id FROM named UNION SELECT l.id FROM lead l JOIN all_of a ON l.merged_into = a.id)
SELECT id FROM all_of ORDER BY id`;

const NAMES = /* sql */ `
SELECT
  (SELECT coalesce(array_agg(DISTINCT lower(x.email)), '{}') FROM (
     SELECT email FROM lead WHERE id = ANY ($1) UNION SELECT email FROM form_submission WHERE lead_id = ANY ($1)
     UNION SELECT data #>> '{lead,email}' FROM ledger_entry WHERE lead_id = ANY ($1) AND kind = 'fields') x WHERE x.email <> '') AS addresses,
  (SELECT coalesce(array_agg(value), '{}') FROM (
     SELECT value FROM lead_identity WHERE lead_id = ANY ($1) AND kind IN ('user', 'external')
     UNION SELECT substr(value, strpos(value, ':') + 1) FROM lead_identity WHERE lead_id = ANY ($1) AND kind = 'external') u) AS users,
  (SELECT coalesce(array_agg(value), '{}') FROM lead_identity WHERE lead_id = ANY ($1) AND kind = 'anonymous') AS visitors,
  (SELECT coalesce(array_agg(DISTINCT word), '{}') FROM (
     SELECT nullif(concat_ws(' ', first_name, last_name), '') AS word FROM lead WHERE id = ANY ($1) AND last_name IS NOT NULL
     UNION SELECT phone FROM lead WHERE id = ANY ($1)
     UNION SELECT nullif(concat_ws(' ', fields ->> 'firstName', fields ->> 'lastName'), '') FROM form_submission WHERE lead_id = ANY ($1) AND fields ->> 'lastName' <> ''
     UNION SELECT data #>> '{lead,phone}' FROM ledger_entry WHERE lead_id = ANY ($1) AND kind = 'fields') w WHERE word IS NOT NULL) AS words`;

/** Resolves a subject to everything that names the person now. Read again under the locks of each part: somebody may be merged meanwhile. */
export async function resolveWhom(db: Tx | Pool, subject: ErasureSubject): Promise<Whom> {
  const asked = {
    leadId: 'leadId' in subject ? subject.leadId : null,
    email: 'email' in subject ? subject.email.trim().toLowerCase() : null,
    externalId: 'externalId' in subject ? subject.externalId.trim() : null,
  };
  const found = await db.query<{ id: string }>(LEADS, [asked.leadId, asked.email, asked.externalId]);
  const leadIds = found.rows.map(({ id }) => id);
  const { rows } = await db.query<{ addresses: string[]; users: string[]; visitors: string[]; words: string[] }>(
    NAMES,
    [leadIds],
  );
  const { addresses = [], users = [], visitors = [], words = [] } = rows[0] ?? {};
  return {
    leadIds,
    addresses: unique([...addresses, ...(asked.email === null ? [] : [asked.email])]),
    userIds: unique([...users, ...(asked.externalId === null ? [] : [asked.externalId])]),
    anonymousIds: visitors,
    words,
  };
}

/** The person of a running erasure as the rows are now: what was known when it was asked for, and what came since. */
export async function resolveAgain(tx: Tx, known: Whom): Promise<Whom> {
  const parts = await Promise.all(known.leadIds.map((leadId) => resolveWhom(tx, { leadId })));
  const byAddress = await Promise.all(known.addresses.map((email) => resolveWhom(tx, { email })));
  return [...parts, ...byAddress].reduce(joined, known);
}

function joined(one: Whom, other: Whom): Whom {
  return {
    leadIds: unique([...one.leadIds, ...other.leadIds]).sort(),
    addresses: unique([...one.addresses, ...other.addresses]),
    userIds: unique([...one.userIds, ...other.userIds]),
    anonymousIds: unique([...one.anonymousIds, ...other.anonymousIds]),
    words: unique([...one.words, ...other.words]),
  };
}

/** The parameters of the conditions in `PLACES`. */
export function parametersOf({ leadIds, addresses, userIds, anonymousIds }: Whom): [string[], string[], string[]] {
  const ids = [...userIds, ...anonymousIds].filter((id) => id.length >= IDS_FROM && !OWN_PREFIX.test(id));
  return [leadIds, addresses, [...addresses, ...ids].map(patternOf)];
}

/** What is looked for in texts that others wrote: everything that names the person. */
export function patternsOf(whom: Whom): string[] {
  const words = whom.words.filter((word) => word.trim().length >= NAMES_FROM);
  return unique([...parametersOf(whom)[2], ...words.map(patternOf)]);
}

/** A pattern of Postgres that finds a word in lower-case text, and not as part of a longer one: no `ana@x.de` in `diana@x.de`. */
export function patternOf(word: string): string {
  const quoted = word
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, (sign) => (/\s/.test(sign) ? '\\s+' : `\\${sign}`));
  return `(?<![[:alnum:]._%+-])${quoted}(?![[:alnum:]_%+-]|\\.[[:alnum:]])`;
}

function unique(all: readonly string[]): string[] {
  return [...new Set(all)];
}
