import type { Evidence } from '../evidence';
import { idsOf, type Invariant, repeated } from './invariant';

const effectOnce: Invariant = {
  name: 'one-effect-per-step',
  sentence: 'There is one effect for each visit and step, and one for each mail of a journey.',
  look: ({ effects }) => [
    ...repeated(effects.map(({ subject_id, visit, step }) => `${subject_id} visit ${visit} ${step}`)),
    ...repeated(
      effects.filter((row) => row.subject_type === 'enrollment').map((row) => `${row.subject_id} ${row.node_id}`),
    ),
  ],
};

const onePlace: Invariant = {
  name: 'token-in-one-place',
  sentence: 'Whoever is in a journey stands in one place, and whoever has left it in none.',
  look: (evidence) =>
    idsOf(
      evidence,
      `SELECT e.id FROM enrollment e LEFT JOIN token t ON t.enrollment_id = e.id
       GROUP BY e.id HAVING count(t.id) <> CASE WHEN e.status = 'ended' THEN 0 ELSE 1 END`,
    ),
};

/** What the journey's drawing asks for, given what became of the mails, the click and the handoff. */
function wayOf(evidence: Evidence, id: string, index: Index): string[] {
  const mail = (node: string): string => index.mails.get(`${id} ${node}`) ?? 'none';
  const waited = (evidence.trace.get(id) ?? []).some((row) => row.node_id === 'click' && row.event === 'waits');
  const clicked = evidence.clicked.has(id);
  return [
    'start entered',
    ...['first acts', `first ${mail('first')}`, 'pause waits', 'pause timed_out'],
    ...['second acts', `second ${mail('second')}`],
    ...(waited ? ['click waits'] : []),
    ...(clicked ? ['click satisfied'] : ['click timed_out', 'sales waits', 'sales satisfied']),
    `${clicked ? 'clicked' : (index.outcomes.get(id) ?? 'nowhere')} ended`,
  ];
}

interface Index {
  readonly mails: ReadonlyMap<string, string>;
  readonly outcomes: ReadonlyMap<string, string | null>;
}

/** A click that came while its wait was already timing out changes nothing: then the handoff says the way. */
function goesItsWay(evidence: Evidence, id: string, index: Index): boolean {
  const way = (evidence.trace.get(id) ?? []).map(({ node_id, event }) => `${node_id} ${event}`).join(', ');
  const late = { ...evidence, clicked: new Set<string>() };
  return [evidence, late].some((seen) => wayOf(seen, id, index).join(', ') === way);
}

const stepsOnce: Invariant = {
  name: 'each-step-once',
  sentence: 'Everybody went exactly the way of their own facts, each step once.',
  look: (evidence) => {
    const index: Index = {
      mails: new Map(evidence.effects.map(({ subject_id, node_id, state }) => [`${subject_id} ${node_id}`, state])),
      outcomes: new Map(evidence.subjects.map(({ enrollment_id, reason }) => [enrollment_id ?? '', reason])),
    };
    return evidence.subjects
      .filter(({ kind, id }) => kind === 'enrollment' && !goesItsWay(evidence, id, index))
      .map(({ id }) => id);
  },
};

const everybody: Invariant = {
  name: 'nobody-lost',
  sentence: 'Everybody who was enrolled has an enrollment, and at most one handoff came of it.',
  look: ({ subjects, plan }) => {
    const enrolled = subjects.filter(({ kind }) => kind === 'enrollment').length;
    return [
      ...(enrolled === plan.people ? [] : [`${enrolled} enrollments of ${plan.people} people`]),
      ...repeated(subjects.flatMap(({ enrollment_id }) => (enrollment_id === null ? [] : [enrollment_id]))),
    ];
  },
};

const notStuck: Invariant = {
  name: 'no-stuck-row',
  sentence: 'Every enrollment and every handoff came to its end within the time.',
  look: ({ subjects }) =>
    subjects
      .filter(({ status }) => status !== 'ended')
      .map(({ kind, id, status, reason }) => `${kind} ${id} is ${status}${reason ? ` (${reason})` : ''}`),
};

const waitsClose: Invariant = {
  name: 'waits-close-once',
  sentence: 'Every wait was closed once, and none before its time.',
  look: ({ waits, trace }) =>
    waits
      .filter(({ enrollment_id, visit, state, deadline }) => {
        const closings = (trace.get(enrollment_id) ?? []).filter(
          (row) => row.visit === visit && (row.event === 'satisfied' || row.event === 'timed_out'),
        );
        const early = state === 'timed_out' && (closings[0]?.at ?? 0) < (deadline ?? Infinity);
        return closings.length !== 1 || closings[0]?.event !== state || early;
      })
      .map(({ enrollment_id, visit, state }) => `${enrollment_id} visit ${visit} (${state})`),
};

export const JOURNEYS: readonly Invariant[] = [effectOnce, onePlace, stepsOnce, everybody, notStuck, waitsClose];
