import { BY_HAND, bornLead, chain, CONTEXT, enrolled, MAIL, openStage, published, type Stage } from '../stage.fixture';
import type { EffectOutcome } from './effect.sql';
import { finishTurn, takeTurn } from './turn';

const GRAPH = chain(['start', 'trigger', BY_HAND], ['mail', 'send_email', MAIL, 'sent'], ['end', 'exit', {}]);
const THROTTLED = { outcome: 'retry', code: 'throttled', afterMs: null } as const;
const SLOW_TEXT = { outcome: 'retry', code: 'template_timeout', afterMs: null, most: 3 } as const;

interface Effect {
  state: string;
  code: string | null;
  /** Milliseconds from the refusal until it may be tried again. */
  pause: number;
}

describe('a mail that is refused for now', () => {
  let stage: Stage;
  let enrollments = 0;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  async function begin(): Promise<string> {
    const leadId = await bornLead(stage.pool, `lead-${(enrollments += 1)}@example.org`);
    return enrolled(stage.pool, { ...(await published(stage.pool, GRAPH)), leadId, nodeId: 'start' });
  }

  /** One attempt, as soon as it may be made. */
  async function attempt(id: string, outcome: EffectOutcome): Promise<Effect> {
    const { pool } = stage;
    await pool.query('UPDATE effect SET not_before = NULL WHERE subject_id = $1', [id]);
    const { rows: at } = await pool.query<{ turn: number }>('SELECT turn FROM enrollment WHERE id = $1', [id]);
    const turn = (at[0]?.turn ?? 0) + 1;
    const { claimed } = await takeTurn(pool, { subject: 'enrollment', id, turn, watched: false }, CONTEXT);
    if (claimed === null) throw new Error('nothing was claimed');
    await finishTurn(pool, { subject: 'enrollment', id, claimed, outcome }, CONTEXT);
    const sql = 'SELECT state, code, ms(not_before) - ms(refused_at) AS pause FROM effect WHERE subject_id = $1';
    const { rows } = await pool.query<Effect>(sql, [id]);
    if (!rows[0]) throw new Error('no effect');
    return rows[0];
  }

  it('waits as long as the server asks, and at most a fifth longer', async () => {
    const { state, pause } = await attempt(await begin(), { ...THROTTLED, afterMs: 600_000 });
    expect(state).toBe('planned');
    expect(pause).toBeGreaterThanOrEqual(600_000);
    expect(pause).toBeLessThanOrEqual(720_000);
  });

  it('waits about twice as long after every attempt where the server asks for nothing', async () => {
    const id = await begin();
    for (const expected of [15_000, 30_000, 60_000]) {
      const { pause } = await attempt(id, THROTTLED);
      expect(pause).toBeGreaterThanOrEqual(expected * 0.8);
      expect(pause).toBeLessThanOrEqual(expected * 1.2);
    }
  });

  it('fails after three days, and not before', async () => {
    const id = await begin();
    await attempt(id, THROTTLED);
    const age = (hours: number) =>
      stage.pool.query(`UPDATE effect SET created_at = now() - $2 * interval '1 hour' WHERE subject_id = $1`, [
        id,
        hours,
      ]);
    await age(71);
    expect(await attempt(id, THROTTLED)).toMatchObject({ state: 'planned', code: 'throttled' });
    await age(73);
    expect(await attempt(id, THROTTLED)).toMatchObject({ state: 'failed', code: 'gave_up' });
  });

  it('fails with its reason when its text takes too long for the third time', async () => {
    const id = await begin();
    expect(await attempt(id, SLOW_TEXT)).toMatchObject({ state: 'planned' });
    expect(await attempt(id, SLOW_TEXT)).toMatchObject({ state: 'planned' });
    expect(await attempt(id, SLOW_TEXT)).toMatchObject({ state: 'failed', code: 'template_timeout' });
  });

  it('is not given up for one slow text after a server that was away for long', async () => {
    const id = await begin();
    for (let refusals = 0; refusals < 4; refusals += 1) await attempt(id, THROTTLED);
    expect(await attempt(id, SLOW_TEXT)).toMatchObject({ state: 'planned', code: 'template_timeout' });
  });
});
