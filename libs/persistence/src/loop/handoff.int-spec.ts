import type { HandoffAction } from '@ripen/handoff';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import {
  bornLead,
  bornTeam,
  chain,
  BY_HAND,
  CONTEXT,
  enrolled,
  openStage,
  published,
  ROUND_THE_CLOCK,
  type Stage,
} from '../stage.fixture';
import { openHandoff } from './handoff-open.sql';
import { actOnHandoff } from './handoff-step';
import { step } from './step';
import { takeTurn } from './turn';

const SECONDS_POLICY = {
  ...ROUND_THE_CLOCK,
  accept: { durationMs: 10_000, remindAt: 50, warnAt: 80 },
};
const HAND_OFF = (teamId: string) =>
  chain(['start', 'trigger', BY_HAND], ['sales', 'hand_off', { teamId }, 'lost'], ['end', 'exit', { reason: 'lost' }]);

describe('a handoff on real Postgres', () => {
  let stage: Stage;
  let team: Awaited<ReturnType<typeof bornTeam>>;
  let sequence = 0;
  beforeAll(async () => {
    stage = await openStage();
    team = await bornTeam(stage.pool, ['Ayla', 'Ben'], SECONDS_POLICY);
  });
  afterAll(() => stage.close());

  async function begin(): Promise<{ id: string; leadId: string; enrollmentId: string }> {
    sequence += 1;
    const leadId = await bornLead(stage.pool, `handoff-${sequence}@example.org`);
    const { journeyId, versionId } = await published(stage.pool, HAND_OFF(team.teamId));
    const enrollmentId = await enrolled(stage.pool, { journeyId, versionId, leadId, nodeId: 'start' });
    await takeTurn(stage.pool, { subject: 'enrollment', id: enrollmentId, turn: 1, watched: false }, CONTEXT);
    const { rows } = await stage.pool.query<{ id: string }>('SELECT id FROM handoff WHERE lead_id = $1', [leadId]);
    return { id: rows[0]?.id ?? '', leadId, enrollmentId };
  }
  const handoff = async (id: string) => {
    const { rows } = await stage.pool.query('SELECT * FROM handoff WHERE id = $1', [id]);
    return rows[0] as Record<string, unknown>;
  };
  const turn = (id: string, number: number, watched = false) =>
    takeTurn(stage.pool, { subject: 'handoff', id, turn: number, watched }, CONTEXT);
  const act = (id: string, userId: string, action: HandoffAction, manages = false) =>
    actOnHandoff(stage.pool, { handoffId: id, action, actor: { userId, manages } }, CONTEXT);

  it('is opened by its node, offered to the next rep, told by mail and bell, and its clock runs', async () => {
    const { id, enrollmentId } = await begin();
    // The first rung is nearer than a mail may take: the command goes to the workflow first, which then races the two.
    expect((await turn(id, 1)).claimed).toBeNull();
    expect((await turn(id, 1, true)).claimed).toMatchObject({ kind: 'notify', notice: 'offered' });
    const row = await handoff(id);
    expect(row['state']).toBe('offered');
    expect(team.reps).toContain(row['owner_id']);
    const bell = await stage.pool.query('SELECT kind FROM notification WHERE handoff_id = $1 AND user_id = $2', [
      id,
      row['owner_id'],
    ]);
    expect(bell.rows).toEqual([{ kind: 'offered' }]);
    const wait = await stage.pool.query('SELECT state FROM wait WHERE enrollment_id = $1', [enrollmentId]);
    expect(wait.rows).toEqual([{ state: 'open' }]);
  });

  it('claims nothing near a rung that nobody watches: an attempt that died may have taken the turn, or a step', async () => {
    const { id } = await begin();
    await turn(id, 1);
    const again = await turn(id, 1);
    expect(again.reply).toMatchObject({ turn: 1, fresh: false, command: { do: 'effect' } });
    expect(again.claimed).toBeNull();
    await step(stage.pool, { subject: 'handoff', id, turn: 2 }, CONTEXT);
    expect((await turn(id, 1, true)).claimed).toBeNull();
    expect((await turn(id, 2, true)).claimed).toMatchObject({ kind: 'notify', notice: 'offered' });
  });

  it('goes to the reps in turn', async () => {
    const owners = new Set<unknown>();
    for (let count = 0; count < 2; count += 1) {
      const { id } = await begin();
      await turn(id, 1);
      owners.add((await handoff(id))['owner_id']);
    }
    expect([...owners].sort()).toEqual([...team.reps].sort());
  });

  it('fires each rung once, reassigns at the breach, and logs when', async () => {
    const { id } = await begin();
    await turn(id, 1);
    const first = (await handoff(id))['owner_id'];
    await shift(id, 10_000);
    await turn(id, 2);
    await turn(id, 3);
    const log = await stage.pool.query<{ rung: string; late: boolean }>(
      'SELECT rung, fired_at >= due_at AS late FROM sla_log WHERE handoff_id = $1 ORDER BY due_at',
      [id],
    );
    expect(log.rows).toEqual([
      { rung: 'remind', late: true },
      { rung: 'warn', late: true },
      { rung: 'breach', late: true },
    ]);
    expect((await handoff(id))['owner_id']).not.toBe(first);
  });

  it('lets one of two reps have it, and makes the owner of the handoff the owner of the lead', async () => {
    const { id, leadId } = await begin();
    await turn(id, 1);
    const owner = String((await handoff(id))['owner_id']);
    const other = team.reps.find((rep) => rep !== owner) ?? '';
    expect(await act(id, other, { action: 'accept' })).toMatchObject({ ok: false });
    expect(await act(id, owner, { action: 'accept' })).toEqual({ ok: true });
    const lead = await stage.pool.query('SELECT owner_id FROM lead WHERE id = $1', [leadId]);
    expect(lead.rows).toEqual([{ owner_id: owner }]);
  });

  it('takes the lead away from its owner when an accepted handoff is given back', async () => {
    const { id, leadId } = await begin();
    await turn(id, 1);
    const owner = String((await handoff(id))['owner_id']);
    await act(id, owner, { action: 'accept' });
    expect(await act(id, owner, { action: 'reject', reason: 'not_mine', note: '' })).toEqual({ ok: true });
    const lead = await stage.pool.query('SELECT owner_id FROM lead WHERE id = $1', [leadId]);
    expect(lead.rows).toEqual([{ owner_id: null }]);
  });

  it('closes as lost with feedback, which wakes the journey that waits for the outcome', async () => {
    const { id, enrollmentId } = await begin();
    await turn(id, 1);
    const owner = String((await handoff(id))['owner_id']);
    await act(id, owner, { action: 'accept' });
    await act(id, owner, { action: 'contact', note: '' });
    expect(await act(id, owner, { action: 'lost', reason: 'Zeitpunkt', unmet: ['time'], answers: {} })).toEqual({
      ok: true,
    });
    const wait = await stage.pool.query('SELECT state, port FROM wait WHERE enrollment_id = $1', [enrollmentId]);
    expect(wait.rows).toEqual([{ state: 'satisfied', port: 'lost' }]);
    const { reply } = await takeTurn(
      stage.pool,
      { subject: 'enrollment', id: enrollmentId, turn: 2, watched: false },
      CONTEXT,
    );
    expect(reply.command).toEqual({ do: 'done' });
    const feedback = await stage.pool.query('SELECT kind, unmet FROM feedback WHERE handoff_id = $1', [id]);
    expect(feedback.rows).toEqual([{ kind: 'lost', unmet: ['time'] }]);
  });

  it('marks the lead as pseudo when the rep says so', async () => {
    const { id, leadId } = await begin();
    await turn(id, 1);
    await act(id, String((await handoff(id))['owner_id']), { action: 'reject', reason: 'pseudo', note: '' });
    const lead = await stage.pool.query('SELECT category, pseudo_reason FROM lead WHERE id = $1', [leadId]);
    expect(lead.rows).toEqual([{ category: 'pseudo', pseudo_reason: 'by_hand' }]);
  });

  it('refuses a second open handoff for the same lead', async () => {
    const { leadId, enrollmentId } = await begin();
    const again = {
      handoffId: newId(),
      leadId,
      enrollmentId,
      visit: 9,
      teamId: team.teamId,
      policyId: null,
      cell: null,
      createdAt: Date.now(),
    };
    await expect(inTransaction(stage.pool, (tx) => openHandoff(tx, again))).rejects.toMatchObject({ code: '23505' });
  });

  /** Moves a handoff's running clock into the past. */
  async function shift(id: string, ms: number): Promise<void> {
    await stage.pool.query(
      `UPDATE handoff SET clock = jsonb_set(jsonb_set(clock, '{startedAt}', to_jsonb((clock ->> 'startedAt')::bigint - $2::bigint)), '{rungs}',
        (SELECT jsonb_agg(jsonb_set(r, '{due}', to_jsonb((r ->> 'due')::bigint - $2::bigint))) FROM jsonb_array_elements(clock -> 'rungs') r)) WHERE id = $1`,
      [id, ms],
    );
  }
});
