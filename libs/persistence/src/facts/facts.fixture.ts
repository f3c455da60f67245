import type { Pool } from 'pg';
import { newId } from '../db/ids';
import type { IngestEvent } from './ingest';

export const SOURCE = { channel: 'ads', campaign: 'herbst', referrer: 'https://search.example' };

/** A word that no other test has used. */
export function unique(word: string): string {
  return `${word}-${newId()}`;
}

/** The one row of an answer. */
export async function onlyRow(pool: Pool, sql: string, values: unknown[]): Promise<Record<string, unknown>> {
  const { rows } = await pool.query<Record<string, unknown>>(sql, values);
  if (rows.length !== 1) throw new Error(`${rows.length} rows instead of one`);
  return rows[0] ?? {};
}

/** The lead that an identity leads to. */
export function leadNamed(pool: Pool, kind: string, value: string): Promise<Record<string, unknown>> {
  const sql = 'SELECT l.* FROM lead_identity i JOIN lead l ON l.id = i.lead_id WHERE i.kind = $1 AND i.value = $2';
  return onlyRow(pool, sql, [kind, value]);
}

/** A touchpoint on its way in, of this moment, with a message id of its own. */
export function aVisit(anonymousId: string): IngestEvent {
  return {
    kind: 'touchpoint',
    messageId: unique('message'),
    anonymousId,
    userId: null,
    occurredAt: Date.now(),
    type: 'topic_page_visited',
    properties: {},
    source: SOURCE,
  };
}
