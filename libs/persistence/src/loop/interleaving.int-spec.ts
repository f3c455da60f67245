import type { PoolClient } from 'pg';
import { applyFacts } from '../facts/apply-facts';
import {
  BY_HAND,
  bornLead,
  chain,
  CLICK,
  CONTEXT,
  enrolled,
  openStage,
  published,
  type Stage,
  touched,
} from '../stage.fixture';
import { lockLeads } from '../facts/facts.repository';
import { decideTurn } from './step';
import { type LockedSubject, lockSubject } from './subject';

/**
 * Two sessions, each cut into the statements between which the other may run: one opens a wait, one commits the touchpoint that the wait is for.
 * A statement that blocks on the lead's lock waits until the other session has committed, as it would in life.
 */
type Move = (session: PoolClient) => Promise<unknown>;

const WAIT_THEN_EXIT = chain(
  ['start', 'trigger', BY_HAND],
  ['wait', 'wait_until', CLICK, 'clicked'],
  ['end', 'exit', {}],
);

describe('facts and waits in every interleaving', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** All orders of two sequences that keep each one's own order. */
  function interleavings(a: number, b: number): string[] {
    if (a === 0) return ['b'.repeat(b)];
    if (b === 0) return ['a'.repeat(a)];
    return [...interleavings(a - 1, b).map((rest) => `a${rest}`), ...interleavings(a, b - 1).map((rest) => `b${rest}`)];
  }

  function opener(enrollmentId: string): Move[] {
    let locked: LockedSubject | null = null;
    return [
      (tx) => tx.query('BEGIN'),
      async (tx) => {
        locked = await lockSubject(tx, 'enrollment', enrollmentId, CONTEXT);
      },
      async (tx) => {
        if (locked === null) throw new Error('the enrollment is gone');
        await decideTurn(tx, 'enrollment', { locked, turn: 1 }, CONTEXT);
      },
      (tx) => tx.query('COMMIT'),
    ];
  }

  function toucher(leadId: string): Move[] {
    return [
      (tx) => tx.query('BEGIN'),
      (tx) => lockLeads(tx, [leadId]),
      (tx) => applyFacts(tx, [touched(leadId, 'email_link_clicked')], CONTEXT),
      (tx) => tx.query('COMMIT'),
    ];
  }

  async function play(order: string, moves: { a: Move[]; b: Move[] }): Promise<void> {
    const sessions = { a: await stage.pool.connect(), b: await stage.pool.connect() };
    const tails: Record<'a' | 'b', Promise<unknown>> = { a: Promise.resolve(), b: Promise.resolve() };
    const at = { a: 0, b: 0 };
    try {
      for (const who of order as Iterable<'a' | 'b'>) {
        const move = moves[who][at[who]];
        at[who] += 1;
        if (!move) throw new Error('an order with too many moves');
        tails[who] = tails[who].then(() => move(sessions[who]));
        await settledOrBlocked(tails[who], sessions[who]);
      }
      await Promise.all([tails.a, tails.b]);
    } finally {
      sessions.a.release();
      sessions.b.release();
    }
  }

  /** Resolves once the statement is through or its session waits for a lock. */
  async function settledOrBlocked(statement: Promise<unknown>, session: PoolClient): Promise<void> {
    const pid = (session as unknown as { processID: number }).processID;
    let through = false;
    const watched = statement.finally(() => {
      through = true;
    });
    const looks = async (): Promise<void> => {
      while (!through) {
        const { rows } = await stage.pool.query<{ wait_event_type: string | null }>(
          'SELECT wait_event_type FROM pg_stat_activity WHERE pid = $1',
          [pid],
        );
        if (rows[0]?.wait_event_type === 'Lock') return;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    await Promise.race([watched, looks()]);
  }

  it.each(interleavings(4, 4))('loses no wake in order %s', async (order) => {
    const leadId = await bornLead(stage.pool, `${order}@example.org`);
    const { journeyId, versionId } = await published(stage.pool, WAIT_THEN_EXIT);
    const enrollmentId = await enrolled(stage.pool, { journeyId, versionId, leadId, nodeId: 'start' });

    await play(order, { a: opener(enrollmentId), b: toucher(leadId) });

    const { rows } = await stage.pool.query<{ status: string; state: string | null; poke_at: number | null }>(
      'SELECT e.status, w.state, e.poke_at FROM enrollment e LEFT JOIN wait w ON w.enrollment_id = e.id WHERE e.id = $1',
      [enrollmentId],
    );
    const passedAtOnce = rows[0]?.status === 'ended' && rows[0].state === null;
    const woken = rows[0]?.state === 'satisfied' && rows[0].poke_at !== null;
    expect(passedAtOnce || woken).toBe(true);
  });
});
