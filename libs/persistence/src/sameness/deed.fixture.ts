import type { FactChange } from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
import { decideEffect } from '../loop/by-hand';
import { actOnHandoff } from '../loop/handoff-step';
import type { LoopContext } from '../loop/subject';
import { touched } from '../stage.fixture';
import { actionOf, type Deed, type Life, touchpointId } from './life.fixture';
import { actorOf, type Office } from './pure-sales.fixture';

/** Where a life is lived on real tables. */
export interface Setting {
  readonly life: Life;
  readonly leadId: string;
  readonly team: Office['team'];
  readonly context: LoopContext;
}

/** Does a happening's deed at `now` as the API would. False: it was refused, or there was nothing to do it to. */
export async function carryOutDeed(pool: Pool, setting: Setting, index: number, now: number): Promise<boolean> {
  const { life, leadId, context } = setting;
  const deed = life.happenings[index]?.deed;
  if (!deed) return false;
  const change = changeOf(deed, { leadId, occurredAt: now, dedupeKey: touchpointId(life, index) });
  if (change) {
    await inTransaction(pool, (tx) => applyFacts(tx, [change], context));
    return true;
  }
  if (deed.does === 'decides') return decide(pool, setting, deed.choice);
  return deed.does === 'sells' && sell(pool, setting, deed, now);
}

interface Base {
  readonly leadId: string;
  readonly occurredAt: number;
  readonly dedupeKey: string;
}

function changeOf(deed: Deed, base: Base): FactChange | null {
  switch (deed.does) {
    case 'touches': {
      const { type, properties, agoMs } = deed;
      return touched(base.leadId, type, {
        ...base,
        properties: { ...properties },
        occurredAt: base.occurredAt - agoMs,
      });
    }
    case 'tells':
      return { ...base, kind: 'fields', lead: deed.lead, company: deed.company };
    case 'withdraws': {
      const proof = { via: 'unsubscribe', wording: null, wordingVersion: null, confirmedAt: null, submissionId: null };
      return { ...base, kind: 'consent', purpose: 'marketing', channel: 'email', state: 'withdrawn', proof };
    }
    case 'decides':
    case 'sells':
      return null;
  }
}

async function decide(
  pool: Pool,
  { leadId, context }: Setting,
  choice: 'treat_as_sent' | 'send_again',
): Promise<boolean> {
  const unknown = `SELECT id FROM effect WHERE lead_id = $1 AND state = 'unknown' ORDER BY id DESC`;
  const effectId = await first(pool, unknown, leadId);
  if (effectId === null) return false;
  return (await decideEffect(pool, { effectId, choice, by: { userId: null } }, context)).ok;
}

async function sell(
  pool: Pool,
  { leadId, team, context }: Setting,
  { who, move }: Extract<Deed, { does: 'sells' }>,
  now: number,
): Promise<boolean> {
  const handoffId = await first(pool, 'SELECT id FROM handoff WHERE lead_id = $1 ORDER BY id DESC', leadId);
  if (handoffId === null) return false;
  const ownerId = await first(pool, 'SELECT owner_id AS id FROM handoff WHERE id = $1', handoffId);
  const reps = team.members.map(({ userId }) => userId);
  const actor = { userId: actorOf(who, { reps, ownerId, team }), manages: who === 'manager' };
  return (await actOnHandoff(pool, { handoffId, action: actionOf(move, { now, reps }), actor }, context)).ok;
}

async function first(pool: Pool, sql: string, value: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string | null }>(`${sql} LIMIT 1`, [value]);
  return rows[0]?.id ?? null;
}
