import type { EffectState, EpochMs, LeadFacts, Stage } from '@ripen/domain';
import fc from 'fast-check';
import { matchWait } from './awaited';
import { compile, type CompiledJourney } from './compile';
import { decide } from './decide';
import type { JourneyGraph } from './graph';
import { lintGraph } from './lint/lint-graph';
import { anyGraph, cleanGraph, instantGraph, TOUCHPOINT_TYPE } from './any-graph.fixture';
import { anEnrollment, aScore, aTouchpoint, countedIds, MONDAY, someFacts } from './lead.fixture';
import type { EnrollmentState, JourneyDecision, Wait } from './state';

/** Something that happens to the person between two decisions. */
type Happening =
  | { readonly kind: 'deadline' }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'touchpoint'; readonly type: string }
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'outcome'; readonly state: EffectState }
  | { readonly kind: 'handoff'; readonly outcome: string };

const HAPPENINGS: fc.Arbitrary<Happening[]> = fc.array(
  fc.oneof(
    fc.constant({ kind: 'deadline' as const }),
    fc.record({ kind: fc.constant('time' as const), ms: fc.integer({ min: 1, max: 100_000_000 }) }),
    fc.record({ kind: fc.constant('touchpoint' as const), type: TOUCHPOINT_TYPE }),
    fc.record({
      kind: fc.constant('stage' as const),
      stage: fc.constantFrom<Stage>('park', 'nurture', 'develop', 'sales_ready'),
    }),
    fc.record({
      kind: fc.constant('outcome' as const),
      state: fc.constantFrom<EffectState>('sent', 'failed', 'unknown', 'dropped', 'sending'),
    }),
    fc.record({
      kind: fc.constant('handoff' as const),
      outcome: fc.constantFrom('won', 'lost', 'recycled', 'expired'),
    }),
  ),
  { maxLength: 30 },
);

interface World {
  readonly state: EnrollmentState;
  readonly facts: LeadFacts;
  readonly now: EpochMs;
}

/** Writes the fact and closes the waits that it satisfies, as the one writer of facts does. */
function happen(world: World, happening: Happening): World {
  const now = happening.kind === 'time' ? world.now + happening.ms : world.now + 1;
  switch (happening.kind) {
    case 'time':
      return { ...world, now };
    case 'deadline': {
      const deadlines = world.state.waits.flatMap(({ deadline }) => deadline ?? []);
      return { ...world, now: Math.max(now, ...deadlines) };
    }
    case 'touchpoint': {
      const touchpoint = aTouchpoint(happening.type, now);
      const facts = { ...world.facts, touchpoints: [...world.facts.touchpoints, touchpoint] };
      return {
        state: satisfy(world.state, (wait) => matchWait(wait, { ...NOTHING, touchpoints: [touchpoint], at: now })),
        facts,
        now,
      };
    }
    case 'stage': {
      const facts = { ...world.facts, score: aScore(happening.stage) };
      return {
        state: satisfy(world.state, (wait) => matchWait(wait, { ...NOTHING, stage: happening.stage, at: now })),
        facts,
        now,
      };
    }
    case 'outcome': {
      const effects = world.state.effects.map((effect) => ({
        ...effect,
        state: happening.state,
        leaseUntil: now + 1_000,
      }));
      const sent = happening.state === 'sent' && effects.length > 0;
      return {
        ...world,
        state: { ...world.state, effects, lastMessageAt: sent ? now : world.state.lastMessageAt },
        now,
      };
    }
    case 'handoff': {
      const handoffs = world.state.waits.flatMap(({ events }) =>
        events.flatMap((event) =>
          event.kind === 'handoff' ? [{ id: event.handoffId, outcome: happening.outcome }] : [],
        ),
      );
      return {
        ...world,
        state: satisfy(world.state, (wait) => matchWait(wait, { ...NOTHING, handoffs, at: now })),
        now,
      };
    }
  }
}

const NOTHING = { touchpoints: [], stage: null, confirmedSubmissions: [], handoffs: [] };

function satisfy(state: EnrollmentState, match: (wait: Wait) => { port: string; by: string } | null): EnrollmentState {
  const waits = state.waits.map((wait) => {
    const found = wait.state === 'open' ? match(wait) : null;
    return found ? { ...wait, state: 'satisfied' as const, port: found.port, by: found.by } : wait;
  });
  return { ...state, waits };
}

/** Lives one person's journey and shows each decision to `look`. */
function live(
  compiled: CompiledJourney,
  happenings: readonly Happening[],
  look: (decision: JourneyDecision, world: World) => void,
): void {
  const newId = countedIds();
  let world: World = { state: anEnrollment('n0'), facts: someFacts({ score: aScore('nurture') }), now: MONDAY };
  for (const happening of [null, ...happenings]) {
    if (happening) world = happen(world, happening);
    const decision = decide(compiled, { ...world, workspaceZone: 'Europe/Berlin', newId });
    look(decision, world);
    world = { ...world, state: decision.state };
  }
}

const nodeIds = (graph: JourneyGraph): Set<string> => new Set(graph.nodes.map(({ id }) => id));

