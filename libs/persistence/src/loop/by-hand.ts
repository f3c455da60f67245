import type { SubjectType } from '@ripen/contracts/temporal';
import { type EffectChoice, effectChoices, type EffectState } from '@ripen/domain';
import type { Pool } from 'pg';
import { inTransaction, type Tx } from '../db/pool';
import { inLockedTransaction, type LockedSubject, lockSubject, type LoopContext } from './subject';

/** Who decides; null: a program with a key. */
export interface DecidedBy {
  readonly userId: string | null;
}

/** `left`: the place that the message belonged to was left; `wrong_state`: there is nothing (any more) to decide. */
export type ByHandOutcome =
  { readonly ok: true } | { readonly ok: false; readonly code: 'not_found' | 'left' | 'wrong_state' };

/** Whether the place that planned effect `f` is still held: the token at its visit, or the handoff that it tells of. */
export const EFFECT_STANDS_SQL = `CASE f.subject_type
  WHEN 'enrollment' THEN EXISTS (SELECT FROM token s WHERE s.enrollment_id = f.subject_id AND s.visit = f.visit)
  ELSE EXISTS (SELECT FROM handoff s WHERE s.id = f.subject_id AND s.status <> 'ended') END`;

interface EffectRow {
  id: string;
  subject_type: SubjectType;
  subject_id: string;
  node_id: string | null;
  visit: number;
  state: EffectState;
  stands: boolean;
  acknowledged: boolean;
}

/**
 * What a person decides about an effect that failed or whose fate is unknown, in one transaction under the lead's lock: the effect, a line
 * of the trace that names who decided, and a poke.
 */
export async function decideEffect(
  pool: Pool,
  input: { readonly effectId: string; readonly choice: EffectChoice; readonly by: DecidedBy },
  context: LoopContext,
): Promise<ByHandOutcome> {
  const { effectId, choice, by } = input;
  return inTransaction(pool, async (tx) => {
    const seen = await readEffect(tx, effectId);
    const locked = seen === null ? null : await lockSubject(tx, seen.subject_type, seen.subject_id, context);
    const effect = locked === null ? null : await readEffect(tx, effectId);
    if (locked === null || effect === null) return { ok: false, code: 'not_found' };
    if (!effectChoices(effect).includes(choice)) return { ok: false, code: refusalOf(effect, choice) };
    await writeChoice(tx, input, locked.now);
    await writeTrace(tx, {
      subject: effect.subject_type,
      locked,
      place: effect,
      event: 'decided',
      why: { choice, effectId },
      by,
    });
    await tx.query({ name: 'poke', text: 'SELECT poke($1, $2)', values: [effect.subject_type, [effect.subject_id]] });
    return { ok: true };
  });
}

