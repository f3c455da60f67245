import { FULL_LADDER } from '../sla';
import { type Invariant, repeated } from './invariant';

const once: Invariant = {
  name: 'rung-once',
  sentence: 'Each rung of each SLA fired once.',
  look: ({ rungs }) => repeated(rungs.map(({ handoff_id, visit, rung }) => `${handoff_id} visit ${visit} ${rung}`)),
};

const neverEarly: Invariant = {
  name: 'rung-never-early',
  sentence: 'No rung fired before it was due.',
  look: ({ rungs }) =>
    rungs
      .filter(({ due_at, fired_at }) => fired_at < due_at)
      .map(({ handoff_id, visit, rung }) => `${handoff_id} visit ${visit} ${rung}`),
};

const whole: Invariant = {
  name: 'ladder-whole',
  sentence: 'A handoff that expired went up its whole ladder, rung by rung.',
  look: ({ rungs, subjects }) => {
    const ladders = Map.groupBy(
      rungs.toSorted((a, b) => a.due_at - b.due_at),
      (row) => row.handoff_id,
    );
    return subjects
      .filter(({ kind, reason }) => kind === 'handoff' && reason === 'expired')
      .map(({ id }) => ({ id, went: (ladders.get(id) ?? []).map(({ visit, rung }) => `${visit} ${rung}`).join(', ') }))
      .filter(({ went }) => went !== FULL_LADDER.join(', '))
      .map(({ id, went }) => `${id}: ${went || 'none'}`);
  },
};

export const SLAS: readonly Invariant[] = [once, neverEarly, whole];
