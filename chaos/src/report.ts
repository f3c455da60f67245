import type { Evidence } from './evidence';
import type { Violation } from './invariants';
import { KILLS, type Kill } from './killer';

/** Milliseconds. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

/** How much later than due something was, seen in three ways. */
export interface Lateness {
  /** As a person sees it: after its due instant. */
  readonly all: Spread;
  /** Of what was due while all parts had run for a while, and ran on. */
  readonly calm: Spread;
  /** Of what an outage touched: after its due instant, or after everything served again. */
  readonly sinceBack: Spread;
}

export interface Figures {
  readonly tookMs: number;
  readonly rungs: Lateness;
  readonly waits: Lateness;
  /** From a kill until the part served, until an event was acknowledged, and until the loop decided something, after it. */
  readonly recovery: Readonly<Partial<Record<Kill, { part: Spread; ingest: Spread; loop: Spread }>>>;
  readonly mails: { readonly taken: number; readonly cut: number; readonly unknown: number; readonly again: number };
  readonly answers: Readonly<Record<string, number>>;
  readonly failedStarts: number;
  readonly workflows: number;
}

/** A due instant is calm when no outage ended less than this before it, nor began before it was met. */
const SETTLED_MS = 15_000;

export function figuresOf(evidence: Evidence): Figures {
  const { effects, phases, rungs, waits, trace, client } = evidence;
  const closings = waits.flatMap(({ enrollment_id, visit, state, deadline }) => {
    const closed = (trace.get(enrollment_id) ?? []).find((row) => row.visit === visit && row.event === 'timed_out');
    return state === 'timed_out' && deadline !== null && closed ? [{ due: deadline, done: closed.at }] : [];
  });
  return {
    tookMs: evidence.tookMs,
    rungs: latenessOf(
      evidence,
      rungs.map(({ due_at, fired_at }) => ({ due: due_at, done: fired_at })),
    ),
    waits: latenessOf(evidence, closings),
    recovery: recoveryOf(evidence),
    mails: {
      taken: phases.filter(({ takenAt }) => takenAt !== null).length,
      cut: phases.filter(({ answeredAt }) => answeredAt === null).length,
      unknown: effects.filter(({ state }) => state === 'unknown').length,
      again: effects.filter(({ attempt }) => attempt > 1).length,
    },
    answers: Object.fromEntries(client.statuses),
    failedStarts: evidence.failedStarts,
    workflows: evidence.workflows.length,
  };
}

interface Moment {
  readonly due: number;
  readonly done: number;
}

function latenessOf({ outages }: Evidence, moments: readonly Moment[]): Lateness {
  // The loop does not need the API.
  const ofTheLoop = outages.filter(({ part }) => part !== 'api');
  const touching = ({ due, done }: Moment) =>
    ofTheLoop.filter(({ at, backAt }) => at <= done && (backAt ?? Infinity) + SETTLED_MS >= due);
  const late = ({ due, done }: Moment): number => done - due;
  const calm = moments.filter((moment) => touching(moment).length === 0);
  const touched = moments.filter((moment) => touching(moment).length > 0);
  return {
    all: spreadOf(moments.map(late)),
    calm: spreadOf(calm.map(late)),
    sinceBack: spreadOf(
      touched.map((moment) => {
        const back = touching(moment).flatMap(({ backAt }) =>
          backAt === null || backAt > moment.done ? [] : [backAt],
        );
        return moment.done - Math.max(moment.due, ...back);
      }),
    ),
  };
}

function recoveryOf({ kills, client, trace }: Evidence): Figures['recovery'] {
  const answers = client.answers.toSorted((a, b) => a.at - b.at);
  const decisions = [...trace.values()].flat().map(({ at }) => at);
  decisions.sort((a, b) => a - b);
  const rows = kills.map(({ kill, at, backAt }) => ({
    kill,
    part: backAt - at,
    ingest: (answers.find(({ beganAt }) => beganAt > at)?.at ?? Number.NaN) - at,
    loop: (decisions.find((decided) => decided > backAt) ?? Number.NaN) - at,
  }));
  const spreads = KILLS.flatMap((kill) => {
    const own = rows.filter((row) => row.kill === kill);
    const of = (figure: 'part' | 'ingest' | 'loop') => spreadOf(own.map((row) => row[figure]));
    return own.length === 0 ? [] : [[kill, { part: of('part'), ingest: of('ingest'), loop: of('loop') }] as const];
  });
  return Object.fromEntries(spreads);
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0);
  return { count: sorted.length, median: at(0.5), p99: at(0.99), worst: Math.round(sorted.at(-1) ?? 0) };
}

const words = ({ count, median, p99, worst }: Spread): string =>
  count === 0 ? 'none' : `${count}: median ${median} ms, p99 ${p99} ms, worst ${worst} ms`;

const lateWords = (what: string, { all, calm, sinceBack }: Lateness): string[] => [
  `${what} late, all ${words(all)}`,
  `${what} late, while all parts run ${words(calm)}`,
  `${what} late, since everything served again after an outage ${words(sinceBack)}`,
];

/** The figures as lines for a person. */
export function told(figures: Figures): string[] {
  const { mails, answers } = figures;
  return [
    ...lateWords('rungs', figures.rungs),
    ...lateWords('waits', figures.waits),
    ...Object.entries(figures.recovery).map(
      ([kill, { part, ingest, loop }]) =>
        `after kill -9 ${kill} (${part.count}): serves median ${part.median} worst ${part.worst} ms, takes events ${ingest.median}/${ingest.worst} ms, decides ${loop.median}/${loop.worst} ms`,
    ),
    `mails: ${mails.taken} taken, ${mails.cut} DATA phases cut, ${mails.unknown} unknown, ${mails.again} sent by a later attempt`,
    `answers to batches: ${Object.entries(answers)
      .map(([status, count]) => `${status} × ${count}`)
      .join(', ')}; ${figures.failedStarts} starts came too early; ${figures.workflows} workflow runs`,
  ];
}

/** The one line at the end, for machines. */
export function resultOf(evidence: Evidence, figures: Figures, violations: readonly Violation[]) {
  const { plan, kills, client, outages } = evidence;
  const count = (kill: Kill): number => kills.filter((done) => done.kill === kill).length;
  return {
    chaos: plan.oneOfEach ? 'short' : 'long',
    seed: plan.seed,
    minutes: Math.round((plan.chaosMs / 60_000) * 100) / 100,
    tookMs: figures.tookMs,
    people: plan.people,
    kills: { ...Object.fromEntries(KILLS.map((kill) => [kill, count(kill)])), processes: outages.length },
    events: client.acknowledged.size,
    cameToRest: evidence.cameToRest,
    figures,
    violations,
  };
}
