import { inTransaction } from '../db/pool';
import { BY_HAND, bornLead, chain, CONTEXT, enrolled, openStage, published, type Stage } from '../stage.fixture';
import { leasePokes, settlePokes } from './outbox.sql';
import { reconcile } from './reconcile.sql';
import { step } from './step';
import { keepStore } from './temporal-store.sql';

const WAITS = chain(['start', 'trigger', BY_HAND], ['wait', 'wait', { amount: 1, unit: 'hours' }], ['end', 'exit', {}]);

describe("after Postgres' clock was set back", () => {
  let stage: Stage;
  let id = '';
  beforeAll(async () => {
    stage = await openStage();
    const leadId = await bornLead(stage.pool, 'maria@firma.example');
    id = await enrolled(stage.pool, { ...(await published(stage.pool, WAITS)), leadId, nodeId: 'start' });
  });
  afterAll(() => stage?.close());

  /** What was written an hour ago by the clock as it was, when it stood an hour ahead. */
  const anHourAhead = (column: string, table: string) =>
    stage.pool.query(`UPDATE ${table} SET ${column} = clock_timestamp() + interval '1 hour'`);

  it('a poke whose relay died is delivered, and not when its lease from before has run out an hour later', async () => {
    expect(await leasePokes(stage.pool, 10)).toHaveLength(1);
    expect(await leasePokes(stage.pool, 10)).toHaveLength(0);
    await anHourAhead('lease_until', 'outbox');
    const again = await leasePokes(stage.pool, 10);
    expect(again).toHaveLength(1);
    await settlePokes(
      stage.pool,
      again.flatMap(({ ids }) => ids),
    );
  });

  it("Temporal's store has a keeper at once", async () => {
    expect(await keepStore(stage.pool, '0192f0c1-0000-7000-8000-000000000001')).toBe(true);
    expect(await keepStore(stage.pool, '0192f0c1-0000-7000-8000-000000000002')).toBe(false);
    await anHourAhead('keeper_until', 'temporal_store');
    expect(await keepStore(stage.pool, '0192f0c1-0000-7000-8000-000000000002')).toBe(true);
  });

  it('a poke that was lost is asked for again', async () => {
    const options = { ...CONTEXT, limit: 10 };
    expect(await reconcile(stage.pool, 'enrollment', options)).toBe(0);
    await anHourAhead('poke_at', 'enrollment');
    expect(await reconcile(stage.pool, 'enrollment', options)).toBe(1);
    expect(await reconcile(stage.pool, 'enrollment', options)).toBe(0);
  });

  it('a deadline whose timer was put off is looked after within seconds once the clock is right again', async () => {
    const { command } = await step(stage.pool, { subject: 'enrollment', id, turn: 1 }, CONTEXT);
    const until = command.do === 'wait' ? (command.until ?? 0) : 0;
    const at = (now: number) => ({ clock: { now: async () => now }, limit: 10 });
    expect(await reconcile(stage.pool, 'enrollment', at(until + 29_000))).toBe(0);
    await inTransaction(stage.pool, (tx) =>
      tx.query(`UPDATE enrollment SET command = jsonb_set(command, '{until}', to_jsonb($1::bigint))`, [
        until + 1_800_000,
      ]),
    );
    expect(await reconcile(stage.pool, 'enrollment', at(until + 500))).toBe(0);
    expect(await reconcile(stage.pool, 'enrollment', at(until + 1_500))).toBe(1);
  });
});