describe('every journey, whatever happens in it,', () => {
  it('has its tokens at nodes that exist, and keeps rows of their visits only', () => {
    fc.assert(
      fc.property(cleanGraph, HAPPENINGS, (graph, happenings) => {
        const ids = nodeIds(graph);
        live(compile(graph), happenings, ({ state }) => {
          for (const token of state.tokens) expect(ids.has(token.nodeId)).toBe(true);
          const visits = state.tokens.map(({ visit }) => visit);
          for (const row of [...state.waits, ...state.effects]) expect(visits).toContain(row.visit);
        });
      }),
    );
  });

  it('numbers its visits strictly upwards and gives each at most one wait and one effect', () => {
    fc.assert(
      fc.property(anyGraph, HAPPENINGS, (graph, happenings) => {
        const rows = new Set<string>();
        let highest = 0;
        live(compile(graph), happenings, ({ trace, changes, state }) => {
          for (const { visit } of trace) {
            expect(visit).toBeGreaterThanOrEqual(highest);
            highest = visit;
          }
          expect(state.nextVisit).toBeGreaterThan(highest);
          for (const change of changes) {
            if (change.change !== 'wait_opened' && change.change !== 'effect_planned') continue;
            const row = `${change.change} ${change.change === 'wait_opened' ? change.wait.visit : change.effect.visit}`;
            expect(rows.has(row)).toBe(false);
            rows.add(row);
          }
        });
      }),
    );
  });

  it('is decided again without any change when nothing has changed', () => {
    fc.assert(
      fc.property(anyGraph, HAPPENINGS, (graph, happenings) => {
        const compiled = compile(graph);
        live(compiled, happenings, (first, world) => {
          const input = { ...world, state: first.state, workspaceZone: 'Europe/Berlin', newId: countedIds() };
          expect(decide(compiled, input)).toEqual({
            state: first.state,
            changes: [],
            trace: [],
            command: first.command,
          });
        });
      }),
    );
  });

  it('decides the same for the same input', () => {
    fc.assert(
      fc.property(anyGraph, HAPPENINGS, (graph, happenings) => {
        const lives = [0, 1].map(() => {
          const seen: JourneyDecision[] = [];
          live(compile(graph), happenings, (decision) => seen.push(decision));
          return seen;
        });
        expect(lives[0]).toEqual(lives[1]);
      }),
    );
  });

  it('ends with a reason, is parked with a reason, or knows what it waits for', () => {
    fc.assert(
      fc.property(anyGraph, HAPPENINGS, (graph, happenings) => {
        live(compile(graph), happenings, ({ state, trace, command }) => {
          if (trace.length > 0 && state.status !== 'active')
            expect(trace.at(-1)?.why['reason']).toEqual(expect.any(String));
          if (state.status !== 'active') return expect(['done', 'parked']).toContain(command.do);
          const { phase, visit } = state.tokens[0] ?? {};
          const rows = phase === 'waiting' ? state.waits : state.effects;
          return expect(rows.some((row) => row.visit === visit)).toBe(true);
        });
      }),
    );
  });

  it('never closes a wait before its deadline, and asks to be woken no later than the earliest', () => {
    fc.assert(
      fc.property(anyGraph, HAPPENINGS, (graph, happenings) => {
        live(compile(graph), happenings, ({ trace, command, state }, { now }) => {
          for (const entry of trace)
            if (entry.event === 'timed_out') expect(Number(entry.why['deadline'])).toBeLessThanOrEqual(now);
          const deadlines = state.waits.flatMap((wait) => (wait.state === 'open' ? (wait.deadline ?? []) : []));
          if ((command.do === 'wait' || command.do === 'effect') && deadlines.length > 0) {
            expect(command.until ?? Infinity).toBeLessThanOrEqual(Math.min(...deadlines));
          }
        });
      }),
    );
  });
});

describe('a loop', () => {
  it('without a wait never hangs: the person is parked by the step budget', () => {
    fc.assert(
      fc.property(instantGraph, HAPPENINGS, (graph, happenings) => {
        const compiled = compile(graph);
        live(compiled, happenings, ({ trace, state }) => {
          expect(trace.length).toBeLessThanOrEqual(compiled.stepBudget + 2);
          expect(state.status).not.toBe('active');
        });
        expect(lintGraph(graph).some(({ code }) => code === 'loop_without_wait')).toBe(true);
      }),
    );
  });
});

describe('a drawing without errors', () => {
  it('never parks anybody', () => {
    fc.assert(
      fc.property(cleanGraph, HAPPENINGS, (graph, happenings) => {
        expect(lintGraph(graph).filter(({ severity }) => severity === 'error')).toEqual([]);
        live(compile(graph), happenings, ({ command }) => expect(command.do).not.toBe('parked'));
      }),
      { numRuns: 300 },
    );
  });

  it('says "a mail may follow" whenever one does follow a wait that time ends', () => {
    fc.assert(
      fc.property(cleanGraph, HAPPENINGS, (graph, happenings) => {
        let before: JourneyDecision['command'] = { do: 'parked' };
        live(compile(graph), happenings, ({ trace, command }) => {
          const straight = trace.every(({ event }) => event === 'timed_out' || event === 'passed' || event === 'acts');
          if (before.do === 'wait' && straight && trace.some(({ event }) => event === 'acts'))
            expect(before.fuse).toBe(true);
          before = command;
        });
      }),
    );
  });
});