async function readEffect(tx: Tx, id: string): Promise<EffectRow | null> {
  const { rows } = await tx.query<EffectRow>(
    `SELECT f.id, f.subject_type, f.subject_id, f.node_id, f.visit, f.state, ${EFFECT_STANDS_SQL} AS stands, f.acknowledged_at IS NOT NULL AS acknowledged
     FROM effect f WHERE f.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

function refusalOf(effect: EffectRow, choice: EffectChoice): 'left' | 'wrong_state' {
  return effectChoices({ ...effect, stands: true }).includes(choice) ? 'left' : 'wrong_state';
}

async function writeChoice(
  tx: Tx,
  { effectId, choice, by }: { effectId: string; choice: EffectChoice; by: DecidedBy },
  now: number,
): Promise<void> {
  switch (choice) {
    case 'treat_as_sent':
      await tx.query(
        `UPDATE effect SET state = 'sent', code = 'decided_sent', sent_at = coalesce(data_at, instant($2)) WHERE id = $1`,
        [effectId, now],
      );
      return;
    case 'send_again':
    case 'try_again':
      // Planned anew from now on: neither the old mark nor the old age may settle what becomes of the new attempt.
      await tx.query(
        `UPDATE effect SET state = 'planned', code = NULL, attempt = 0, attempt_token = NULL, lease_until = NULL, not_before = NULL, data_at = NULL,
           refused_at = NULL, sent_at = NULL, created_at = instant($2) WHERE id = $1`,
        [effectId, now],
      );
      return;
    case 'go_on':
      await tx.query('UPDATE effect SET acknowledged_at = instant($2), acknowledged_by = $3 WHERE id = $1', [
        effectId,
        now,
        by.userId,
      ]);
      return;
  }
}

/** Lets a parked subject go on from where it stands. It parks again when what stopped it is still so. */
export async function resumeParked(
  pool: Pool,
  { subject, id, by }: { readonly subject: SubjectType; readonly id: string; readonly by: DecidedBy },
  context: LoopContext,
): Promise<ByHandOutcome> {
  return inLockedTransaction(pool, { subject, id }, context, async (tx, locked) => {
    if (locked === null) return { ok: false, code: 'not_found' };
    if (locked.row.status !== 'parked') return { ok: false, code: 'wrong_state' };
    await tx.query(
      `UPDATE ${subject} SET status = 'active', park_reason = NULL, command = '{"do":"wait","until":null,"fuse":true}', deadline = NULL WHERE id = $1`,
      [id],
    );
    await writeTrace(tx, {
      subject,
      locked,
      place: await placeOf(tx, subject, id),
      event: 'decided',
      why: { choice: 'resume' },
      by,
    });
    await tx.query({ name: 'poke', text: 'SELECT poke($1, $2)', values: [subject, [id]] });
    return { ok: true };
  });
}

/** Takes a parked enrollment out of its journey: tokens removed, open waits and planned messages cancelled. */
export async function endParked(
  pool: Pool,
  { id, by }: { readonly id: string; readonly by: DecidedBy },
  context: LoopContext,
): Promise<ByHandOutcome> {
  return inLockedTransaction(pool, { subject: 'enrollment', id }, context, async (tx, locked) => {
    if (locked === null) return { ok: false, code: 'not_found' };
    if (locked.row.status !== 'parked') return { ok: false, code: 'wrong_state' };
    const place = await placeOf(tx, 'enrollment', id);
    await tx.query(
      `UPDATE enrollment SET status = 'ended', end_reason = 'ended_by_hand', park_reason = NULL, ended_at = instant($2), turn = turn + 1,
         command = '{"do":"done"}', deadline = NULL WHERE id = $1`,
      [id, locked.now],
    );
    await tx.query('DELETE FROM token WHERE enrollment_id = $1', [id]);
    await tx.query(
      `UPDATE wait SET state = 'cancelled', closed_at = instant($2) WHERE enrollment_id = $1 AND state = 'open'`,
      [id, locked.now],
    );
    await tx.query(
      `UPDATE effect SET state = 'cancelled', code = 'ended_by_hand' WHERE subject_id = $1 AND state = 'planned'`,
      [id],
    );
    await writeTrace(tx, {
      subject: 'enrollment',
      locked,
      place,
      event: 'ended',
      why: { reason: 'ended_by_hand' },
      by,
    });
    await tx.query({ name: 'poke', text: 'SELECT poke($1, $2)', values: ['enrollment', [id]] });
    return { ok: true };
  });
}

interface Place {
  readonly node_id: string | null;
  readonly visit: number | null;
}

/** Where a subject stands, for the trace; a handoff stands at no node. */
async function placeOf(tx: Tx, subject: SubjectType, id: string): Promise<Place> {
  if (subject === 'handoff') return { node_id: null, visit: null };
  const { rows } = await tx.query<Place>(
    'SELECT node_id, visit FROM token WHERE enrollment_id = $1 ORDER BY id LIMIT 1',
    [id],
  );
  return rows[0] ?? { node_id: null, visit: null };
}

interface TraceLine {
  readonly subject: SubjectType;
  readonly locked: LockedSubject;
  readonly place: Place;
  readonly event: 'decided' | 'ended';
  readonly why: Readonly<Record<string, string>>;
  readonly by: DecidedBy;
}

async function writeTrace(tx: Tx, { subject, locked, place, event, why, by }: TraceLine): Promise<void> {
  const { row, now } = locked;
  const actor = by.userId === null ? {} : { actorId: by.userId };
  await tx.query(
    `INSERT INTO trace (subject_type, subject_id, lead_id, turn, at, node_id, visit, event, actor_id, why)
     VALUES ($1, $2, $3, $4, instant($5), $6, $7, $8, $9, $10)`,
    [subject, row.id, row.lead_id, row.turn, now, place.node_id, place.visit, event, by.userId, { ...why, ...actor }],
  );
}
