import { workflowId } from '@ripen/contracts/temporal';
import {
  askToCancel,
  inChunk,
  inTransaction,
  type Job,
  type JobRunner,
  pokeJob,
  reconcileJobs,
  startJob,
} from '@ripen/persistence';
import { eventually, openStack, type Stack } from '../stack.fixture';

const TOTAL = 40;

interface Counted {
  readonly at: number;
}
const placeOf = (job: Job): number => (job.state as Partial<Counted>).at ?? 0;

/** Writes one number per piece; a job that counts a number twice or leaves one out shows it. */
const counting: JobRunner = {
  kind: 'counting',
  work: (job, tools) =>
    inChunk(tools, job.id, async (tx, now) => {
      if (now.cancelAsked) return { do: 'done', outcome: 'cancelled' };
      const at = placeOf(now);
      await tx.query('INSERT INTO counted (job_id, number) VALUES ($1, $2)', [job.id, at]);
      const next = { state: { at: at + 1 }, done: at + 1, total: TOTAL };
      return at + 1 === TOTAL ? { do: 'done', outcome: 'done', ...next } : { do: 'again', ...next };
    }),
};

/** Waits until it is poked or cancelled. */
const waiting: JobRunner = {
  kind: 'waiting',
  work: (job, tools) =>
    inChunk(tools, job.id, (_, now) =>
      Promise.resolve(
        now.cancelAsked
          ? ({ do: 'done', outcome: 'cancelled' } as const)
          : ({ do: 'wait', until: null, done: now.done + 1 } as const),
      ),
    ),
};

let failures = 0;
/** Dies after its work and before its commit, twice; then goes on. */
const dying: JobRunner = {
  kind: 'dying',
  work: (job, tools) =>
    inChunk(tools, job.id, async (tx, now) => {
      await tx.query('INSERT INTO counted (job_id, number) VALUES ($1, $2)', [job.id, placeOf(now)]);
      failures += 1;
      if (failures <= 2) throw new RangeError('Maria Beispiel');
      return { do: 'done', outcome: 'done' };
    }),
};

const wrong: JobRunner = {
  kind: 'wrong',
  work: () => Promise.reject(new RangeError('Maria Beispiel')),
};

describe('long work', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await openStack({ runners: [counting, waiting, dying, wrong] });
    await stack.stage.pool.query('CREATE TABLE counted (job_id uuid, number int)');
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  const started = (kind: string) => inTransaction(stack.stage.pool, (tx) => startJob(tx, { kind }));
  const rowOf = async (id: string) => (await stack.stage.pool.query('SELECT * FROM job WHERE id = $1', [id])).rows[0];
  const ended = (id: string) => eventually(async () => ((await rowOf(id)).status === 'ended' ? rowOf(id) : null));
  const numbers = async (id: string) =>
    (await stack.stage.pool.query('SELECT number FROM counted WHERE job_id = $1 ORDER BY number', [id])).rows.map(
      ({ number }) => number,
    );

  it('goes on piece by piece to its end, and so does its workflow', async () => {
    const id = await started('counting');
    expect(await ended(id)).toMatchObject({ outcome: 'done', done: TOTAL, total: TOTAL, turn: TOTAL, failure: null });
    expect(await numbers(id)).toEqual(Array.from({ length: TOTAL }, (_, number) => number));
    await eventually(
      async () =>
        (await stack.temporal.workflow.getHandle(workflowId('job', id)).describe()).status.name === 'COMPLETED',
    );
  });

  it('does a piece once, though two workers hold it at the same time', async () => {
    const id = await started('waiting');
    await eventually(async () => (await rowOf(id)).done === 1);
    await stack.stage.pool.query(`UPDATE job SET kind = 'counting' WHERE id = $1`, [id]);
    const tools = { pool: stack.stage.pool, context: stack.context, signal: new AbortController().signal };
    const job: Job = {
      ...{ id, kind: 'counting', subjectId: null, askedBy: null, state: {} },
      ...{ done: 0, total: null, cancelAsked: false },
    };
    await Promise.all(Array.from({ length: TOTAL + 8 }, () => counting.work(job, tools)));
    expect(await numbers(id)).toEqual(Array.from({ length: TOTAL }, (_, number) => number));
    expect(await rowOf(id)).toMatchObject({ status: 'ended', outcome: 'done' });
  });

  it('waits for a poke, and is woken by a wish to stop', async () => {
    const id = await started('waiting');
    await eventually(async () => (await rowOf(id)).done === 1);
    await inTransaction(stack.stage.pool, (tx) => pokeJob(tx, id));
    await eventually(async () => (await rowOf(id)).done === 2);
    expect(await inTransaction(stack.stage.pool, (tx) => askToCancel(tx, id))).toBe(true);
    expect(await ended(id)).toMatchObject({ outcome: 'cancelled' });
    expect(await inTransaction(stack.stage.pool, (tx) => askToCancel(tx, id))).toBe(false);
  });

  it('repeats a piece that was not committed, and leaves no trace of the first try', async () => {
    const id = await started('dying');
    expect(await ended(id)).toMatchObject({ outcome: 'done', mistakes: 0 });
    expect(failures).toBe(3);
    expect(await numbers(id)).toEqual([0]);
  });

  it('ends as failed with a code when it makes the same mistake again and again', async () => {
    const id = await started('wrong');
    expect(await ended(id)).toMatchObject({ outcome: 'failed', failure: 'RangeError', mistakes: 5 });
    expect(stack.logged.join('')).not.toContain('Maria');
  });

  it('is poked again when its worker and the signal were lost', async () => {
    const id = await started('waiting');
    await eventually(async () => (await rowOf(id)).done === 1);
    expect(await reconcileJobs(stack.stage.pool, stack.context)).toBe(0);
    await stack.stage.pool.query(`UPDATE job SET poke_at = clock_timestamp() - interval '31 seconds' WHERE id = $1`, [
      id,
    ]);
    expect(await reconcileJobs(stack.stage.pool, stack.context)).toBe(1);
    await eventually(async () => (await rowOf(id)).done === 2);
    await stack.stage.pool.query(`UPDATE job SET next_at = clock_timestamp() - interval '31 seconds' WHERE id = $1`, [
      id,
    ]);
    expect(await reconcileJobs(stack.stage.pool, stack.context)).toBe(1);
    await eventually(async () => (await rowOf(id)).done === 3);
    await inTransaction(stack.stage.pool, (tx) => askToCancel(tx, id));
    await ended(id);
  });
});
