import { idsOf, type Invariant } from './invariant';

const outbox: Invariant = {
  name: 'outbox-empty',
  sentence: 'Every poke was delivered.',
  look: (evidence) => idsOf(evidence, `SELECT subject_type || ' ' || subject_id AS id FROM outbox`),
};

const incidents: Invariant = {
  name: 'no-incident',
  sentence: 'Nobody had to note that Temporal and Postgres disagree.',
  look: (evidence) =>
    idsOf(evidence, `SELECT kind || ' ' || coalesce(subject_type || ' ' || subject_id, '') AS id FROM incident`),
};

const completed: Invariant = {
  name: 'workflows-completed',
  sentence: 'Every enrollment and handoff had its workflow, no other ran, and each came to its end.',
  look: ({ workflows, subjects }) => {
    const ours = new Set(subjects.map(({ kind, id }) => `${kind}:${id}`));
    const had = new Set(workflows.map(({ workflowId }) => workflowId));
    return [
      ...workflows
        .filter(({ workflowId, status }) => status !== 'COMPLETED' || !ours.has(workflowId))
        .map(({ workflowId, status }) => `${workflowId} (${status})`),
      ...[...ours].filter((id) => !had.has(id)).map((id) => `${id} (none)`),
    ];
  },
};

const tasks: Invariant = {
  name: 'no-failed-workflow-task',
  sentence: 'No workflow task failed.',
  look: ({ workflows }) =>
    workflows.flatMap(({ workflowId, failures }) => failures.map((cause) => `${workflowId} ${cause}`)),
};

const crashes: Invariant = {
  name: 'nothing-ended-by-itself',
  sentence: 'No process ended because another one was killed.',
  look: ({ crashes: ends }) => ends,
};

export const MACHINE: readonly Invariant[] = [outbox, incidents, completed, tasks, crashes];
