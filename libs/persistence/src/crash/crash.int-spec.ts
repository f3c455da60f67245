import type { Pool } from 'pg';
import { openStage, type Stage } from '../stage.fixture';
import { endState, type EndState, wipe } from './end-state.fixture';
import { type FaultPoint, FaultyPool, quickPool } from './faulty-pool.fixture';
import { LoopDriver } from './loop-driver.fixture';
import { allScenes, type Scene } from './scenes.fixture';

const SCENES = 6;

/** A statement of each operation that the scenes must come by. */
const OPERATIONS = [
  ...['append-ledger', 'write-leads', 'insert-enrollments', 'satisfy-waits', 'insert-identities', 'poke'],
  ...['lock-lead-of-enrollment', 'write-enrollment', 'claim-effect', 'mark-data', 'record-outcome'],
  ...[
    'lock-lead-of-handoff',
    'write-handoff',
    'lease-pokes',
    'settle-pokes',
    'reconcile-enrollment',
    'reconcile-handoff',
  ],
];

describe('a crash between any two statements', () => {
  let stage: Stage;
  let faulty: FaultyPool;
  let still: Pool;
  let scenes: Scene[];
  const covered = new Set<string>();
  beforeAll(async () => {
    stage = await openStage();
    faulty = new FaultyPool(stage.url);
    still = quickPool(stage.url);
    scenes = await allScenes(still);
  });
  afterAll(async () => {
    await faulty.pool.end();
    await still.end();
    await stage.close();
  });

  interface Played {
    readonly state: EndState;
    readonly bodies: readonly string[];
    readonly lost: readonly string[];
    readonly unknown: readonly string[];
    readonly sent: readonly string[];
  }

  async function play(scene: Scene, { point, dies }: { point: FaultPoint | null; dies: boolean }): Promise<Played> {
    await wipe(still);
    const story = await scene.begin(still);
    const driver = new LoopDriver({ pool: faulty.pool, still: still, dies });
    faulty.arm(point);
    await story(driver, faulty.pool);
    const { rows } = await still.query<{ id: string; state: string }>('SELECT id, state FROM effect ORDER BY id');
    const idsIn = (state: string): string[] => rows.flatMap((row) => (row.state === state ? [row.id] : []));
    return {
      state: await endState(still),
      bodies: [...driver.bodies].sort(),
      lost: [...driver.lostOutcomes].sort(),
      unknown: idsIn('unknown'),
      sent: idsIn('sent'),
    };
  }

  /** An outcome that nobody could record reads *unknown*; everything else must be as if it had been sent. */
  function asIfSent(state: EndState): EndState {
    const effects = (state['effect'] ?? []).map((row) =>
      row
        .replace('"state":"unknown"', '"state":"sent"')
        .replace('"code":"lease_expired"', '"code":null')
        .replace('"sent_at":null', '"sent_at":"<instant>"'),
    );
    const trace = (state['trace'] ?? []).map((row) =>
      row
        .replace('"event":"unknown"', '"event":"sent"')
        .replace('"code": "lease_expired"', '"code": null')
        .replace('"code":"lease_expired"', '"code":null'),
    );
    return { ...state, effect: effects, trace };
  }

  function difference(one: EndState, other: EndState): { lacks: string[]; adds: string[] } {
    const rows = (state: EndState): string[] =>
      Object.entries(state).flatMap(([table, lines]) =>
        lines.map((line, at) => (table === 'trace' ? `trace ${at} ${line}` : `${table} ${line}`)),
      );
    const [a, b] = [rows(one), rows(other)];
    return { lacks: a.filter((row) => !b.includes(row)), adds: b.filter((row) => !a.includes(row)) };
  }

  /**
   * From the claim of an effect to its recorded outcome: there a process knows what no row says. Everywhere else the death of a process is
   * what the cut of its connection is: whoever asked asks again.
   */
  function pointsOfActs(statements: readonly string[]): number[] {
    let acting = false;
    let recorded = false;
    return statements.flatMap((title, at) => {
      if (title === 'claim-effect') [acting, recorded] = [true, false];
      if (title === 'record-outcome') recorded = true;
      const inside = acting;
      if (recorded && title === 'COMMIT') acting = false;
      return inside ? [at] : [];
    });
  }

  it.each(Array.from({ length: SCENES }, (_, index) => index))(
    'leaves scene %i where it ends without one',
    async (index) => {
      const scene = scenes[index];
      if (!scene) throw new Error('no such scene');
      await play(scene, { point: null, dies: false });
      const whole = await play(scene, { point: null, dies: false });
      const statements = [...faulty.asked];

      expect(whole.state['outbox']).toEqual([]);
      expect(whole.unknown).toEqual([]);
      for (const title of statements) covered.add(title);
      for (const dies of [false, true]) {
        for (const at of dies ? pointsOfActs(statements) : statements.keys()) {
          const title = statements[at] ?? '';
          const played = await play(scene, { point: { statement: at + 1, when: 'after' }, dies });
          const told = `${scene.title}: ${dies ? 'died' : 'cut'} after statement ${at + 1}, ${title}`;
          expect({ told, hit: faulty.hit }).toEqual({ told, hit: title });
          const missed = played.sent.filter((id) => !played.bodies.includes(id));
          const twice = played.bodies.filter((id, i) => played.bodies.indexOf(id) !== i);
          expect({ told, ...difference(asIfSent(whole.state), asIfSent(played.state)), missed, twice }).toEqual({
            told,
            lacks: [],
            adds: [],
            missed: [],
            twice: [],
          });
          expect({ told, unknown: played.unknown }).toEqual({ told, unknown: played.lost });
        }
      }
    },
    300_000,
  );

  it('came by every operation that writes', () => {
    expect([...covered]).toEqual(expect.arrayContaining(OPERATIONS));
  });
});
