import { workflowId } from '@ripen/contracts/temporal';
import { type LostStore, openLostStore } from './lost-store.fixture';
import { eventually } from './stack.fixture';

interface Row {
  id: string;
  status: string;
  turn: number;
  deadline: number | null;
  end_reason: string | null;
}

/** Milliseconds: how late a deadline may be kept after a loss. */
const LATE = 8_000;
/** Milliseconds within which people are to click: nobody runs out of time here. */
const LONG = 180_000;

describe('when a store is lost while the worker runs', () => {
  let scene: LostStore;
  beforeAll(async () => {
    scene = await openLostStore();
  }, 120_000);
  afterAll(() => scene?.close(), 60_000);

  const rowsOf = async (ids: readonly string[]): Promise<Row[]> =>
    (
      await scene.stage.pool.query<Row>(
        'SELECT id, status, turn, deadline, end_reason FROM enrollment WHERE id = ANY ($1) ORDER BY id',
        [ids],
      )
    ).rows;
  const people = (kind: string, count: number, clickWithinMs = LONG): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => scene.enrol(`${kind}-${index}`, clickWithinMs)));
  const waiting = (ids: readonly string[]): Promise<Row[]> =>
    eventually(async () => {
      const rows = await rowsOf(ids);
      return rows.length === ids.length && rows.every((row) => row.turn > 1 && row.deadline !== null) && rows;
    });
  const statesOf = (ids: readonly string[]): Promise<string[]> =>
    scene.client(({ workflow }) =>
      Promise.all(
        ids.map((id) =>
          workflow
            .getHandle(workflowId('enrollment', id))
            .describe()
            .then(({ status }) => status.name)
            .catch((): string => 'NONE'),
        ),
      ),
    );
  const running = async (ids: readonly string[]): Promise<boolean> =>
    (await statesOf(ids)).every((state) => state === 'RUNNING');
  const incidents = async (): Promise<string[]> =>
    (await scene.stage.pool.query<{ kind: string }>('SELECT kind FROM incident ORDER BY at')).rows.map(
      ({ kind }) => kind,
    );
  const beat = async (): Promise<number> =>
    (await scene.stage.pool.query<{ beat: number }>('SELECT beat FROM temporal_store')).rows[0]?.beat ?? 0;
  const mailsTo = (kind: string): string[] =>
    scene.sink.phases.filter(({ to, takenAt }) => to.startsWith(kind) && takenAt !== null).map(({ to }) => to);

  async function endedAs(ids: readonly string[], reason: string): Promise<Row[]> {
    return eventually(async () => {
      const rows = await rowsOf(ids);
      return rows.every((row) => row.status === 'ended' && row.end_reason === reason) && rows;
    }, 30_000);
  }

  it('brings everybody back to their place when Temporal begins with nothing: same deadlines, no mail again', async () => {
    const [clickers, handed] = [await people('gone', 6), await people('slow', 2, 1_000)];
    const before = await waiting(clickers);
    const deadlineOfSales = await eventually(async () => {
      const { rows } = await scene.stage.pool.query<{ deadline: number }>(
        `SELECT deadline FROM handoff WHERE enrollment_id = ANY ($1) AND deadline IS NOT NULL`,
        [handed],
      );
      return rows.length === 2 && Math.max(...rows.map(({ deadline }) => deadline));
    });
    const lostAt = Date.now();
    await scene.temporal.replaceBy(null);
    await eventually(() => running(clickers), 20_000);
    expect(Date.now() - lostAt).toBeLessThan(deadlineOfSales - lostAt);
    expect((await rowsOf(clickers)).map(({ deadline }) => deadline)).toEqual(before.map(({ deadline }) => deadline));

    await Promise.all(clickers.slice(0, 3).map((id) => scene.click(id)));
    await endedAs(clickers.slice(0, 3), 'clicked');
    const reminded = await eventually(async () => {
      const { rows } = await scene.stage.pool.query<{ due_at: number; fired_at: number }>(
        `SELECT s.due_at, s.fired_at FROM sla_log s JOIN handoff h ON h.id = s.handoff_id WHERE h.enrollment_id = ANY ($1) AND s.rung = 'remind'`,
        [handed],
      );
      return rows.length === 2 && rows;
    }, 60_000);
    for (const { due_at, fired_at } of reminded) {
      expect(fired_at).toBeGreaterThanOrEqual(due_at);
      expect(fired_at - due_at).toBeLessThan(LATE);
    }
    await Promise.all(clickers.slice(3).map((id) => scene.click(id)));
    await endedAs(clickers.slice(3), 'clicked');
    expect(mailsTo('gone').sort()).toEqual(clickers.map((_, index) => `gone-${index}@example.org`));
    expect(await incidents()).toEqual(['temporal_replaced']);
  }, 180_000);

  it('notices an old copy of Temporal: what came after it is brought back, what ended after it stays ended', async () => {
    const early = await people('early', 4);
    await waiting(early);
    const copied = await beat();
    const copy = await scene.temporal.copy();
    const late = await people('late', 4);
    await waiting(late);
    await Promise.all(early.slice(0, 2).map((id) => scene.click(id)));
    const ended = await endedAs(early.slice(0, 2), 'clicked');
    await eventually(async () => (await beat()) > copied + 1, 40_000);
    await scene.temporal.replaceBy(copy);
    await eventually(() => running([...early.slice(2), ...late]), 30_000);
    await Promise.all([...early.slice(2), ...late].map((id) => scene.click(id)));
    await endedAs([...early.slice(2), ...late], 'clicked');
    expect(await rowsOf(early.slice(0, 2))).toEqual(ended);
    expect(mailsTo('early').sort()).toEqual(early.map((_, index) => `early-${index}@example.org`));
    expect(mailsTo('late').sort()).toEqual(late.map((_, index) => `late-${index}@example.org`));
    expect(await incidents()).toEqual(['temporal_replaced', 'temporal_behind']);
  }, 180_000);

  it('adopts an old copy of Postgres: who is unknown to it ends at once, who stood elsewhere goes on from there, nothing loops', async () => {
    const known = await people('known', 4);
    await waiting(known);
    const copied = await beat();
    const copy = await scene.postgres.copy();
    await eventually(() =>
      scene.stage.pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    const forgotten = await people('forgotten', 3);
    await waiting(forgotten);
    await Promise.all(known.slice(0, 2).map((id) => scene.click(id)));
    await endedAs(known.slice(0, 2), 'clicked');
    await eventually(async () => (await beat()) > copied + 1, 40_000);
    await scene.postgres.replaceBy(copy);
    await eventually(() =>
      rowsOf(forgotten).then(
        (rows) => rows.length === 0,
        () => false,
      ),
    );

    // The clicks of the first two are lost with the copy: they wait again, and have a workflow again.
    await eventually(() => running(known), 30_000);
    await Promise.all(known.map((id) => scene.click(id)));
    await endedAs(known, 'clicked');
    await eventually(async () => (await statesOf(forgotten)).every((state) => state === 'COMPLETED'), 30_000);
    expect(mailsTo('known').sort()).toEqual(known.map((_, index) => `known-${index}@example.org`));
    expect(await incidents()).toEqual(expect.arrayContaining(['postgres_behind']));
    const turns = await rowsOf(known);
    expect(Math.max(...turns.map(({ turn }) => turn))).toBeLessThan(12);
    expect(scene.worker.crashed).toBe(false);
  }, 240_000);
});
