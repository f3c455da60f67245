import { applyFacts } from '../facts/apply-facts';
import { inTransaction } from '../db/pool';
import { withdraw } from '../consent/preferences';
import {
  BY_HAND,
  bornLead,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  MAIL,
  openStage,
  published,
  type Stage,
  touched,
} from '../stage.fixture';
import type { Claimed } from './claim';
import { markData } from './effect.sql';
import { reconcile } from './reconcile.sql';
import { leasePokes, settlePokes } from './outbox.sql';
import { step } from './step';
import { finishTurn, takeTurn, type Turn } from './turn';
import { pauseJourney, resumeJourney } from './journeys.sql';

const MAIL_AND_WAIT = chain(
  ['start', 'trigger', BY_HAND],
  ['mail', 'send_email', MAIL, 'sent'],
  ['wait', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', { reason: 'done' }],
);

describe('the durable loop on real Postgres', () => {
  let stage: Stage;
  let sequence = 0;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function begin(
    graph = MAIL_AND_WAIT,
    consent = true,
  ): Promise<{ leadId: string; id: string; journeyId: string }> {
    sequence += 1;
    const leadId = await bornLead(stage.pool, `lead-${sequence}@example.org`, consent);
    const { journeyId, versionId } = await published(stage.pool, graph);
    const id = await enrolled(stage.pool, { journeyId, versionId, leadId, nodeId: 'start' });
    return { leadId, id, journeyId };
  }

  const take = (id: string, turn: number): Promise<Turn> =>
    takeTurn(stage.pool, { subject: 'enrollment', id, turn, watched: false }, CONTEXT);
  const finish = (id: string, claimed: Claimed | null, outcome: Parameters<typeof finishTurn>[1]['outcome']) => {
    if (claimed === null) throw new Error('nothing was claimed');
    return finishTurn(stage.pool, { subject: 'enrollment', id, claimed, outcome }, CONTEXT);
  };
  const one = async <T extends object>(sql: string, values: unknown[]): Promise<T> => {
    const { rows } = await stage.pool.query<T>(sql, values);
    if (!rows[0]) throw new Error('no row');
    return rows[0];
  };

  it('answers where a new row stands without deciding', async () => {
    const { id } = await begin();
    const reply = await step(stage.pool, { subject: 'enrollment', id, turn: 0 }, CONTEXT);
    expect(reply).toMatchObject({ turn: 0, fresh: false, command: { do: 'wait', until: null, fuse: true } });
  });

  it('ends the workflow of a row that has vanished', async () => {
    const reply = await step(
      stage.pool,
      { subject: 'enrollment', id: '00000000-0000-7000-8000-000000000000', turn: 3 },
      CONTEXT,
    );
    expect(reply).toMatchObject({ turn: 3, command: { do: 'done' } });
  });

  it('decides a turn once and answers it again to whoever asks again', async () => {
    const { id } = await begin();
    const first = await step(stage.pool, { subject: 'enrollment', id, turn: 1 }, CONTEXT);
    const again = await step(stage.pool, { subject: 'enrollment', id, turn: 1 }, CONTEXT);
    expect(first.fresh).toBe(true);
    expect(again).toMatchObject({ turn: 1, fresh: false, command: first.command });
    expect(await one('SELECT count(*)::int AS effects FROM effect WHERE subject_id = $1', [id])).toEqual({
      effects: 1,
    });
  });

  it('lets the workflow adopt Postgres when that was restored, and records it', async () => {
    const { id } = await begin();
    const reply = await step(stage.pool, { subject: 'enrollment', id, turn: 9 }, CONTEXT);
    expect(reply).toMatchObject({ turn: 0, fresh: false });
    expect(await one('SELECT kind FROM incident WHERE subject_id = $1', [id])).toEqual({ kind: 'postgres_behind' });
  });

  it('claims the mail, records it and waits for the click', async () => {
    const { id, leadId } = await begin();
    const { reply, claimed } = await take(id, 1);
    expect(reply.command.do).toBe('effect');
    expect(claimed).toMatchObject({ kind: 'send_email', to: { firstName: 'Maria' } });
    const next = await finish(id, claimed, { outcome: 'sent' });
    expect(next).toMatchObject({ turn: 2, command: { do: 'wait' } });

    await inTransaction(stage.pool, (tx) => applyFacts(tx, [touched(leadId, 'email_link_clicked')], CONTEXT));
    expect((await take(id, 3)).reply.command).toEqual({ do: 'done' });
    expect(await one('SELECT status, end_reason FROM enrollment WHERE id = $1', [id])).toEqual({
      status: 'ended',
      end_reason: 'done',
    });
    expect(await one('SELECT count(*)::int AS tokens FROM token WHERE enrollment_id = $1', [id])).toEqual({
      tokens: 0,
    });
  });

  it('answers a second claimer with the lease of the first', async () => {
    const { id } = await begin();
    await take(id, 1);
    const { reply, claimed } = await take(id, 1);
    expect(claimed).toBeNull();
    expect(reply.command).toMatchObject({ do: 'wait', fuse: true });
    expect(reply.turn).toBe(2);
  });

  it('does not send to somebody who unsubscribed while the mail was backed off', async () => {
    const { id, leadId } = await begin();
    const { claimed } = await take(id, 1);
    await finish(id, claimed, { outcome: 'retry', code: 'throttled', afterMs: null });
    await stage.pool.query('UPDATE effect SET not_before = NULL WHERE subject_id = $1', [id]);
    await withdraw(stage.pool, leadId, { purpose: 'marketing', everywhere: false, via: 'unsubscribe' }, CONTEXT);
    const second = await take(id, 3);
    expect(second.claimed).toBeNull();
    expect(await one('SELECT state, code FROM effect WHERE subject_id = $1', [id])).toEqual({
      state: 'dropped',
      code: 'no_consent',
    });
    expect(second.reply.command).toEqual({ do: 'done' });
  });

  it('plans an unmarked attempt again when its lease ran out, and leaves a marked one unknown', async () => {
    const unmarked = await begin();
    await take(unmarked.id, 1);
    await stage.pool.query(`UPDATE effect SET lease_until = clock_timestamp() WHERE subject_id = $1`, [unmarked.id]);
    expect((await take(unmarked.id, 2)).claimed).not.toBeNull();

    const marked = await begin();
    const { claimed } = await take(marked.id, 1);
    if (claimed === null) throw new Error('nothing was claimed');
    expect(await markData(stage.pool, claimed, CONTEXT)).toBe(true);
    await stage.pool.query(`UPDATE effect SET lease_until = clock_timestamp() WHERE subject_id = $1`, [marked.id]);
    expect((await take(marked.id, 2)).claimed).toBeNull();
    expect(await one('SELECT state, code FROM effect WHERE subject_id = $1', [marked.id])).toEqual({
      state: 'unknown',
      code: 'lease_expired',
    });
  });

  it('refuses the mark and the outcome of an attempt that lost its claim', async () => {
    const { id } = await begin();
    const { claimed } = await take(id, 1);
    if (claimed === null) throw new Error('nothing was claimed');
    await stage.pool.query(`UPDATE effect SET lease_until = clock_timestamp() WHERE subject_id = $1`, [id]);
    const retaken = await take(id, 2);
    expect(retaken.claimed).not.toBeNull();
    expect(await markData(stage.pool, claimed, CONTEXT)).toBe(false);
    await finish(id, claimed, { outcome: 'sent' });
    expect(await one('SELECT state FROM effect WHERE subject_id = $1', [id])).toEqual({ state: 'sending' });
  });

  it('suppresses an address that bounced hard, for every later mail', async () => {
    const { id } = await begin();
    const { claimed } = await take(id, 1);
    if (claimed?.kind !== 'send_email') throw new Error('no mail was claimed');
    await finish(id, claimed, { outcome: 'bounced', code: 'recipient_refused', address: claimed.to.email });
    const { rows } = await stage.pool.query('SELECT reason FROM suppression WHERE address_hash = suppression_key($1)', [
      claimed.to.email,
    ]);
    expect(rows).toEqual([{ reason: 'recipient_refused' }]);
  });

  it('holds claims while the journey is paused and lets them go when it resumes', async () => {
    const { id, journeyId } = await begin();
    await inTransaction(stage.pool, (tx) => pauseJourney(tx, journeyId));
    const held = await take(id, 1);
    expect(held).toMatchObject({ claimed: null, reply: { command: { do: 'wait', until: null } } });
    await inTransaction(stage.pool, (tx) => resumeJourney(tx, journeyId));
    expect((await take(id, 2)).claimed).not.toBeNull();
  });

  it('times a wait out at its deadline, and not before', async () => {
    const { id } = await begin(
      chain(['start', 'trigger', BY_HAND], ['wait', 'wait', { amount: 1, unit: 'hours' }], ['end', 'exit', {}]),
    );
    const first = await take(id, 1);
    expect(first.reply.command.do).toBe('wait');
    // Nobody poked and nothing is due: the timer was early, so it alone is put off.
    const until = 'until' in first.reply.command ? (first.reply.command.until ?? 0) : 0;
    expect((await take(id, 2)).reply.command).toEqual({ ...first.reply.command, until: until + 250 });
    const { rows } = await stage.pool.query<{ deadline: number }>('SELECT deadline FROM enrollment WHERE id = $1', [
      id,
    ]);
    expect(rows[0]?.deadline).toBe(until);
    await stage.pool.query(`UPDATE wait SET deadline = clock_timestamp() WHERE enrollment_id = $1`, [id]);
    expect((await take(id, 3)).reply.command).toEqual({ do: 'done' });
  });

  it('counts a click that arrives late but happened in time, and not one that happened after the deadline', async () => {
    const sendAndWait = async () => {
      const { id, leadId } = await begin();
      const { claimed } = await take(id, 1);
      await finish(id, claimed, { outcome: 'sent' });
      const opened = Date.now();
      await stage.pool.query(`UPDATE wait SET deadline = instant($2) WHERE enrollment_id = $1`, [id, opened + 1_000]);
      return { id, leadId, opened };
    };
    const late = await sendAndWait();
    await inTransaction(stage.pool, (tx) =>
      applyFacts(tx, [touched(late.leadId, 'email_link_clicked', { occurredAt: late.opened + 999 })], CONTEXT),
    );
    expect(await one('SELECT state, port FROM wait WHERE enrollment_id = $1', [late.id])).toEqual({
      state: 'satisfied',
      port: 'clicked',
    });

    const after = await sendAndWait();
    await inTransaction(stage.pool, (tx) =>
      applyFacts(tx, [touched(after.leadId, 'email_link_clicked', { occurredAt: after.opened + 1_000 })], CONTEXT),
    );
    expect(await one('SELECT state FROM wait WHERE enrollment_id = $1', [after.id])).toEqual({ state: 'open' });
  });

  it('parks a row whose graph is broken, with the reason, and answers parked', async () => {
    const { id } = await begin();
    await stage.pool.query(`UPDATE token SET node_id = 'nowhere' WHERE enrollment_id = $1`, [id]);
    expect((await take(id, 1)).reply.command).toEqual({ do: 'parked' });
    expect(await one('SELECT status, park_reason FROM enrollment WHERE id = $1', [id])).toMatchObject({
      status: 'parked',
    });
  });

  it('pokes a row again whose poke nobody answered, once per period', async () => {
    const { id } = await begin();
    const pokes = await leasePokes(stage.pool, 1_000);
    await settlePokes(
      stage.pool,
      pokes.flatMap((poke) => poke.ids),
    );
    await stage.pool.query(`UPDATE enrollment SET poke_at = NULL, deadline = NULL WHERE id <> $1`, [id]);
    expect(await reconcile(stage.pool, 'enrollment', { ...CONTEXT, limit: 10 })).toBe(0);
    await stage.pool.query(`UPDATE enrollment SET poke_at = clock_timestamp() - interval '31 seconds' WHERE id = $1`, [
      id,
    ]);
    expect(await reconcile(stage.pool, 'enrollment', { ...CONTEXT, limit: 10 })).toBe(1);
    expect(await reconcile(stage.pool, 'enrollment', { ...CONTEXT, limit: 10 })).toBe(0);
    expect((await leasePokes(stage.pool, 10)).map((poke) => poke.subjectId)).toEqual([id]);
  });
});
