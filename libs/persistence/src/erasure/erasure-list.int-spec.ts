import { inTransaction } from '../db/pool';
import { bornLead, CONTEXT, openStage, type Stage } from '../stage.fixture';
import { advanceErasure } from './erase';
import { beginErasure } from './erasure-job';
import { type ErasureList, eraseAgain, readErasureList } from './erasure-list';

describe('the list of who was erased', () => {
  let before: Stage;
  let restored: Stage;
  beforeEach(async () => {
    [before, restored] = await Promise.all([openStage(), openStage()]);
  });
  afterEach(() => Promise.all([before.close(), restored.close()]));

  const now = (stage: Stage) => CONTEXT.clock.now(stage.pool);
  async function through(stage: Stage, id: string): Promise<void> {
    for (let steps = 0; steps < 100; steps += 1) {
      const move = await advanceErasure(stage.pool, id, CONTEXT);
      if (move.do === 'done') return;
      if (move.do === 'wait') await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the erasure never came to an end');
  }
  async function erased(email: string): Promise<{ id: string; list: ErasureList }> {
    const leadId = await bornLead(before.pool, email);
    const at = await now(before);
    const id = await inTransaction(before.pool, (tx) =>
      beginErasure(tx, { subject: { leadId }, askedBy: null, now: at }),
    );
    await through(before, id);
    const list = await readErasureList(before.pool);
    if (list === null) throw new Error('there is no list');
    return { id, list };
  }
  /** As a backup from before the erasure does: the same salt, and the person in it. */
  const likeBackup = async (): Promise<void> => {
    const { rows } = await before.pool.query<{ salt: string }>('SELECT suppression_salt AS salt FROM workspace');
    await restored.pool.query('UPDATE workspace SET suppression_salt = $1', [rows[0]?.salt]);
  };

  it('erases them again in a database of an earlier moment, under the same number, once', async () => {
    const { id, list } = await erased('back@example.org');
    expect(JSON.stringify(list)).not.toContain('back@');
    await likeBackup();
    const back = await bornLead(restored.pool, 'back@example.org');
    const other = await bornLead(restored.pool, 'other@example.org');
    expect(await eraseAgain(restored.pool, list, await now(restored))).toBe(1);
    expect(await eraseAgain(restored.pool, list, await now(restored))).toBe(0);
    const jobs = await restored.pool.query(`SELECT subject_id FROM job WHERE kind = 'erasure'`);
    expect(jobs.rows).toEqual([{ subject_id: id }]);
    await through(restored, id);
    const { rows } = await restored.pool.query('SELECT id FROM lead WHERE id = ANY ($1)', [[back, other]]);
    expect(rows).toEqual([{ id: other }]);
    expect((await restored.pool.query('SELECT reason, stage, people FROM erasure')).rows).toEqual([
      { reason: 'restore', stage: 'done', people: 1 },
    ]);
  });

  it('does nothing in the database of another workspace', async () => {
    const { list } = await erased('elsewhere@example.org');
    await bornLead(restored.pool, 'elsewhere@example.org');
    expect(await eraseAgain(restored.pool, list, await now(restored))).toBe(0);
    expect((await restored.pool.query('SELECT FROM erasure')).rowCount).toBe(0);
  });
});
