import { loadTestSettings } from '@ripen/config';
import { DEFAULT_POLICY } from '@ripen/handoff';
import { compileModel, EXAMPLE_MODEL } from '@ripen/scoring';
import type { Pool } from 'pg';
import { wipe } from '../crash/end-state.fixture';
import { quickPool } from '../crash/faulty-pool.fixture';
import { newId } from '../db/ids';
import { inTransaction } from '../db/pool';
import { loadFacts, lockLeads } from '../facts/facts.repository';
import { bornLead, bornTeam, openStage, ROUND_THE_CLOCK, type Stage } from '../stage.fixture';
import { type Life, lifeOf } from './life.fixture';
import { PureLife } from './pure-life.fixture';
import type { Office } from './pure-sales.fixture';
import { playReal } from './real-life.fixture';
import { legible } from './trace.fixture';

const { seed: ONLY, seeds } = loadTestSettings();
/** `RIPEN_TEST_SEEDS=2000` for all; `RIPEN_TEST_SEED=7` for that one. */
const SEEDS = ONLY === null ? Array.from({ length: Math.min(seeds ?? 120, 2_000) }, (_, index) => index + 1) : [ONLY];
/** A Friday before the clocks go forward. */
const BEGINS = Date.UTC(2027, 2, 26, 9);
const ZONE = 'Europe/Berlin';

/** What the lives of any run must come by, or they prove little. */
const SEEN = [
  ...[
    'entered',
    'passed',
    'waits',
    'satisfied',
    'timed_out',
    'acts',
    'sent',
    'failed',
    'dropped',
    'unknown',
    'decided',
    'ended',
  ],
  ...['offered', 'rung', 'reassigned', 'pooled', 'claimed', 'accepted', 'contacted', 'rejected', 'closed'],
];

describe('the pure core and the real tables', () => {
  let stage: Stage;
  let pool: Pool;
  let office: Office;
  let policyIds: (string | null)[];
  beforeAll(async () => {
    stage = await openStage();
    pool = quickPool(stage.url);
    const { teamId, reps, managerId } = await bornTeam(pool, ['Ayla', 'Ben', 'Cem'], ROUND_THE_CLOCK);
    const officeHours = { ...DEFAULT_POLICY(ZONE), rounds: 2 };
    const policyId = newId();
    await pool.query('INSERT INTO sla_policy (id, name, policy) VALUES ($1, $2, $3)', [
      policyId,
      'Bürozeit',
      officeHours,
    ]);
    policyIds = [null, policyId];
    const members = reps.map((userId) => ({ userId, absent: false }));
    office = {
      team: { id: teamId, managerId, members, lastAssigned: null },
      policies: new Map([
        [null, ROUND_THE_CLOCK],
        [policyId, officeHours],
      ]),
    };
  });
  afterAll(async () => {
    await pool.end();
    await stage.close();
  });

  async function bothTraces(life: Life): Promise<{ pure: string[]; real: string[] }> {
    await wipe(pool);
    const leadId = await bornLead(pool, 'maria@example.org');
    const facts = await inTransaction(pool, async (tx) =>
      (await loadFacts(tx, await lockLeads(tx, [leadId]), { touchpoints: true, feedback: true })).get(leadId),
    );
    if (!facts) throw new Error('the lead has no facts');
    const birth = { begins: BEGINS, facts, model: compileModel(EXAMPLE_MODEL), office, zone: ZONE };
    const pure = new PureLife(life, birth).play();
    const real = await playReal(pool, { life, leadId, begins: BEGINS, team: office.team });
    return { pure: legible(pure, BEGINS), real: legible(real, BEGINS) };
  }

  const differs = async (life: Life): Promise<boolean> => {
    const { pure, real } = await bothTraces(life);
    return JSON.stringify(pure) !== JSON.stringify(real);
  };

  /** Leaves out whatever happening the difference does not need. */
  async function shrunk(life: Life): Promise<Life> {
    for (let left = life.happenings.length - 1; left >= 0; left -= 1) {
      const smaller = { ...life, happenings: life.happenings.toSpliced(left, 1) };
      if (await differs(smaller)) return shrunk(smaller);
    }
    return life;
  }

  it('leave the same trace of the same life, line by line, to the millisecond', async () => {
    const events = new Set<string>();
    for (const seed of SEEDS) {
      const life = lifeOf(seed, { teamId: office.team.id, policyIds });
      const { pure, real } = await bothTraces(life);
      if (JSON.stringify(pure) !== JSON.stringify(real)) {
        const smallest = await shrunk(life);
        const { pure: expected, real: found } = await bothTraces(smallest);
        expect({ life: smallest, trace: found }).toEqual({ life: smallest, trace: expected });
      }
      for (const line of pure) events.add(/: (\w+)/.exec(line)?.[1] ?? line);
    }
    if (ONLY === null) expect([...events]).toEqual(expect.arrayContaining(SEEN));
  }, 1_800_000);
});
