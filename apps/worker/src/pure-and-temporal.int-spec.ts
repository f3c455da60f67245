import { loadTestSettings } from '@ripen/config';
import { activeModel, inTransaction, loadFacts, lockLeads } from '@ripen/persistence';
import { carryOutDeed, fateOf, legible, type Life, lifeOf, linesOf, PureLife, seenOf } from '@ripen/persistence/lives';
import { bornLead, bornTeam, CONTEXT, enrolled, published, ROUND_THE_CLOCK } from '@ripen/persistence/stage';
import { eventually, openStack, type Stack } from './stack.fixture';

const { seed: ONLY } = loadTestSettings();
/** `RIPEN_TEST_SEED=7` for that one. */
const SEEDS = ONLY === null ? Array.from({ length: 100 }, (_, index) => index + 1) : [ONLY];
const SECOND = { durationMs: 1_000, remindAt: 50, warnAt: 80 };
const POLICY = { ...ROUND_THE_CLOCK, accept: SECOND, contact: SECOND, feedback: SECOND, poolMs: 1_000 };

/** What will not stay as it is by itself. */
const MOVING = /* sql */ `
SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM effect WHERE state IN ('planned', 'sending'))
  + (SELECT count(*) FROM (SELECT turn, poke_at, deadline, status FROM enrollment UNION ALL SELECT turn, poke_at, deadline, status FROM handoff) open
    WHERE status = 'active' AND (turn = 0 OR poke_at IS NOT NULL OR deadline IS NOT NULL)) AS moving`;

describe('the pure core and real workflows', () => {
  let stack: Stack;
  const lives = new Map<string, { readonly life: Life; attempts: number }>();
  beforeAll(async () => {
    stack = await openStack({
      fate: (claimed) => {
        const lived = claimed.kind === 'send_email' ? lives.get(claimed.leadId) : undefined;
        if (!lived) return null;
        const fate = fateOf(lived.life, (lived.attempts += 1), claimed.to.email);
        return fate.outcome === 'sent' ? null : fate;
      },
    });
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);

  it('leave the same trace of the same life, for a hundred people at once', async () => {
    const { pool } = stack.stage;
    const model = await inTransaction(pool, activeModel);
    if (model === null) throw new Error('no model is published');

    const prepare = async (seed: number) => {
      const { teamId, reps, managerId } = await bornTeam(pool, ['Ayla', 'Ben', 'Cem'], POLICY);
      const members = reps.map((userId) => ({ userId, absent: false }));
      const team = { id: teamId, managerId, members, lastAssigned: null };
      const life = lifeOf(seed, { teamId, policyIds: [null] }, 'quick');
      const leadId = await bornLead(pool, `person-${seed}@example.org`);
      lives.set(leadId, { life, attempts: 0 });
      const facts = await inTransaction(pool, async (tx) =>
        (await loadFacts(tx, await lockLeads(tx, [leadId]), { touchpoints: true, feedback: true })).get(leadId),
      );
      if (!facts) throw new Error('the lead has no facts');
      return { life, leadId, facts, team, version: await published(pool, life.graph) };
    };
    const live = async (prepared: Awaited<ReturnType<typeof prepare>>) => {
      const { life, leadId, team, version } = prepared;
      const id = await enrolled(pool, { ...version, leadId, nodeId: 'start' });
      const { rows } = await pool.query<{ begins: number }>(
        'SELECT ms(entered_at) AS begins FROM enrollment WHERE id = $1',
        [id],
      );
      const taken = new Map<number, number>();
      for (const [index, { afterMs }] of life.happenings.entries()) {
        await new Promise((resolve) => setTimeout(resolve, afterMs));
        const askedAt = Date.now();
        if (await carryOutDeed(pool, { life, leadId, team, context: CONTEXT }, index, askedAt))
          taken.set(index, askedAt);
      }
      return { ...prepared, begins: rows[0]?.begins ?? 0, taken };
    };
    const prepared = await Promise.all(SEEDS.map(prepare));
    const lived = await Promise.all(prepared.map(live));
    await eventually(async () => (await pool.query<{ moving: number }>(MOVING)).rows[0]?.moving === 0, 60_000);

    let lines = 0;
    for (const { life, leadId, facts, begins, team, taken } of lived) {
      const office = { team, policies: new Map([[null, POLICY]]) };
      const birth = { begins, facts, model, office, zone: 'Europe/Berlin' };
      const pure = new PureLife(life, birth).follow(await seenOf(pool, { life, leadId }, taken));
      const told = { seed: life.seed, trace: legible(await linesOf(pool, leadId), begins) };
      expect(told).toEqual({ seed: life.seed, trace: legible(pure, begins) });
      lines += told.trace.length;
    }
    expect(lines).toBeGreaterThan(SEEDS.length * 8);
  }, 180_000);
});
