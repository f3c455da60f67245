import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { applyFacts } from '../facts/apply-facts';
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
import { decideEffect, endParked, resumeParked } from './by-hand';
import { park, step } from './step';
import { finishTurn, takeTurn } from './turn';

const drawing = (onUnknown: 'ask' | 'go_on') =>
  chain(
    ['start', 'trigger', BY_HAND],
    ['mail', 'send_email', { ...MAIL, onUnknown }, 'sent'],
    ['wait', 'wait_until', CLICK, 'clicked'],
    ['end', 'exit', { reason: 'done' }],
  );

describe('decisions by hand', () => {
  let stage: Stage;
  let userId: string;
  let sequence = 0;
  beforeAll(async () => {
    stage = await openStage();
    userId = newId();
    await stage.pool.query(
      `INSERT INTO app_user (id, email, name, role) VALUES ($1, 'mara@example.org', 'Mara', 'marketer')`,
      [userId],
    );
  });
  afterAll(() => stage.close());

  async function begin(onUnknown: 'ask' | 'go_on' = 'ask'): Promise<{ id: string; leadId: string }> {
    sequence += 1;
    const leadId = await bornLead(stage.pool, `by-hand-${sequence}@example.org`);
    return {
      leadId,
      id: await enrolled(stage.pool, { ...(await published(stage.pool, drawing(onUnknown))), leadId, nodeId: 'start' }),
    };
  }

  /** Somebody whose mail broke off after its body had begun to go out. */
  async function unsure(onUnknown: 'ask' | 'go_on' = 'ask'): Promise<{ id: string; effectId: string; turn: number }> {
    const { id } = await begin(onUnknown);
    const { claimed } = await takeTurn(stage.pool, { subject: 'enrollment', id, turn: 1, watched: false }, CONTEXT);
    if (claimed === null) throw new Error('nothing was claimed');
    await stage.pool.query('UPDATE effect SET data_at = clock_timestamp() WHERE id = $1', [claimed.effectId]);
    const { turn } = await finishTurn(
      stage.pool,
      { subject: 'enrollment', id, claimed, outcome: { outcome: 'unknown', code: 'connection' } },
      CONTEXT,
    );
    await stage.pool.query('DELETE FROM outbox');
    return { id, effectId: claimed.effectId, turn };
  }

  const decide = (effectId: string, choice: Parameters<typeof decideEffect>[1]['choice']) =>
    decideEffect(stage.pool, { effectId, choice, by: { userId } }, CONTEXT);
  const rows = async (sql: string, id: string): Promise<Record<string, unknown>[]> =>
    (await stage.pool.query<Record<string, unknown>>(sql, [id])).rows;
  const places = (id: string) => rows('SELECT node_id, phase FROM token WHERE enrollment_id = $1', id);
  const lastLine = async (id: string) =>
    (
      await rows('SELECT event, node_id, actor_id, why FROM trace WHERE subject_id = $1 ORDER BY id DESC LIMIT 1', id)
    )[0];
  const poked = async (id: string) => (await rows('SELECT 1 FROM outbox WHERE subject_id = $1', id)).length > 0;

  it('leave a person with an unsure mail where they stand until somebody decided', async () => {
    const { id, turn } = await unsure();
    expect(await places(id)).toEqual([{ node_id: 'mail', phase: 'acting' }]);
    expect((await step(stage.pool, { subject: 'enrollment', id, turn: turn + 1 }, CONTEXT)).command.do).toBe('wait');
    expect(await places(id)).toEqual([{ node_id: 'mail', phase: 'acting' }]);
  });

  it('treat a mail as sent: the person goes on, nothing is sent, and the trace names who decided', async () => {
    const { id, effectId, turn } = await unsure();
    expect(await decide(effectId, 'treat_as_sent')).toEqual({ ok: true });
    expect(await lastLine(id)).toEqual({
      event: 'decided',
      node_id: 'mail',
      actor_id: userId,
      why: { choice: 'treat_as_sent', effectId, actorId: userId },
    });
    expect(await poked(id)).toBe(true);
    const next = await takeTurn(stage.pool, { subject: 'enrollment', id, turn: turn + 1, watched: false }, CONTEXT);
    expect(next.claimed).toBeNull();
    expect(await places(id)).toEqual([{ node_id: 'wait', phase: 'waiting' }]);
    expect(await rows('SELECT state, code FROM effect WHERE id = $1', effectId)).toEqual([
      { state: 'sent', code: 'decided_sent' },
    ]);
    expect(await decide(effectId, 'send_again')).toEqual({ ok: false, code: 'wrong_state' });
  });

  it('send a mail again: it is claimed once more, and an attempt that dies before its body starts over', async () => {
    const { id, effectId, turn } = await unsure();
    expect(await decide(effectId, 'send_again')).toEqual({ ok: true });
    const next = await takeTurn(stage.pool, { subject: 'enrollment', id, turn: turn + 1, watched: false }, CONTEXT);
    expect(next.claimed).toMatchObject({ effectId });
    await stage.pool.query(`UPDATE effect SET lease_until = clock_timestamp() - interval '1 second' WHERE id = $1`, [
      effectId,
    ]);
    const after = await takeTurn(
      stage.pool,
      { subject: 'enrollment', id, turn: next.reply.turn + 1, watched: false },
      CONTEXT,
    );
    if (after.claimed === null) throw new Error('the dead attempt was not planned again');
    await finishTurn(
      stage.pool,
      { subject: 'enrollment', id, claimed: after.claimed, outcome: { outcome: 'sent' } },
      CONTEXT,
    );
    expect(await places(id)).toEqual([{ node_id: 'wait', phase: 'waiting' }]);
  });

  it('do not send again to somebody who has gone on', async () => {
    const { id, effectId } = await unsure('go_on');
    expect(await places(id)).toEqual([{ node_id: 'wait', phase: 'waiting' }]);
    expect(await decide(effectId, 'send_again')).toEqual({ ok: false, code: 'left' });
    expect(await rows('SELECT state FROM effect WHERE id = $1', effectId)).toEqual([{ state: 'unknown' }]);
    expect(await decide(effectId, 'treat_as_sent')).toEqual({ ok: true });
  });

  it('two at once about one mail: the second is told that it is decided', async () => {
    const { effectId } = await unsure();
    const answers = await Promise.all([decide(effectId, 'send_again'), decide(effectId, 'treat_as_sent')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual([{ ok: false, code: 'wrong_state' }]);
  });

  it('try a failed mail again while the person still stands there, or leave it', async () => {
    const { id, effectId } = await unsure();
    await park(stage.pool, { subject: 'enrollment', id }, 'probe', CONTEXT);
    await stage.pool.query(
      `UPDATE effect SET state = 'failed', code = 'policy', created_at = now() - interval '9 days' WHERE id = $1`,
      [effectId],
    );
    expect(await decide(effectId, 'treat_as_sent')).toEqual({ ok: false, code: 'wrong_state' });
    expect(await decide(effectId, 'try_again')).toEqual({ ok: true });
    expect(
      await rows(
        `SELECT state, code, created_at > now() - interval '1 minute' AS young FROM effect WHERE id = $1`,
        effectId,
      ),
    ).toEqual([{ state: 'planned', code: null, young: true }]);
    await stage.pool.query(`UPDATE effect SET state = 'failed', code = 'policy' WHERE id = $1`, [effectId]);
    expect(await decide(effectId, 'go_on')).toEqual({ ok: true });
    expect(await rows('SELECT state, acknowledged_by FROM effect WHERE id = $1', effectId)).toEqual([
      { state: 'failed', acknowledged_by: userId },
    ]);
    expect(await decide(effectId, 'go_on')).toEqual({ ok: false, code: 'wrong_state' });
  });

  it('resume a parked person, whose turns go on where they stopped although pokes came in between', async () => {
    const { id, leadId } = await begin();
    const parked = await park(stage.pool, { subject: 'enrollment', id }, 'probe', CONTEXT);
    await inTransaction(stage.pool, (tx) => applyFacts(tx, [touched(leadId, 'topic_page_visited')], CONTEXT));
    const meanwhile = await step(stage.pool, { subject: 'enrollment', id, turn: parked.turn + 1 }, CONTEXT);
    expect(meanwhile).toMatchObject({ turn: parked.turn, command: { do: 'parked' }, fresh: true });
    await stage.pool.query('DELETE FROM outbox');
    expect(await resumeParked(stage.pool, { subject: 'enrollment', id, by: { userId } }, CONTEXT)).toEqual({
      ok: true,
    });
    expect(await poked(id)).toBe(true);
    expect(await lastLine(id)).toMatchObject({
      event: 'decided',
      actor_id: userId,
      node_id: 'start',
      why: { choice: 'resume' },
    });
    const { claimed } = await takeTurn(
      stage.pool,
      { subject: 'enrollment', id, turn: meanwhile.turn + 1, watched: false },
      CONTEXT,
    );
    expect(claimed).toMatchObject({ kind: 'send_email' });
    expect(await rows('SELECT kind FROM incident WHERE subject_id = $1', id)).toEqual([]);
    expect(await resumeParked(stage.pool, { subject: 'enrollment', id, by: { userId } }, CONTEXT)).toEqual({
      ok: false,
      code: 'wrong_state',
    });
  });

  it('end a parked person: no token, no open wait, nothing planned, and the reason kept', async () => {
    const { id, effectId, turn } = await unsure();
    await decide(effectId, 'treat_as_sent');
    await takeTurn(stage.pool, { subject: 'enrollment', id, turn: turn + 1, watched: false }, CONTEXT);
    expect(await endParked(stage.pool, { id, by: { userId } }, CONTEXT)).toEqual({ ok: false, code: 'wrong_state' });
    await park(stage.pool, { subject: 'enrollment', id }, 'probe', CONTEXT);
    expect(await endParked(stage.pool, { id, by: { userId } }, CONTEXT)).toEqual({ ok: true });
    expect(
      await rows(
        'SELECT status, end_reason, park_reason, ended_at IS NOT NULL AS timed FROM enrollment WHERE id = $1',
        id,
      ),
    ).toEqual([{ status: 'ended', end_reason: 'ended_by_hand', park_reason: null, timed: true }]);
    expect(await places(id)).toEqual([]);
    expect(await rows('SELECT state FROM wait WHERE enrollment_id = $1', id)).toEqual([{ state: 'cancelled' }]);
    expect(await lastLine(id)).toMatchObject({
      event: 'ended',
      node_id: 'wait',
      actor_id: userId,
      why: { reason: 'ended_by_hand' },
    });
    expect((await step(stage.pool, { subject: 'enrollment', id, turn: 99 }, CONTEXT)).command).toEqual({ do: 'done' });
  });

  it('know nothing of what is not there', async () => {
    expect(await decide(newId(), 'go_on')).toEqual({ ok: false, code: 'not_found' });
    expect(await resumeParked(stage.pool, { subject: 'handoff', id: newId(), by: { userId } }, CONTEXT)).toEqual({
      ok: false,
      code: 'not_found',
    });
    expect(await endParked(stage.pool, { id: newId(), by: { userId } }, CONTEXT)).toEqual({
      ok: false,
      code: 'not_found',
    });
  });
});
